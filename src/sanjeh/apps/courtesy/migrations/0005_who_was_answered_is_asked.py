from django.db import migrations, models

NOW = ["mandate", "agreement", "complaint", "answer"]


class Migration(migrations.Migration):
    dependencies = [("courtesy", "0004_complainants_are_asked")]

    operations = [
        migrations.RemoveConstraint("batch", "contact_is_known"),
        migrations.AddConstraint(
            "batch", models.CheckConstraint(condition=models.Q(("contact__in", NOW)), name="contact_is_known")
        ),
    ]
