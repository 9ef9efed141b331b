from django.db import migrations

from sanjeh.apps.calendars import shipped


def ship(apps, schema_editor):
    """Give every authority that has no calendar the one that comes with the program."""
    version, holiday = (apps.get_model("calendars", name) for name in ("CalendarVersion", "Holiday"))
    version.objects.create(number=1, effective_from=shipped.FIRST_DAY, week=shipped.WEEK)
    holiday.objects.bulk_create(
        holiday(
            number=number,
            day=one.day,
            title_fa=one.title_fa,
            title_en=one.title_en,
            is_reckoned=one.is_reckoned,
        )
        for number, one in enumerate(shipped.holidays(), start=2)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("calendars", "0001_changes_are_confirmed_by_a_second"),
        ("authorities", "0002_one_authority_by_default"),
    ]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
