"""The triggers of desk and publication ask for roles and memberships by their former names."""

from django.db import migrations

VIEWS = """
CREATE VIEW accounts_roleheld AS
    SELECT id, person_id, role,
        CASE WHEN needs_two THEN greatest(since, confirmed_at) ELSE since END AS since,
        least(until, ended_at) AS until
    FROM accounts_mandate WHERE role <> 'member' AND (NOT needs_two OR confirmed_at IS NOT NULL);
CREATE VIEW accounts_membership AS
    SELECT id, person_id, body, since, least(until, ended_at) AS until FROM accounts_mandate WHERE body <> '';
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_mandates_stay_as_they_were_given")]

    operations = [
        migrations.DeleteModel("Membership"),
        migrations.DeleteModel("RoleHeld"),
        migrations.RunSQL(VIEWS, "DROP VIEW accounts_membership; DROP VIEW accounts_roleheld;"),
    ]
