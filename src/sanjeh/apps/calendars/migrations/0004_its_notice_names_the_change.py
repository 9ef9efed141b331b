from django.db import migrations

TOLD = """
CREATE OR REPLACE FUNCTION calendars_change_was_announced() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.notice_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM notices_notice told WHERE told.number = NEW.notice_id AND told.kind = 'calendar'
        AND told.published_at <= NEW.confirmed_at
        AND (NEW.made_at IS NULL OR told.published_at >= NEW.made_at){names}
    ) THEN
        RAISE EXCEPTION 'no notice has told of this change of the calendar' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
# A notice names a change by its number, and the holidays of a year also by the year.
NAMES = """
        AND (told.version = NEW.number::text
            OR (TG_TABLE_NAME = 'calendars_holiday' AND told.version ~ '^[0-9]{4}$'))"""


class Migration(migrations.Migration):
    dependencies = [("calendars", "0003_what_counts_was_announced")]

    operations = [migrations.RunSQL(TOLD.replace("{names}", NAMES), TOLD.replace("{names}", ""))]
