from django.db import migrations

FORWARD = """
CREATE FUNCTION desk_had_part(person bigint, complaint desk_complaint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || person
        AND line.about && (complaint.matters || ('complaint:' || complaint.number)::varchar)
    ) OR EXISTS (
        SELECT 1 FROM accounts_membership member
        WHERE member.person_id = person AND ('body:' || member.body) = ANY (complaint.matters)
    )
$$;

CREATE FUNCTION desk_seat_follows_the_draw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
    line journal_journalline;
    eligible jsonb;
    place bigint;
BEGIN
    SELECT * INTO complaint FROM desk_complaint WHERE id = NEW.complaint_id;
    SELECT * INTO line FROM journal_journalline WHERE number = NEW.draw_line;
    IF line.what IS DISTINCT FROM 'complaint.drawn_among' OR line.about[1] <> 'complaint:' || complaint.number THEN
        RAISE EXCEPTION 'no draw for this complaint stands in the journal' USING ERRCODE = 'check_violation';
    END IF;
    eligible := line.facts -> 'eligible';
    place := ('x0' || left(encode(sha256(convert_to(
        line.digest || ' complaint:' || complaint.number, 'UTF8')), 'hex'), 15))::bit(64)::bigint
        % jsonb_array_length(eligible);
    IF eligible ->> place::int IS DISTINCT FROM 'person:' || NEW.person_id THEN
        RAISE EXCEPTION 'the draw did not choose this person' USING ERRCODE = 'check_violation';
    END IF;
    IF desk_had_part(NEW.person_id, complaint) THEN
        RAISE EXCEPTION 'this person had a part in the matter' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM accounts_roleheld held JOIN accounts_person person ON person.id = held.person_id
        WHERE held.role = 'handler' AND person.is_active
        AND held.since <= line.at AND (held.until IS NULL OR held.until > line.at)
        AND NOT desk_had_part(person.id, complaint) AND NOT eligible ? ('person:' || person.id)
    ) THEN
        RAISE EXCEPTION 'the draw left out someone who was eligible' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_seat_is_drawn BEFORE INSERT ON desk_seat
    FOR EACH ROW EXECUTE FUNCTION desk_seat_follows_the_draw();

CREATE FUNCTION desk_ruling_by_the_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM desk_allegation allegation JOIN desk_seat seat ON seat.complaint_id = allegation.complaint_id
        WHERE allegation.id = NEW.allegation_id AND seat.person_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION 'only the seated handler rules' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_ruling_is_the_handlers BEFORE INSERT ON desk_ruling
    FOR EACH ROW EXECUTE FUNCTION desk_ruling_by_the_seat();

CREATE FUNCTION desk_only_state_changes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF to_jsonb(NEW) - 'state' <> to_jsonb(OLD) - 'state' THEN
        RAISE EXCEPTION 'of a complaint only the state may change' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_complaint_keeps_its_words BEFORE UPDATE ON desk_complaint
    FOR EACH ROW EXECUTE FUNCTION desk_only_state_changes();
CREATE TRIGGER desk_complaint_stays BEFORE DELETE ON desk_complaint
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER desk_allegation_stays BEFORE UPDATE OR DELETE ON desk_allegation
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER desk_paper_stays BEFORE UPDATE OR DELETE ON desk_paper
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER desk_seat_stays BEFORE UPDATE OR DELETE ON desk_seat
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER desk_ruling_stays BEFORE UPDATE OR DELETE ON desk_ruling
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
"""

BACKWARD = """
DROP TRIGGER desk_ruling_stays ON desk_ruling;
DROP TRIGGER desk_seat_stays ON desk_seat;
DROP TRIGGER desk_paper_stays ON desk_paper;
DROP TRIGGER desk_allegation_stays ON desk_allegation;
DROP TRIGGER desk_complaint_stays ON desk_complaint;
DROP TRIGGER desk_complaint_keeps_its_words ON desk_complaint;
DROP FUNCTION desk_only_state_changes();
DROP TRIGGER desk_ruling_is_the_handlers ON desk_ruling;
DROP FUNCTION desk_ruling_by_the_seat();
DROP TRIGGER desk_seat_is_drawn ON desk_seat;
DROP FUNCTION desk_seat_follows_the_draw();
DROP FUNCTION desk_had_part(bigint, desk_complaint);
"""


class Migration(migrations.Migration):
    dependencies = [("desk", "0001_initial"), ("journal", "0002_journal_cannot_be_changed")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
