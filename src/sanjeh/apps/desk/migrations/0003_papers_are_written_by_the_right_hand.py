from django.db import migrations

FORWARD = """
CREATE FUNCTION desk_paper_by_the_right_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
BEGIN
    SELECT * INTO complaint FROM desk_complaint WHERE id = NEW.complaint_id;
    IF NEW.kind = 'refusal' AND desk_had_part(NEW.by_id, complaint) THEN
        RAISE EXCEPTION 'who had a part in the matter refuses no complaint' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'answer' AND NOT EXISTS (
        SELECT 1 FROM desk_seat seat
        WHERE seat.complaint_id = NEW.complaint_id AND seat.person_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION 'only the seated handler hears the other side' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_paper_is_written_by_the_right_hand BEFORE INSERT ON desk_paper
    FOR EACH ROW EXECUTE FUNCTION desk_paper_by_the_right_hand();
"""

BACKWARD = """
DROP TRIGGER desk_paper_is_written_by_the_right_hand ON desk_paper;
DROP FUNCTION desk_paper_by_the_right_hand();
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0002_nobody_is_seated_by_hand")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
