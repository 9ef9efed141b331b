import django.db.models.deletion
from django.db import migrations, models

TRIGGERS = """
CREATE FUNCTION desk_declaration_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seat desk_seat;
BEGIN
    SELECT * INTO seat FROM desk_seat WHERE id = NEW.seat_id;
    IF TG_OP = 'INSERT' AND (NEW.signed_at IS NOT NULL OR NEW.opened_at IS NOT NULL
        OR NEW.names_read_at < seat.at) THEN
        RAISE EXCEPTION 'the names are read first, then the word is given' USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND NEW.opened_at IS NOT NULL AND OLD.signed_at IS NULL THEN
        RAISE EXCEPTION 'the word is given before the file is opened' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT FROM desk_seatend ended WHERE ended.seat_id = NEW.seat_id) THEN
        RAISE EXCEPTION 'who no longer sits here declares nothing' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_declaration_comes_in_order BEFORE INSERT OR UPDATE ON desk_declaration
    FOR EACH ROW EXECUTE FUNCTION desk_declaration_in_order();

CREATE FUNCTION desk_seat_owes_its_word() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT NEW.owes_declaration THEN
        RAISE EXCEPTION 'whoever is seated owes a declaration' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_seat_owes_a_declaration BEFORE INSERT ON desk_seat
    FOR EACH ROW EXECUTE FUNCTION desk_seat_owes_its_word();

CREATE FUNCTION desk_is_sworn(sitting bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM desk_seat seat LEFT JOIN desk_declaration word ON word.seat_id = seat.id
        WHERE seat.id = sitting AND (NOT seat.owes_declaration
            OR (word.is_clear AND (word.opened_at IS NOT NULL OR seat.role = 'rescorer')))
    )
$$;
CREATE FUNCTION desk_is_sworn_in(person bigint, matter bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce(bool_and(desk_is_sworn(seat.id)), true) FROM desk_seat seat
    WHERE seat.person_id = person AND seat.complaint_id = matter
$$;
CREATE FUNCTION desk_nothing_before_the_word() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sworn boolean;
BEGIN
    IF TG_TABLE_NAME = 'desk_ruling' THEN
        SELECT desk_is_sworn_in(NEW.by_id, point.complaint_id) AND desk_is_sworn_in(NEW.read_by_id, point.complaint_id)
            INTO sworn FROM desk_allegation point WHERE point.id = NEW.allegation_id;
    ELSIF TG_TABLE_NAME = 'desk_vote' THEN
        sworn := desk_is_sworn(NEW.seat_id);
    ELSE
        sworn := NEW.by_id IS NULL OR desk_is_sworn_in(NEW.by_id, NEW.complaint_id);
    END IF;
    IF NOT sworn THEN
        RAISE EXCEPTION 'who was drawn declares first, and then opens the file' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_ruling_is_sworn BEFORE INSERT ON desk_ruling
    FOR EACH ROW EXECUTE FUNCTION desk_nothing_before_the_word();
CREATE TRIGGER desk_vote_is_sworn BEFORE INSERT ON desk_vote
    FOR EACH ROW EXECUTE FUNCTION desk_nothing_before_the_word();
CREATE TRIGGER desk_statement_is_sworn BEFORE INSERT ON desk_statement
    FOR EACH ROW EXECUTE FUNCTION desk_nothing_before_the_word();
CREATE TRIGGER desk_correction_is_sworn BEFORE INSERT ON desk_correctionorder
    FOR EACH ROW EXECUTE FUNCTION desk_nothing_before_the_word();

CREATE FUNCTION desk_seat_ends_for_a_reason() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    seat desk_seat;
    complaint desk_complaint;
    is_so boolean;
BEGIN
    SELECT * INTO seat FROM desk_seat WHERE id = NEW.seat_id;
    SELECT * INTO complaint FROM desk_complaint WHERE id = seat.complaint_id;
    is_so := CASE NEW.reason
        WHEN 'challenged' THEN EXISTS (SELECT FROM desk_challenge held WHERE held.seat_id = seat.id AND held.is_upheld)
        WHEN 'declared' THEN EXISTS (SELECT FROM desk_declaration word WHERE word.seat_id = seat.id AND NOT word.is_clear)
        WHEN 'recused' THEN NEW.by_id = seat.person_id
        WHEN 'conflict' THEN desk_is_barred(seat.person_id, complaint)
        WHEN 'quashed' THEN complaint.state = 'convened' AND 3 <= (
            SELECT count(*) FROM desk_vote vote JOIN desk_seat panel ON panel.id = vote.seat_id
            WHERE panel.complaint_id = complaint.id
        )
    END;
    IF is_so IS NOT TRUE THEN
        RAISE EXCEPTION 'nobody is unseated by hand' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_seat_ends_for_its_reason BEFORE INSERT ON desk_seatend
    FOR EACH ROW EXECUTE FUNCTION desk_seat_ends_for_a_reason();

CREATE FUNCTION desk_indicators(refs varchar[]) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(array_agg(substr(ref, strpos(ref, '/') + 1)), '{}') FROM unnest(refs) ref
    WHERE ref LIKE 'mark:%/%'
$$;
CREATE FUNCTION desk_ruling_says_what_differs() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
    indicators text[];
BEGIN
    IF NEW.distinguishing <> '' THEN
        RETURN NEW;
    END IF;
    SELECT judged.* INTO complaint FROM desk_complaint judged
        JOIN desk_allegation point ON point.complaint_id = judged.id WHERE point.id = NEW.allegation_id;
    indicators := desk_indicators(complaint.subject_refs);
    IF 1 < (
        SELECT count(*) FROM desk_ruling given JOIN desk_allegation point ON point.id = given.allegation_id
        JOIN desk_complaint other ON other.id = point.complaint_id
        WHERE other.id <> complaint.id AND other.kind = complaint.kind AND given.verdict <> NEW.verdict
        AND (indicators = '{}' OR desk_indicators(other.subject_refs) && indicators)
    ) THEN
        RAISE EXCEPTION 'what is decided unlike two on the like says why' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_ruling_tells_what_differs BEFORE INSERT ON desk_ruling
    FOR EACH ROW EXECUTE FUNCTION desk_ruling_says_what_differs();
"""
NO_TRIGGERS = """
DROP TRIGGER desk_ruling_tells_what_differs ON desk_ruling;
DROP FUNCTION desk_ruling_says_what_differs();
DROP FUNCTION desk_indicators(varchar[]);
DROP TRIGGER desk_seat_ends_for_its_reason ON desk_seatend;
DROP FUNCTION desk_seat_ends_for_a_reason();
DROP TRIGGER desk_ruling_is_sworn ON desk_ruling;
DROP TRIGGER desk_vote_is_sworn ON desk_vote;
DROP TRIGGER desk_statement_is_sworn ON desk_statement;
DROP TRIGGER desk_correction_is_sworn ON desk_correctionorder;
DROP FUNCTION desk_nothing_before_the_word();
DROP FUNCTION desk_is_sworn_in(bigint, bigint);
DROP FUNCTION desk_is_sworn(bigint);
DROP TRIGGER desk_seat_owes_a_declaration ON desk_seat;
DROP FUNCTION desk_seat_owes_its_word();
DROP TRIGGER desk_declaration_comes_in_order ON desk_declaration;
DROP FUNCTION desk_declaration_in_order();
"""


class Migration(migrations.Migration):
    """Who was drawn reads the names, gives a word, and opens the file, in this order; who sat before owes none."""

    dependencies = [("desk", "0012_time_is_given_back")]

    operations = [
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddField("seat", "owes_declaration", models.BooleanField(default=False, db_default=False)),
        migrations.AlterField("seat", "owes_declaration", models.BooleanField(default=True, db_default=True)),
        migrations.CreateModel(
            "Declaration",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("names_read_at", models.DateTimeField()),
                ("signed_at", models.DateTimeField(null=True)),
                ("is_clear", models.BooleanField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("seat", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="declaration", to="desk.seat")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(signed_at=None, is_clear=None)
                        | models.Q(signed_at__isnull=False, signed_at__gte=models.F("names_read_at"), is_clear__isnull=False),
                        name="names_are_read_before_the_word",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(opened_at=None)
                        | models.Q(signed_at__isnull=False, opened_at__gte=models.F("signed_at"), is_clear=True),
                        name="word_is_given_before_the_file",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS, NO_TRIGGERS),
    ]
