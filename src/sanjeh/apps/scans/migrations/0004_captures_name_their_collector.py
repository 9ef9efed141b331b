from django.db import migrations, models


class Migration(migrations.Migration):
    """The column bears the word of the code; the stored document of a capture keeps its keys."""

    dependencies = [('scans', '0003_rows_bear_the_new_names')]

    operations = [
        migrations.RemoveConstraint('capturerecord', 'capture_once_per_try'),
        migrations.RenameField('capturerecord', 'look', 'collector'),
        migrations.AddConstraint(
            'capturerecord',
            models.UniqueConstraint(fields=('address', 'collector', 'try_number'), name='capture_once_per_try'),
        ),
    ]
