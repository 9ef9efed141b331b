import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SEATED = """
CREATE OR REPLACE FUNCTION desk_seat_follows_the_draw() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
    line journal_journalline;
    night journal_journalcheckpoint;
    promised text;
    pool text;
BEGIN
    SELECT * INTO complaint FROM desk_complaint WHERE id = NEW.complaint_id;
    SELECT * INTO line FROM journal_journalline WHERE number = NEW.draw_line;
    IF line.what IS DISTINCT FROM 'complaint.drawn_among' OR line.about[1] <> 'complaint:' || complaint.number
        OR line.facts ->> 'role' IS DISTINCT FROM NEW.role THEN
        RAISE EXCEPTION 'no draw for this complaint stands in the journal' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO night FROM journal_journalcheckpoint signed
        WHERE signed.size >= line.number
        AND (signed.at AT TIME ZONE 'UTC')::date > (line.at AT TIME ZONE 'UTC')::date
        ORDER BY signed.size LIMIT 1;
    IF night.size IS NULL OR night.size IS DISTINCT FROM NEW.checkpoint THEN
        RAISE EXCEPTION 'the seed of this draw is the first root that was signed on a later day'
            USING ERRCODE = 'check_violation';
    END IF;
    SELECT lodged.facts ->> 'nonce' INTO promised FROM journal_journalline lodged
        WHERE lodged.what = 'complaint.lodged' AND lodged.about[1] = line.about[1] ORDER BY lodged.number LIMIT 1;
    IF promised IS NOT NULL AND promised <> encode(sha256(convert_to(NEW.nonce, 'UTF8')), 'hex') THEN
        RAISE EXCEPTION 'this is not the nonce to which the complaint was committed'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NOT ('person:' || NEW.person_id) IN (
        SELECT candidate FROM jsonb_array_elements_text(line.facts -> 'eligible') candidate
        ORDER BY encode(sha256(convert_to(night.root || ' ' || NEW.nonce || ' ' || line.about[1] || ' '
            || line.number || ' ' || candidate, 'UTF8')), 'hex') COLLATE "C"
        LIMIT (line.facts ->> 'places')::int
    ) THEN
        RAISE EXCEPTION 'the draw did not choose this person' USING ERRCODE = 'check_violation';
    END IF;
    IF desk_had_part(NEW.person_id, complaint) THEN
        RAISE EXCEPTION 'this person had a part in the matter' USING ERRCODE = 'check_violation';
    END IF;
    pool := CASE NEW.role WHEN 'handler' THEN 'handler' WHEN 'reader' THEN 'second_reader'
        WHEN 'panel' THEN 'panel_member' WHEN 'rescorer' THEN 'senior_assessor' END;
    IF EXISTS (
        SELECT 1 FROM accounts_roleheld held JOIN accounts_person person ON person.id = held.person_id
        WHERE held.role = pool AND person.is_active
        AND held.since <= line.at AND (held.until IS NULL OR held.until > line.at)
        AND NOT desk_had_part(person.id, complaint) AND NOT line.facts -> 'eligible' ? ('person:' || person.id)
        AND NOT EXISTS (
            SELECT 1 FROM desk_seat sat WHERE sat.complaint_id = complaint.id AND sat.person_id = person.id
        )
    ) THEN
        RAISE EXCEPTION 'the draw left out someone who was eligible' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION desk_ruling_by_the_seat() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM desk_allegation allegation JOIN desk_seat seat ON seat.complaint_id = allegation.complaint_id
        WHERE allegation.id = NEW.allegation_id AND seat.person_id = NEW.by_id AND seat.role = 'handler'
        AND NOT EXISTS (SELECT FROM desk_seatend ended WHERE ended.seat_id = seat.id)
    ) THEN
        RAISE EXCEPTION 'only the seated handler rules' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM desk_allegation allegation JOIN desk_seat seat ON seat.complaint_id = allegation.complaint_id
        WHERE allegation.id = NEW.allegation_id AND seat.person_id = NEW.read_by_id AND seat.role = 'reader'
        AND NOT EXISTS (SELECT FROM desk_seatend ended WHERE ended.seat_id = seat.id)
    ) THEN
        RAISE EXCEPTION 'no ruling is given that the seated second reader has not read'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE OR REPLACE FUNCTION desk_paper_by_the_right_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
BEGIN
    SELECT * INTO complaint FROM desk_complaint WHERE id = NEW.complaint_id;
    IF NEW.kind IN ('refusal', 'admission', 'acknowledgement') AND NEW.by_id IS NOT NULL
        AND desk_is_barred(NEW.by_id, complaint) THEN
        RAISE EXCEPTION 'who had a part in the matter admits and refuses no complaint'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'refusal' AND NEW.by_id IS NULL THEN
        RAISE EXCEPTION 'nobody but a person refuses a complaint' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'answer' AND (NEW.by_id IS NULL OR EXISTS (
        SELECT 1 FROM desk_seat seat
        WHERE seat.complaint_id = NEW.complaint_id AND seat.person_id = NEW.by_id
    )) THEN
        RAISE EXCEPTION 'the seated handler writes no answer of the other side' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'answer' AND NOT desk_is_other_side(NEW.by_id, complaint) THEN
        RAISE EXCEPTION 'the other side answers by its own hand' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION desk_is_other_side(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT desk_is_complained_about(person, complaint) OR EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || person AND line.about && complaint.subject_refs
    ) OR EXISTS (
        SELECT 1 FROM accounts_roleheld held WHERE held.person_id = person AND held.role = 'manager'
        AND held.since <= now() AND (held.until IS NULL OR held.until > now())
    )
$$;
CREATE FUNCTION desk_is_barred(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || person AND line.about && complaint.subject_refs
    ) OR EXISTS (
        SELECT 1 FROM accounts_membership member
        WHERE member.person_id = person AND ('body:' || member.body) = ANY (complaint.subject_refs)
    ) OR desk_is_complained_about(person, complaint) OR desk_stands_close(person, complaint)
$$;
CREATE OR REPLACE FUNCTION desk_key_goes_with_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'the key of a complaint is never exchanged' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM desk_legalhold hold WHERE hold.complaint_id = OLD.complaint_id AND hold.lifted_at IS NULL) THEN
        RAISE EXCEPTION 'a legal hold keeps the words of this complaint' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM desk_complaint complaint
        WHERE complaint.id = OLD.complaint_id AND complaint.state IN ('refused', 'withdrawn', 'closed')
    ) THEN
        RAISE EXCEPTION 'a complaint that is not over keeps its words' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END
$$;
"""


class Migration(migrations.Migration):
    """Who may be drawn is listed first; the root that is signed a day later decides, and seats more than one."""

    dependencies = [
        ("desk", "0009_who_stands_close_has_a_part"),
        ("journal", "0003_checkpoints"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AddField("complaint", "nonce", models.TextField(default="", db_default="")),
        migrations.CreateModel(
            "Draw",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=20)),
                ("places", models.PositiveSmallIntegerField()),
                ("line", models.BigIntegerField(unique=True)),
                ("at", models.DateTimeField()),
                ("complaint", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="draws", to="desk.complaint")),
            ],
            options={"ordering": ["line"]},
        ),
        migrations.AlterField(
            "seat",
            "complaint",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="seats", to="desk.complaint"),
        ),
        migrations.AlterField("seat", "draw_line", models.BigIntegerField()),
        migrations.AddField("seat", "role", models.CharField(max_length=20, default="handler", db_default="handler")),
        migrations.AddField("seat", "checkpoint", models.BigIntegerField(null=True)),
        migrations.AddField("seat", "nonce", models.CharField(max_length=64, default="", db_default="")),
        migrations.AlterModelOptions("seat", {"ordering": ["pk"]}),
        migrations.AddConstraint("seat", models.UniqueConstraint(fields=["complaint", "person"], name="seated_once_in_a_case")),
        migrations.CreateModel(
            "SeatEnd",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=20)),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("seat", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="ended", to="desk.seat")),
            ],
        ),
        migrations.CreateModel(
            "Challenge",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reasons", models.TextField()),
                ("at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_upheld", models.BooleanField(null=True)),
                ("why", models.TextField(null=True)),
                ("decided_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("seat", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="challenge", to="desk.seat")),
            ],
        ),
        migrations.AddConstraint("challenge", models.CheckConstraint(condition=~models.Q(reasons=""), name="challenge_has_reasons")),
        migrations.AddConstraint(
            "challenge",
            models.CheckConstraint(
                condition=models.Q(decided_by=None, decided_at=None, is_upheld=None, why=None)
                | (
                    models.Q(decided_by__isnull=False, decided_at__isnull=False, is_upheld__isnull=False)
                    & models.Q(why__gt="")
                ),
                name="challenge_is_decided_with_a_word",
            ),
        ),
        migrations.RemoveConstraint("statement", "one_statement_of_a_kind"),
        migrations.AlterField(
            "statement",
            "by",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterModelOptions("statement", {"ordering": ["at", "pk"]}),
        migrations.AddConstraint(
            "statement",
            models.UniqueConstraint(
                fields=["complaint", "kind"],
                condition=models.Q(kind__in=["acknowledgement", "admission", "refusal", "answer"]),
                name="one_statement_of_a_kind",
            ),
        ),
        migrations.AlterField(
            "ruling",
            "allegation",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="desk.allegation"),
        ),
        migrations.AddField("ruling", "cycle", models.PositiveSmallIntegerField(default=1, db_default=1)),
        migrations.AddField("ruling", "distinguishing", models.TextField(default="", db_default="")),
        migrations.AddField(
            "ruling",
            "read_by",
            models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterModelOptions("ruling", {"ordering": ["cycle"]}),
        migrations.AddConstraint("ruling", models.UniqueConstraint(fields=["allegation", "cycle"], name="one_ruling_a_cycle")),
        migrations.AddConstraint(
            "ruling",
            models.CheckConstraint(
                condition=models.Q(read_by=None) | ~models.Q(read_by=models.F("by")), name="ruling_is_read_by_another"
            ),
        ),
        migrations.RunSQL(SEATED, migrations.RunSQL.noop),
    ]
