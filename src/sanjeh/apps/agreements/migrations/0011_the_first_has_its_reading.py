from django.db import migrations

from sanjeh.apps.agreements.shipped import shipped_reading


def keep_reading(apps, schema_editor):
    """Give the agreement that came with the program the reading that comes with it."""
    first = apps.get_model("agreements", "AgreementVersion").objects.filter(number=1, loaded_by=None)
    first.update(reading_fa=shipped_reading())


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_readings_and_reminders")]

    operations = [migrations.RunPython(keep_reading, migrations.RunPython.noop)]
