import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0006_a_score_has_the_digits_of_its_method"), ("rounds", "0003_rounds_keep_how_codes_were_written")]

    operations = [
        migrations.CreateModel(
            "Correction",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(max_length=60)),
                ("service", models.CharField(blank=True, db_default="", default="", max_length=60)),
                ("indicator", models.CharField(max_length=60)),
                ("becomes", models.DecimalField(decimal_places=6, max_digits=18)),
                ("ordered_in", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("round", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="rounds.round")),
            ],
            options={"ordering": ["pk"]},
        ),
    ]
