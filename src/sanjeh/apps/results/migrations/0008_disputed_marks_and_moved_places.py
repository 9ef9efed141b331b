import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

ID = ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))
KEPT = django.db.models.deletion.PROTECT


class Migration(migrations.Migration):
    """Of an appeal results learn which mark is under review; of a correction they keep whose place it moved."""

    dependencies = [
        ("results", "0007_marks_are_corrected_by_order"),
        ("rounds", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            "Dispute",
            [
                ID,
                ("unit", models.CharField(max_length=60)),
                ("indicator", models.CharField(max_length=60)),
                ("opened_in", models.CharField(max_length=120)),
                ("opened_at", models.DateTimeField()),
                ("shown_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("round", models.ForeignKey(on_delete=KEPT, related_name="disputes", to="rounds.round")),
                ("shown_by", models.ForeignKey(null=True, on_delete=KEPT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        name="disputed_once",
                        fields=["round", "unit", "indicator", "opened_in"],
                        condition=models.Q(settled_at=None),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "PlaceMoved",
            [
                ID,
                ("place_before", models.PositiveIntegerField(null=True)),
                ("place_after", models.PositiveIntegerField(null=True)),
                ("before", models.ForeignKey(on_delete=KEPT, related_name="+", to="results.resultset")),
                ("after", models.ForeignKey(on_delete=KEPT, related_name="moved", to="results.resultset")),
                ("unit", models.ForeignKey(on_delete=KEPT, related_name="+", to="rounds.roundbody")),
            ],
            options={"constraints": [models.UniqueConstraint(name="moved_once", fields=["after", "unit"])]},
        ),
    ]
