from django.db import migrations

HEAD = """
CREATE OR REPLACE FUNCTION agreements_version_was_announced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.state = 'in_force' AND OLD.state <> 'in_force' AND NOT EXISTS (
        SELECT FROM notices_notice told WHERE told.number = NEW.notice_id AND told.kind = 'agreement'
        AND told.version = NEW.number::text AND told.authority_id = NEW.authority_id
        AND (NEW.at IS NULL OR told.published_at >= NEW.at)
"""
TAIL = """
    ) THEN
        RAISE EXCEPTION 'no notice has told of this version of the agreement'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
# Where no agreement holds until then, one may begin with the day on which its notice takes effect.
OR_WITH_ITS_DAY = """
        AND (NEW.valid_from IS NULL OR told.effective_at <= NEW.valid_from OR (
            date_trunc('day', told.effective_at, (
                SELECT time_zone FROM authorities_authority WHERE code = NEW.authority_id
            )) <= NEW.valid_from
            AND NOT EXISTS (
                SELECT FROM agreements_agreementversion other WHERE other.authority_id = NEW.authority_id
                AND other.state IN ('in_force', 'superseded', 'expired') AND other.valid_until > NEW.valid_from
                AND (other.valid_from IS NULL OR other.valid_from <= told.effective_at)
            )
        ))
"""
FORWARD = HEAD + OR_WITH_ITS_DAY + TAIL
BACK = HEAD + "AND (NEW.valid_from IS NULL OR told.effective_at <= NEW.valid_from)" + TAIL


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0011_the_first_has_its_reading"),
        ("authorities", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACK)]
