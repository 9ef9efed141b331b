from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("authorities", "0002_one_authority_by_default")]

    operations = [
        migrations.AddField("authority", "hands_over", models.BooleanField(default=False, db_default=False)),
    ]
