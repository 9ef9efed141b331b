import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("results", "0004_cards_are_explained_on_demand")]
    operations = [
        migrations.AddField(
            "resultset",
            "varied",
            django.contrib.postgres.fields.ArrayField(models.CharField(max_length=20), default=list, size=None),
        ),
        migrations.AddField("scorecardrecord", "rank_median", models.PositiveIntegerField(null=True)),
        migrations.AddField("scorecardrecord", "rank_group", models.PositiveIntegerField(null=True)),
        migrations.AddField("scorecardrecord", "class_shares", models.JSONField(null=True)),
        migrations.AddField("scorecardrecord", "above_next", models.FloatField(null=True)),
        migrations.AddField("scorecardrecord", "is_borderline", models.BooleanField(null=True)),
    ]
