from django.db import migrations


def make_default(apps, schema_editor):
    apps.get_model("authorities", "Authority").objects.get_or_create(
        code="default",
        defaults={
            "title_fa": "سنجه",
            "title_en": "Sanjeh",
            "service_code_pattern": "[0-9]{11}",
            "service_code_hint_fa": "یازده رقم",
            "service_code_hint_en": "eleven digits",
            "is_default": True,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("authorities", "0001_initial")]

    operations = [migrations.RunPython(make_default, migrations.RunPython.noop)]
