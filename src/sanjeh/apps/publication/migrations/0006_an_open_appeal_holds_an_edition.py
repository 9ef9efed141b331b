from django.db import migrations

FORWARD = """
CREATE FUNCTION publication_edition_waits_for_appeals() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM results_dispute disputed
        WHERE disputed.round_id = NEW.round_id AND disputed.settled_at IS NULL AND disputed.shown_at IS NULL
    ) THEN
        RAISE EXCEPTION 'an appeal about a mark runs that this edition would not show as under review'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER publication_edition_is_held_by_appeals BEFORE INSERT ON publication_edition
    FOR EACH ROW EXECUTE FUNCTION publication_edition_waits_for_appeals();
"""
BACKWARD = """
DROP TRIGGER publication_edition_is_held_by_appeals ON publication_edition;
DROP FUNCTION publication_edition_waits_for_appeals();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0005_editions_lie_below_their_folder"),
        ("results", "0008_disputed_marks_and_moved_places"),
    ]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
