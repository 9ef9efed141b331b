from django.db import migrations

FORWARD = """
CREATE TRIGGER message_keeps_its_words BEFORE UPDATE OR DELETE ON sanjeh_messages_message
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER message_keeps_all BEFORE TRUNCATE ON sanjeh_messages_message
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
BACKWARD = """
DROP TRIGGER message_keeps_all ON sanjeh_messages_message;
DROP TRIGGER message_keeps_its_words ON sanjeh_messages_message;
"""


class Migration(migrations.Migration):
    dependencies = [("sanjeh_messages", "0001_initial"), ("journal", "0002_journal_cannot_be_changed")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
