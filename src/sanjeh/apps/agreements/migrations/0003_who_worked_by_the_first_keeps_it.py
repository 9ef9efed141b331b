from dataclasses import asdict

from django.db import migrations

from sanjeh.apps.agreements.shipped import shipped


def keep_first(apps, schema_editor):
    """Keep the agreement that came with the program wherever somebody has been told of anything under it."""
    if apps.get_model("notices", "Notice").objects.exists():
        first = asdict(shipped())
        apps.get_model("agreements", "AgreementVersion").objects.get_or_create(
            number=first["number"], defaults=first
        )


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0002_the_digest_is_of_the_bytes"),
        ("notices", "0003_notices_name_their_authority"),
    ]

    operations = [migrations.RunPython(keep_first, migrations.RunPython.noop)]
