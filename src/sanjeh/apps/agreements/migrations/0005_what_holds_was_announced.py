from django.db import migrations

FORWARD = """
CREATE FUNCTION agreements_version_was_announced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'in_force' AND OLD.state <> 'in_force' AND NOT EXISTS (
        SELECT FROM notices_notice told WHERE told.number = NEW.notice_id AND told.kind = 'agreement'
        AND told.version = NEW.number::text AND told.authority_id = NEW.authority_id
        AND (NEW.at IS NULL OR told.published_at >= NEW.at)
        AND (NEW.valid_from IS NULL OR told.effective_at <= NEW.valid_from)
    ) THEN
        RAISE EXCEPTION 'no notice has told of this version of the agreement'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER was_announced BEFORE UPDATE ON agreements_agreementversion FOR EACH ROW
    EXECUTE FUNCTION agreements_version_was_announced();
"""
BACK = """
DROP TRIGGER was_announced ON agreements_agreementversion;
DROP FUNCTION agreements_version_was_announced();
"""


class Migration(migrations.Migration):
    dependencies = [("agreements", "0004_versions_have_states")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
