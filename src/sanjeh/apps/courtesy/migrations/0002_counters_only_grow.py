from django.db import migrations

FORWARD = """
CREATE FUNCTION courtesy_is_open(batch bigint) RETURNS boolean LANGUAGE sql STABLE
SET search_path = public, pg_temp AS $$
    SELECT EXISTS (SELECT FROM courtesy_batch held WHERE held.id = batch AND held.released_on IS NULL)
$$;

CREATE FUNCTION courtesy_invite_is_used_once() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.is_used THEN
        RAISE EXCEPTION 'an invitation goes out unused' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (OLD.is_used OR NOT NEW.is_used) THEN
        RAISE EXCEPTION 'an invitation is used once' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER invite_is_used_once BEFORE INSERT OR UPDATE ON courtesy_invite FOR EACH ROW
    EXECUTE FUNCTION courtesy_invite_is_used_once();

CREATE FUNCTION courtesy_tally_grows_by_an_answer() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.given <> 0 OR TG_OP = 'UPDATE' AND NEW.given <> OLD.given + 1 THEN
        RAISE EXCEPTION 'a counter begins with nothing and grows by one' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT courtesy_is_open(NEW.batch_id) THEN
        RAISE EXCEPTION 'this batch is closed' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND (
        SELECT COALESCE(sum(given), 0) FROM courtesy_tally tally JOIN courtesy_batch held ON held.id = tally.batch_id
        WHERE tally.question = NEW.question
        AND held.contact = (SELECT contact FROM courtesy_batch WHERE id = NEW.batch_id)
    ) >= (
        SELECT count(*) FROM courtesy_invite invite WHERE invite.is_used
        AND invite.contact = (SELECT contact FROM courtesy_batch WHERE id = NEW.batch_id)
    ) THEN
        RAISE EXCEPTION 'there are no more answers than used invitations' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER tally_grows_by_an_answer BEFORE INSERT OR UPDATE ON courtesy_tally FOR EACH ROW
    EXECUTE FUNCTION courtesy_tally_grows_by_an_answer();

CREATE FUNCTION courtesy_batch_is_released_whole() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.released_on IS NOT NULL AND (TG_OP = 'INSERT' OR (
        SELECT count(*) FROM (
            SELECT sum(given) AS answers FROM courtesy_tally tally WHERE tally.batch_id = NEW.id
            GROUP BY tally.question HAVING sum(given) >= 5
        ) whole
    ) < 4) THEN
        RAISE EXCEPTION 'fewer than five answers are never shown' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER batch_is_released_whole BEFORE INSERT OR UPDATE ON courtesy_batch FOR EACH ROW
    EXECUTE FUNCTION courtesy_batch_is_released_whole();
"""
BACK = """
DROP TRIGGER batch_is_released_whole ON courtesy_batch;
DROP FUNCTION courtesy_batch_is_released_whole();
DROP TRIGGER tally_grows_by_an_answer ON courtesy_tally;
DROP FUNCTION courtesy_tally_grows_by_an_answer();
DROP TRIGGER invite_is_used_once ON courtesy_invite;
DROP FUNCTION courtesy_invite_is_used_once();
DROP FUNCTION courtesy_is_open(bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("courtesy", "0001_answers_lead_to_nobody")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
