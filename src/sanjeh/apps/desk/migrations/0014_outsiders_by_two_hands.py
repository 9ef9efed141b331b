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
    with_outsiders boolean;
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
    IF NOT EXISTS (
        SELECT FROM accounts_roleheld held WHERE held.person_id = NEW.person_id AND held.role = pool
        AND held.since <= line.at AND (held.until IS NULL OR held.until > line.at)
    ) THEN
        RAISE EXCEPTION 'this person was not among those who may be drawn' USING ERRCODE = 'check_violation';
    END IF;
    with_outsiders := coalesce((line.facts ->> 'outsiders')::boolean, false);
    IF with_outsiders AND (
        SELECT count(DISTINCT approved.by_id) FROM desk_necessity lacking
        JOIN desk_necessityapproval approved ON approved.necessity_id = lacking.id
        WHERE lacking.complaint_id = complaint.id AND lacking.role = NEW.role AND approved.at <= line.at
    ) < 2 THEN
        RAISE EXCEPTION 'nobody from outside is drawn unless two have let it' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM desk_outsidemember outsider WHERE outsider.person_id = NEW.person_id
        AND (NOT with_outsiders OR outsider.ended_at <= line.at)
    ) THEN
        RAISE EXCEPTION 'nobody from outside is drawn unless two have let it' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT 1 FROM accounts_roleheld held JOIN accounts_person person ON person.id = held.person_id
        WHERE held.role = pool AND person.is_active
        AND held.since <= line.at AND (held.until IS NULL OR held.until > line.at)
        AND NOT desk_had_part(person.id, complaint) AND NOT line.facts -> 'eligible' ? ('person:' || person.id)
        AND NOT EXISTS (
            SELECT 1 FROM desk_seat sat WHERE sat.complaint_id = complaint.id AND sat.person_id = person.id
        )
        AND NOT EXISTS (
            SELECT FROM desk_outsidemember outsider WHERE outsider.person_id = person.id
            AND (NOT with_outsiders OR outsider.ended_at <= line.at)
        )
    ) THEN
        RAISE EXCEPTION 'the draw left out someone who was eligible' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE FUNCTION desk_member_comes_from_outside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM accounts_mandate held WHERE held.person_id = NEW.person_id AND held.body = '') THEN
        RAISE EXCEPTION 'who has worked in the house is nobody from outside' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_member_is_from_outside BEFORE INSERT ON desk_outsidemember
    FOR EACH ROW EXECUTE FUNCTION desk_member_comes_from_outside();
CREATE FUNCTION desk_approval_of_another_unit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
BEGIN
    SELECT matter.* INTO complaint FROM desk_complaint matter
        JOIN desk_necessity lacking ON lacking.complaint_id = matter.id WHERE lacking.id = NEW.necessity_id;
    IF desk_is_barred(NEW.by_id, complaint) THEN
        RAISE EXCEPTION 'who had a part in the matter lets nobody in' USING ERRCODE = 'check_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM accounts_roleheld held WHERE held.person_id = NEW.by_id AND held.role = 'approver'
        AND held.since <= NEW.at AND (held.until IS NULL OR held.until > NEW.at)
    ) OR EXISTS (
        SELECT FROM accounts_roleheld held WHERE held.person_id = NEW.by_id
        AND held.role IN ('secretariat', 'manager', 'handler', 'second_reader', 'panel_member', 'senior_assessor')
        AND held.since <= NEW.at AND (held.until IS NULL OR held.until > NEW.at)
    ) THEN
        RAISE EXCEPTION 'an approver of another unit lets somebody in from outside' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_approval_is_of_another_unit BEFORE INSERT ON desk_necessityapproval
    FOR EACH ROW EXECUTE FUNCTION desk_approval_of_another_unit();
"""
BEFORE = """
DROP TRIGGER desk_approval_is_of_another_unit ON desk_necessityapproval;
DROP FUNCTION desk_approval_of_another_unit();
DROP TRIGGER desk_member_is_from_outside ON desk_outsidemember;
DROP FUNCTION desk_member_comes_from_outside();
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
"""
TO_PERSON = {"on_delete": django.db.models.deletion.PROTECT, "related_name": "+", "to": settings.AUTH_USER_MODEL}


class Migration(migrations.Migration):
    """Where too few of the house are left, two of another unit let people from outside be drawn."""

    dependencies = [
        ("desk", "0013_who_sits_declares_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "OutsideMember",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("organisation", models.CharField(max_length=200)),
                ("letter_number", models.CharField(max_length=60)),
                ("letter_date", models.DateField()),
                ("registered_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.ForeignKey(null=True, **TO_PERSON)),
                ("person", models.OneToOneField(**TO_PERSON)),
                ("registered_by", models.ForeignKey(**TO_PERSON)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=~models.Q(organisation="") & ~models.Q(letter_number=""),
                        name="outside_member_has_a_letter",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(person=models.F("registered_by")), name="nobody_registers_oneself"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "Necessity",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(max_length=20)),
                ("places", models.PositiveSmallIntegerField()),
                ("eligible", models.PositiveSmallIntegerField()),
                ("barred", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
                ("complaint", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="necessities", to="desk.complaint")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=["complaint", "role"], name="one_necessity_a_part"),
                    models.CheckConstraint(
                        condition=models.Q(eligible__lt=models.F("places")), name="necessity_is_a_want"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "NecessityApproval",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(**TO_PERSON)),
                ("necessity", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="desk.necessity")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [models.UniqueConstraint(fields=["necessity", "by"], name="approved_once_by_one")],
            },
        ),
        migrations.RunSQL(SEATED, BEFORE),
    ]
