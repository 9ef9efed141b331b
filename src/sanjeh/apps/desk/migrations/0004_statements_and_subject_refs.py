from django.db import migrations, models

HAD_PART = """
CREATE OR REPLACE FUNCTION desk_had_part(person bigint, complaint desk_complaint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM journal_journalline line
        WHERE line.by = 'person:' || person
        AND line.about && (complaint.{refs} || ('complaint:' || complaint.number)::varchar)
    ) OR EXISTS (
        SELECT 1 FROM accounts_membership member
        WHERE member.person_id = person AND ('body:' || member.body) = ANY (complaint.{refs})
    )
$$;
"""


class Migration(migrations.Migration):
    """Tables and columns bear the words of the code; what a trigger asks is asked under them."""

    dependencies = [("desk", "0003_papers_are_written_by_the_right_hand")]

    operations = [
        migrations.RemoveConstraint("paper", "one_paper_of_a_kind"),
        migrations.RenameModel("Paper", "Statement"),
        migrations.AlterField(
            "statement",
            "complaint",
            models.ForeignKey(on_delete=models.PROTECT, related_name="statements", to="desk.complaint"),
        ),
        migrations.AddConstraint(
            "statement", models.UniqueConstraint(fields=["complaint", "kind"], name="one_statement_of_a_kind")
        ),
        migrations.RunSQL(migrations.RunSQL.noop, HAD_PART.format(refs="matters")),
        migrations.RenameField("complaint", "matters", "subject_refs"),
        migrations.RunSQL(HAD_PART.format(refs="subject_refs"), migrations.RunSQL.noop),
    ]
