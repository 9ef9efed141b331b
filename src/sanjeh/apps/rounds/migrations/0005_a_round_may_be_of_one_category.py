from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0004_what_begins_was_announced")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="category",
            field=models.CharField(blank=True, db_default="", default="", max_length=60),
        ),
    ]
