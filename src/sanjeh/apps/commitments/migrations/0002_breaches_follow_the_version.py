from django.db import migrations

FORWARD = """
CREATE FUNCTION commitments_sentence_is_agreed() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM agreements_agreementversion agreed
        WHERE agreed.id = NEW.version_id AND position(convert_to(NEW.sentence, 'UTF8') IN agreed.exact) > 0
    ) THEN
        RAISE EXCEPTION 'this sentence does not stand in that version' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER sentence_is_agreed BEFORE INSERT OR UPDATE ON commitments_commitment FOR EACH ROW
    EXECUTE FUNCTION commitments_sentence_is_agreed();

CREATE FUNCTION commitments_breach_is_of_its_version() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE last_move text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'open' OR cardinality(NEW.refs) = 0 OR NOT EXISTS (
            SELECT FROM commitments_commitment promised
            WHERE promised.id = NEW.commitment_id AND promised.remedies = NEW.remedies
        ) THEN
            RAISE EXCEPTION 'a breach is opened with what violates it and with the remedies of its version'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF NEW.state <> OLD.state THEN
        SELECT step.move INTO last_move FROM commitments_breachstep step
            WHERE step.breach_id = NEW.id ORDER BY step.id DESC LIMIT 1;
        IF (last_move, NEW.state) NOT IN (
            ('remedy', 'remedied'), ('verify', 'verified'), ('return', 'open'),
            ('ask_excuse', 'excuse_asked'), ('excuse', 'excused'), ('refuse_excuse', 'open')
        ) OR last_move IS NULL THEN
            RAISE EXCEPTION 'no step leads a breach there' USING ERRCODE = 'check_violation';
        END IF;
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER breach_is_of_its_version BEFORE INSERT OR UPDATE ON commitments_breach FOR EACH ROW
    EXECUTE FUNCTION commitments_breach_is_of_its_version();

CREATE FUNCTION commitments_step_by_the_right_hand() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE opened commitments_breach; earlier commitments_breachstep;
BEGIN
    SELECT * INTO opened FROM commitments_breach WHERE id = NEW.breach_id;
    SELECT * INTO earlier FROM commitments_breachstep step WHERE step.breach_id = NEW.breach_id
        ORDER BY step.id DESC LIMIT 1;
    IF NOT ((opened.state = 'open' AND NEW.move IN ('remedy', 'ask_excuse'))
        OR (opened.state = 'remedied' AND NEW.move IN ('verify', 'return'))
        OR (opened.state = 'excuse_asked' AND NEW.move IN ('excuse', 'refuse_excuse'))) THEN
        RAISE EXCEPTION 'a breach in this state has no such step' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.move = 'remedy' AND NOT NEW.remedy = ANY (opened.remedies) THEN
        RAISE EXCEPTION 'this remedy was not agreed' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.move IN ('verify', 'return', 'excuse', 'refuse_excuse') AND earlier.by_id = NEW.by_id THEN
        RAISE EXCEPTION 'another person has to say so' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.move IN ('ask_excuse', 'excuse', 'refuse_excuse') AND EXISTS (
        SELECT FROM journal_journalline line WHERE line.by = 'person:' || NEW.by_id
        AND (line.about && opened.refs::varchar[]
            OR (line.about @> ARRAY['breach:' || opened.number]::varchar[] AND line.what = 'breach.remedied'))
    ) THEN
        RAISE EXCEPTION 'who had a part in it excuses nothing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER step_by_the_right_hand BEFORE INSERT ON commitments_breachstep FOR EACH ROW
    EXECUTE FUNCTION commitments_step_by_the_right_hand();
"""
BACK = """
DROP TRIGGER step_by_the_right_hand ON commitments_breachstep;
DROP FUNCTION commitments_step_by_the_right_hand();
DROP TRIGGER breach_is_of_its_version ON commitments_breach;
DROP FUNCTION commitments_breach_is_of_its_version();
DROP TRIGGER sentence_is_agreed ON commitments_commitment;
DROP FUNCTION commitments_sentence_is_agreed();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("commitments", "0001_sentences_are_rows"),
        ("journal", "0002_journal_cannot_be_changed"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACK)]
