from django.db import migrations

FORWARD = """
CREATE FUNCTION publication_edition_by_another_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    matter varchar;
BEGIN
    SELECT 'round:' || round.code INTO matter FROM rounds_round round WHERE round.id = NEW.round_id;
    IF NOT EXISTS (
        SELECT 1 FROM accounts_roleheld held JOIN accounts_person person ON person.id = held.person_id
        WHERE person.id = NEW.published_by_id AND person.is_active AND held.role IN ('approver', 'manager')
        AND held.since <= NEW.made_at AND (held.until IS NULL OR held.until > NEW.made_at)
    ) THEN
        RAISE EXCEPTION 'an edition is published by an approver or a manager' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || NEW.published_by_id AND line.about @> ARRAY[matter]
        AND line.what IN ('round.drafted', 'round.draft_changed', 'round.final')
    ) THEN
        RAISE EXCEPTION 'who drafted a round or made it final does not publish it'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publication_edition_has_four_eyes BEFORE INSERT OR UPDATE OF published_by_id, round_id
    ON publication_edition FOR EACH ROW EXECUTE FUNCTION publication_edition_by_another_hand();
"""

BACKWARD = """
DROP TRIGGER publication_edition_has_four_eyes ON publication_edition;
DROP FUNCTION publication_edition_by_another_hand();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0002_edition_says_who_published_it"),
        ("accounts", "0002_roles_are_named_by_the_table_of_permissions"),
        ("journal", "0002_journal_cannot_be_changed"),
        ("rounds", "0001_initial"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
