from django.db import migrations

FORWARD = """
CREATE FUNCTION rounds_round_was_announced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state <> 'draft' AND (TG_OP = 'INSERT' OR OLD.state = 'draft') AND NOT EXISTS (
        SELECT FROM notices_notice told WHERE told.number = NEW.notice AND told.kind = 'round'
        AND told.version = NEW.code AND told.authority_id = NEW.authority_id
    ) THEN
        RAISE EXCEPTION 'no notice has told of this round' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER was_announced BEFORE INSERT OR UPDATE ON rounds_round FOR EACH ROW
    EXECUTE FUNCTION rounds_round_was_announced();
"""
BACK = """
DROP TRIGGER was_announced ON rounds_round;
DROP FUNCTION rounds_round_was_announced();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("rounds", "0003_rounds_keep_how_codes_were_written"),
        ("notices", "0003_notices_name_their_authority"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACK)]
