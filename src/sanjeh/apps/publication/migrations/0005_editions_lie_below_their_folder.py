from django.conf import settings
from django.db import migrations


def relative(apps, _editor):
    """Name each edition's folder from the folder of editions on: a restore may put that one elsewhere."""
    for edition in apps.get_model('publication', 'Edition').objects.select_related('round'):
        edition.folder = f'{edition.round.code}/{edition.number}'
        edition.save(update_fields=['folder'])


def absolute(apps, _editor):
    """Name it from the root on, as the former release did."""
    for edition in apps.get_model('publication', 'Edition').objects.all():
        edition.folder = str(settings.SANJEH['EDITIONS'] / edition.folder)
        edition.save(update_fields=['folder'])


class Migration(migrations.Migration):

    dependencies = [('publication', '0004_edition_says_which_key_signed_it')]

    operations = [migrations.RunPython(relative, absolute)]
