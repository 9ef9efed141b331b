from django.db import migrations

FORWARD = """
CREATE FUNCTION channels_is_told(told_by integer, version text, since timestamptz) RETURNS boolean
LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM notices_notice told WHERE told.number = told_by AND told.kind = 'channel'
        AND told.version = channels_is_told.version
        AND (since IS NULL OR told.published_at >= since)
    )
$$;
CREATE FUNCTION channels_channel_was_announced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.notice_id IS NOT NULL AND NOT channels_is_told(NEW.notice_id, NEW.number::text, NEW.made_at)
    OR NEW.end_notice_id IS NOT NULL
    AND NOT channels_is_told(NEW.end_notice_id, NEW.number || '-end', NEW.made_at) THEN
        RAISE EXCEPTION 'no notice has told of this channel' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER was_announced BEFORE INSERT OR UPDATE ON channels_channel FOR EACH ROW
    EXECUTE FUNCTION channels_channel_was_announced();
"""
BACK = """
DROP TRIGGER was_announced ON channels_channel;
DROP FUNCTION channels_channel_was_announced();
DROP FUNCTION channels_is_told(integer, text, timestamptz);
"""


class Migration(migrations.Migration):
    dependencies = [("channels", "0001_channels_are_seen")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
