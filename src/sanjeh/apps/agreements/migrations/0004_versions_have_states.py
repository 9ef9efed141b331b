import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

STATES = ["draft", "consultation", "offered", "in_force", "superseded", "expired", "withdrawn"]
NOT_YET_AGREED = ["draft", "consultation", "withdrawn"]
# What was confirmed before there were notices of agreements stays agreed; what waited for a second waits.
CARRIED_OVER = """
UPDATE agreements_agreementversion version SET state = CASE
    WHEN loaded_by_id IS NOT NULL AND confirmed_at IS NULL THEN 'consultation'
    WHEN valid_until <= now() THEN 'expired'
    WHEN EXISTS (
        SELECT FROM agreements_agreementversion newer WHERE newer.authority_id = version.authority_id
        AND newer.number > version.number AND newer.valid_from <= now() AND now() < newer.valid_until
        AND newer.confirmed_at IS NOT NULL
    ) THEN 'superseded'
    ELSE 'in_force' END
"""
AS_BEFORE = f"""
ALTER TABLE agreements_agreementversion DISABLE TRIGGER USER;
{CARRIED_OVER};
ALTER TABLE agreements_agreementversion ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0003_who_worked_by_the_first_keeps_it"),
        ("notices", "0003_notices_name_their_authority"),
    ]

    operations = [
        migrations.AddField(
            "agreementversion",
            "state",
            models.CharField(max_length=20, default="draft", db_default="draft"),
        ),
        migrations.AddField(
            "agreementversion",
            "notice",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="notices.notice",
                to_field="number",
            ),
        ),
        migrations.RunSQL(AS_BEFORE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            "agreementversion",
            models.CheckConstraint(condition=Q(state__in=STATES), name="agreement_stands_in_a_known_state"),
        ),
        migrations.AddConstraint(
            "agreementversion",
            models.CheckConstraint(
                condition=Q(state__in=NOT_YET_AGREED) | Q(loaded_by=None) | Q(confirmed_at__isnull=False),
                name="agreement_is_offered_by_two",
            ),
        ),
    ]
