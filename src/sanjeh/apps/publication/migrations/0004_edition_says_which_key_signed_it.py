from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("publication", "0003_who_drafted_does_not_publish")]

    operations = [
        migrations.AddField(
            "edition", "public_key", models.CharField(blank=True, db_default="", default="", max_length=44)
        ),
    ]
