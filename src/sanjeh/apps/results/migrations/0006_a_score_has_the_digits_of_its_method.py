"""A method says with how many digits its totals are printed: up to six."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0005_results_say_how_firm_they_are")]

    operations = [
        migrations.AlterField(
            model_name="scorecardrecord",
            name="score",
            field=models.DecimalField(decimal_places=6, max_digits=9, null=True),
        ),
    ]
