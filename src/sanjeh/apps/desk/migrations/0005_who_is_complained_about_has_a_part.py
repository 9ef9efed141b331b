from django.db import migrations, models

HAD_PART = """
CREATE OR REPLACE FUNCTION desk_had_part(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || person
        AND line.about && (complaint.subject_refs || ('complaint:' || complaint.number)::varchar)
    ) OR EXISTS (
        SELECT 1 FROM accounts_membership member
        WHERE member.person_id = person AND ('body:' || member.body) = ANY (complaint.subject_refs)
    ){more}
$$;
"""
# The person complained about, whether by the complainant or at the admission; whoever was drawn for the
# earlier case that the complaint is about, though nothing was done in it yet.
COMPLAINED_ABOUT = """ OR ('person:' || person) = ANY (complaint.subject_refs) OR EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.what = 'complaint.admitted' AND line.about[1] = 'complaint:' || complaint.number
        AND line.facts -> 'concerns' ? ('person:' || person)
    ) OR EXISTS (
        SELECT 1 FROM desk_seat seat JOIN desk_complaint earlier ON earlier.id = seat.complaint_id
        WHERE seat.person_id = person AND ('complaint:' || earlier.number) = ANY (complaint.subject_refs)
    )"""
RIGHT_HAND = """
CREATE OR REPLACE FUNCTION desk_paper_by_the_right_hand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    complaint desk_complaint;
BEGIN
    SELECT * INTO complaint FROM desk_complaint WHERE id = NEW.complaint_id;
    IF NEW.kind = 'refusal' AND desk_had_part(NEW.by_id, complaint) THEN
        RAISE EXCEPTION 'who had a part in the matter refuses no complaint' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.kind = 'answer' AND {negation} EXISTS (
        SELECT 1 FROM desk_seat seat
        WHERE seat.complaint_id = NEW.complaint_id AND seat.person_id = NEW.by_id
    ) THEN
        RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
"""
BY_THE_OTHERS = RIGHT_HAND.format(negation="", says="the seated handler writes no answer of the other side")
BY_THE_HANDLER = RIGHT_HAND.format(negation="NOT", says="only the seated handler hears the other side")


class Migration(migrations.Migration):
    dependencies = [("desk", "0004_statements_and_subject_refs")]

    operations = [
        migrations.AddField("complaint", "about_person", models.CharField(max_length=120, blank=True, default="")),
        migrations.RunSQL(HAD_PART.format(more=COMPLAINED_ABOUT), HAD_PART.format(more="")),
        migrations.RunSQL(BY_THE_OTHERS, BY_THE_HANDLER),
    ]
