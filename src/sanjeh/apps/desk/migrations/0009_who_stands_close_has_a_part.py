import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Beside the person complained about: who supervises, or is kin of, whoever is complained about or did what the
# complainant points at. A tie that has ended bars for two years more (impartiality.TIES_BAR_FOR).
PARTS = """
CREATE FUNCTION desk_is_complained_about(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT ('person:' || person) = ANY (complaint.subject_refs) OR EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.what = 'complaint.admitted' AND line.about[1] = 'complaint:' || complaint.number
        AND line.facts -> 'concerns' ? ('person:' || person)
    ) OR EXISTS (
        SELECT 1 FROM desk_seat seat JOIN desk_complaint earlier ON earlier.id = seat.complaint_id
        WHERE seat.person_id = person AND ('complaint:' || earlier.number) = ANY (complaint.subject_refs)
    )
$$;
CREATE FUNCTION desk_did_what_is_pointed_at(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM journal_journalline line WHERE line.by = 'person:' || person
        AND line.about && ARRAY(
            SELECT ref FROM unnest(complaint.subject_refs) ref
            WHERE split_part(ref, ':', 1) IN ('notice', 'feedback', 'mark', 'complaint')
        )::varchar[]
    )
$$;
CREATE FUNCTION desk_stands_close(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM desk_tie tie
        CROSS JOIN LATERAL (SELECT CASE tie.one_id WHEN person THEN tie.other_id ELSE tie.one_id END AS key) close
        WHERE person IN (tie.one_id, tie.other_id)
        AND (tie.ended_at IS NULL OR tie.ended_at > complaint.lodged_at - interval '730 days')
        AND (desk_is_complained_about(close.key, complaint) OR desk_did_what_is_pointed_at(close.key, complaint))
    )
$$;
CREATE OR REPLACE FUNCTION desk_had_part(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || person
        AND line.about && (complaint.subject_refs || ('complaint:' || complaint.number)::varchar)
    ) OR EXISTS (
        SELECT 1 FROM accounts_membership member
        WHERE member.person_id = person AND ('body:' || member.body) = ANY (complaint.subject_refs)
    ) OR desk_is_complained_about(person, complaint) OR desk_stands_close(person, complaint)
$$;
CREATE OR REPLACE FUNCTION desk_paper_by_the_right_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
BEGIN
    SELECT * INTO complaint FROM desk_complaint WHERE id = NEW.complaint_id;
    IF NEW.kind IN ('refusal', 'admission') AND desk_had_part(NEW.by_id, complaint) THEN
        RAISE EXCEPTION 'who had a part in the matter admits and refuses no complaint'
            USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'answer' AND EXISTS (
        SELECT 1 FROM desk_seat seat
        WHERE seat.complaint_id = NEW.complaint_id AND seat.person_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION 'the seated handler writes no answer of the other side' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION desk_had_part(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || person
        AND line.about && (complaint.subject_refs || ('complaint:' || complaint.number)::varchar)
    ) OR EXISTS (
        SELECT 1 FROM accounts_membership member
        WHERE member.person_id = person AND ('body:' || member.body) = ANY (complaint.subject_refs)
    ) OR desk_is_complained_about(person, complaint)
$$;
DROP FUNCTION desk_stands_close(bigint, desk_complaint);
DROP FUNCTION desk_did_what_is_pointed_at(bigint, desk_complaint);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0008_clocks_of_earlier_complaints"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "Tie",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("declared_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("declared_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("one", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("other", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint("tie", models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="tie_is_of_two")),
        migrations.AddConstraint("tie", models.UniqueConstraint(fields=["kind", "one", "other"], condition=models.Q(ended_at=None), name="tied_once")),
        migrations.RunSQL(PARTS, BEFORE),
    ]
