from django.db import migrations

# Without btree_gist, which the embedded server does not have: a number is a range of one.
ONCE_AT_A_TIME = """
ALTER TABLE accounts_mandate ADD CONSTRAINT mandate_once_at_a_time EXCLUDE USING gist (
    int8range(person_id, person_id, '[]') WITH &&,
    int8range(
        hashtextextended(authority_id || ' ' || role || ' ' || body, 0) / 2,
        hashtextextended(authority_id || ' ' || role || ' ' || body, 0) / 2, '[]'
    ) WITH &&,
    tstzrange(since, greatest(since, least(until, ended_at))) WITH &&
);
"""
KEPT = """
CREATE FUNCTION mandate_stays_as_given() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later CONSTANT text[] := '{ended_at,confirmed_at,confirmed_by_id}';
BEGIN
    IF to_jsonb(NEW) - later = to_jsonb(OLD) - later
        AND (OLD.ended_at IS NULL OR NEW.ended_at IS NOT DISTINCT FROM OLD.ended_at)
        AND (OLD.confirmed_at IS NULL OR (NEW.confirmed_at, NEW.confirmed_by_id)
            IS NOT DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a mandate stays as it was given: only its end and its confirmation are written, once'
        USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER mandate_is_kept BEFORE UPDATE ON accounts_mandate
    FOR EACH ROW EXECUTE FUNCTION mandate_stays_as_given();
CREATE TRIGGER mandate_is_not_removed BEFORE DELETE ON accounts_mandate
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mandates_are_not_emptied BEFORE TRUNCATE ON accounts_mandate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
"""
FREE = """
DROP TRIGGER mandates_are_not_emptied ON accounts_mandate;
DROP TRIGGER mandate_is_not_removed ON accounts_mandate;
DROP TRIGGER mandate_is_kept ON accounts_mandate;
DROP FUNCTION mandate_stays_as_given();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_roles_and_memberships_are_mandates"),
        ("journal", "0002_journal_cannot_be_changed"),
    ]

    operations = [
        migrations.RunSQL(ONCE_AT_A_TIME, "ALTER TABLE accounts_mandate DROP CONSTRAINT mandate_once_at_a_time"),
        migrations.RunSQL(KEPT, FREE),
    ]
