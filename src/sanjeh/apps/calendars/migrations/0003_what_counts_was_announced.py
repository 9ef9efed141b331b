from django.db import migrations

TABLES = ("calendarversion", "holiday", "decree")
FORWARD = """
CREATE FUNCTION calendars_change_was_announced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.notice_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM notices_notice told WHERE told.number = NEW.notice_id AND told.kind = 'calendar'
        AND told.published_at <= NEW.confirmed_at
        AND (NEW.made_at IS NULL OR told.published_at >= NEW.made_at)
    ) THEN
        RAISE EXCEPTION 'no notice has told of this change of the calendar' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
""" + "".join(
    f"CREATE TRIGGER was_announced BEFORE INSERT OR UPDATE ON calendars_{table} FOR EACH ROW "
    "EXECUTE FUNCTION calendars_change_was_announced();\n"
    for table in TABLES
)
BACK = "".join(f"DROP TRIGGER was_announced ON calendars_{table};\n" for table in TABLES) + (
    "DROP FUNCTION calendars_change_was_announced();"
)


class Migration(migrations.Migration):
    dependencies = [("calendars", "0002_the_calendar_of_iran")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
