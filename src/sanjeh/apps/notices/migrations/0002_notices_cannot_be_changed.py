from django.db import migrations

FORWARD = """
CREATE TRIGGER notices_keep_their_words BEFORE UPDATE OR DELETE ON notices_notice
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER notices_keep_all BEFORE TRUNCATE ON notices_notice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER notices_keep_all ON notices_notice;
DROP TRIGGER notices_keep_their_words ON notices_notice;
"""


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial"), ("journal", "0002_journal_cannot_be_changed")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
