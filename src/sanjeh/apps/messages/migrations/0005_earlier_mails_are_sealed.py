from django.db import migrations
from django.db.models import F

from sanjeh.apps.sealing import new_key, unlocked


def seal(apps, schema_editor):
    """Seal each earlier mail under a key of its own, and handle none of them a second time."""
    incoming, keys = (apps.get_model("sanjeh_messages", name) for name in ("Incoming", "IncomingKey"))
    for row in incoming.objects.filter(key=None).iterator():
        sealer, locked = new_key()
        row.size, row.raw = len(row.raw), sealer.seal_bytes(bytes(row.raw))
        row.save(update_fields=["size", "raw"])
        keys.objects.create(incoming=row, locked=locked)
    incoming.objects.filter(handled_at=None).update(handled_at=F("received_at"))


def open_again(apps, schema_editor):
    for key in apps.get_model("sanjeh_messages", "IncomingKey").objects.select_related("incoming"):
        row = key.incoming
        row.raw = unlocked(bytes(key.locked)).open_bytes(bytes(row.raw))
        row.save(update_fields=["raw"])
        key.delete()


class Migration(migrations.Migration):
    dependencies = [("sanjeh_messages", "0004_mails_lie_sealed")]

    operations = [migrations.RunPython(seal, open_again)]
