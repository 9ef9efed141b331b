from django.db import migrations

from sanjeh.apps.channels import shipped


def ship(apps, schema_editor):
    """Let the house's own form be a channel from its birth on."""
    apps.get_model("channels", "Channel").objects.create(
        number=shipped.NUMBER,
        kind="web",
        title_fa=shipped.TITLE_FA,
        title_en=shipped.TITLE_EN,
        authorised_from=shipped.SINCE,
    )


class Migration(migrations.Migration):
    dependencies = [("channels", "0002_what_is_open_was_announced")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
