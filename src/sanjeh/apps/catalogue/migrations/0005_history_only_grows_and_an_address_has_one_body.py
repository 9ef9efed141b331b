from django.db import migrations

# Without an extension that knows equality in GiST, one number is a range of one (rooms-to-build.md, section 2).
SPANS = """
CREATE FUNCTION catalogue_span_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.until IS NULL AND NEW.until IS NOT NULL
        AND to_jsonb(NEW) - 'until' = to_jsonb(OLD) - 'until' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% may only grow: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER catalogue_bodyspan_only_ends BEFORE UPDATE OR DELETE ON catalogue_bodyspan
    FOR EACH ROW EXECUTE FUNCTION catalogue_span_only_ends();
CREATE TRIGGER catalogue_servicespan_only_ends BEFORE UPDATE OR DELETE ON catalogue_servicespan
    FOR EACH ROW EXECUTE FUNCTION catalogue_span_only_ends();
CREATE TRIGGER catalogue_bodyspan_keeps_all BEFORE TRUNCATE ON catalogue_bodyspan
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER catalogue_servicespan_keeps_all BEFORE TRUNCATE ON catalogue_servicespan
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE catalogue_bodyspan ADD CONSTRAINT body_spans_do_not_overlap
    EXCLUDE USING gist (int8range(body_id, body_id, '[]') WITH &&, daterange(since, until) WITH &&);
ALTER TABLE catalogue_servicespan ADD CONSTRAINT service_spans_do_not_overlap
    EXCLUDE USING gist (int8range(service_id, service_id, '[]') WITH &&, daterange(since, until) WITH &&);
"""
SPANS_BACK = """
ALTER TABLE catalogue_servicespan DROP CONSTRAINT service_spans_do_not_overlap;
ALTER TABLE catalogue_bodyspan DROP CONSTRAINT body_spans_do_not_overlap;
DROP TRIGGER catalogue_servicespan_keeps_all ON catalogue_servicespan;
DROP TRIGGER catalogue_bodyspan_keeps_all ON catalogue_bodyspan;
DROP TRIGGER catalogue_servicespan_only_ends ON catalogue_servicespan;
DROP TRIGGER catalogue_bodyspan_only_ends ON catalogue_bodyspan;
DROP FUNCTION catalogue_span_only_ends();
"""
# The last one to write an address takes it over; whoever still has it under another body fails at the end of
# the transaction, by the key. Moved together they pass.
HOLDERS = """
INSERT INTO catalogue_addressholder (url, body_id)
    SELECT DISTINCT url, body_id FROM catalogue_address WHERE ended_on IS NULL;
CREATE FUNCTION catalogue_address_takes_its_holder() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_addressholder AS holder (url, body_id) VALUES (NEW.url, NEW.body_id)
        ON CONFLICT (url) DO UPDATE SET body_id = EXCLUDED.body_id
        WHERE holder.body_id <> EXCLUDED.body_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER catalogue_address_takes_its_holder BEFORE INSERT OR UPDATE OF url, body_id, ended_on
    ON catalogue_address FOR EACH ROW WHEN (NEW.ended_on IS NULL)
    EXECUTE FUNCTION catalogue_address_takes_its_holder();
ALTER TABLE catalogue_address ADD CONSTRAINT address_stands_under_one_body
    FOREIGN KEY (held_url, body_id) REFERENCES catalogue_addressholder (url, body_id)
    DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX catalogue_address_held ON catalogue_address (held_url, body_id);
"""
HOLDERS_BACK = """
DROP INDEX catalogue_address_held;
ALTER TABLE catalogue_address DROP CONSTRAINT address_stands_under_one_body;
DROP TRIGGER catalogue_address_takes_its_holder ON catalogue_address;
DROP FUNCTION catalogue_address_takes_its_holder();
DELETE FROM catalogue_addressholder;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_history_begins_and_names_are_searchable"),
        ("journal", "0002_journal_cannot_be_changed"),
    ]

    operations = [migrations.RunSQL(SPANS, SPANS_BACK), migrations.RunSQL(HOLDERS, HOLDERS_BACK)]
