import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("desk", "0011_what_follows_from_a_case")]

    operations = [
        migrations.CreateModel(
            name="TimeCredit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("breach", models.PositiveIntegerField()),
                ("seconds", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("complaint", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="credits", to="desk.complaint")),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("complaint", "breach"), name="one_credit_a_breach"),
                    models.CheckConstraint(condition=models.Q(("seconds__gt", 0)), name="credit_is_more_than_nothing"),
                ],
            },
        ),
    ]
