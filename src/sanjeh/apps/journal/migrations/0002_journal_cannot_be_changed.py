from django.db import migrations

FORWARD = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% may only grow: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER journal_keeps_lines BEFORE UPDATE OR DELETE ON journal_journalline
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER journal_keeps_all BEFORE TRUNCATE ON journal_journalline
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER journal_keeps_all ON journal_journalline;
DROP TRIGGER journal_keeps_lines ON journal_journalline;
DROP FUNCTION refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
