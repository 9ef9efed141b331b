import django.db.models.deletion
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import migrations, models

# What keeps the words of an incident is silent while they are sealed, and speaks again after.
SILENT = "SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE courtesy_incident DISABLE TRIGGER USER;"
SPEAKING = "ALTER TABLE courtesy_incident ENABLE TRIGGER USER;"
KEPT = """
CREATE FUNCTION courtesy_key_goes_with_its_time() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'the key of an incident is never exchanged' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT FROM courtesy_incident incident
        WHERE incident.id = OLD.incident_id AND incident.state IN ('confirmed', 'not_confirmed')
    ) THEN
        RAISE EXCEPTION 'an incident that is not decided keeps its words' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER courtesy_key_stays BEFORE UPDATE OR DELETE ON courtesy_incidentkey
    FOR EACH ROW EXECUTE FUNCTION courtesy_key_goes_with_its_time();
"""
NOT_KEPT = """
DROP TRIGGER courtesy_key_stays ON courtesy_incidentkey;
DROP FUNCTION courtesy_key_goes_with_its_time();
"""
WORDS = ("words", "answer", "reasons")


def seal(apps, schema_editor):
    """Seal the words of every incident that is there, each under a key of its own."""
    outer = Fernet(settings.SEALING_KEY)
    for incident in apps.get_model("courtesy", "Incident").objects.all():
        key = Fernet.generate_key()
        apps.get_model("courtesy", "IncidentKey").objects.create(incident=incident, locked=outer.encrypt(key))
        rewrite(incident, lambda text, lock=Fernet(key): lock.encrypt(text.encode()).decode())


def unseal(apps, schema_editor):
    """Write every word in clear again; what was erased stays unreadable."""
    outer = Fernet(settings.SEALING_KEY)
    for kept in apps.get_model("courtesy", "IncidentKey").objects.select_related("incident"):
        lock = Fernet(outer.decrypt(bytes(kept.locked)))
        rewrite(kept.incident, lambda text, lock=lock: lock.decrypt(text).decode())


def rewrite(incident, change):
    values = {name: change(getattr(incident, name)) for name in WORDS if getattr(incident, name)}
    type(incident).objects.filter(pk=incident.pk).update(**values)


class Migration(migrations.Migration):
    dependencies = [("courtesy", "0002_counters_only_grow")]

    operations = [
        migrations.CreateModel(
            name="IncidentKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("locked", models.BinaryField()),
                ("incident", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="key", to="courtesy.incident")),
            ],
        ),
        migrations.RunSQL(SILENT, SPEAKING),
        migrations.RunPython(seal, unseal),
        migrations.RunSQL(SPEAKING, SILENT),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
