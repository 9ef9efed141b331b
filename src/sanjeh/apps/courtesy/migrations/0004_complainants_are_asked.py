from django.db import migrations, models

NOW = ["mandate", "agreement", "complaint"]


class Migration(migrations.Migration):
    dependencies = [("courtesy", "0003_words_of_incidents_lie_under_a_key")]

    operations = [
        migrations.RemoveConstraint("batch", "contact_is_known"),
        migrations.AddConstraint(
            "batch", models.CheckConstraint(condition=models.Q(("contact__in", NOW)), name="contact_is_known")
        ),
        migrations.CreateModel(
            name="CaseAsked",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("complaint", models.PositiveIntegerField()),
                ("line", models.BigIntegerField(unique=True)),
                ("asked_on", models.DateField()),
            ],
        ),
    ]
