from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0003_rounds_keep_how_codes_were_written")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="category",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
