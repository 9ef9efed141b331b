from django.db import migrations

FORWARD = """
CREATE FUNCTION methodology_version_was_announced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.in_force_from IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.in_force_from IS NULL) AND NOT EXISTS (
        SELECT FROM notices_notice told WHERE told.number = NEW.notice AND told.kind = 'methodology'
        AND told.version = NEW.code AND told.authority_id = NEW.authority_id
        AND told.effective_at <= NEW.in_force_from
    ) THEN
        RAISE EXCEPTION 'no notice has told of this method' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER was_announced BEFORE INSERT OR UPDATE ON methodology_methodologyversion FOR EACH ROW
    EXECUTE FUNCTION methodology_version_was_announced();
"""
BACK = """
DROP TRIGGER was_announced ON methodology_methodologyversion;
DROP FUNCTION methodology_version_was_announced();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("methodology", "0002_methods_name_their_authority"),
        ("notices", "0003_notices_name_their_authority"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACK)]
