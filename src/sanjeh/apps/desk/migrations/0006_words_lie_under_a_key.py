import django.db.models.deletion
from cryptography.fernet import Fernet
from django.conf import settings
from django.db import migrations, models

# The triggers that keep the words of a complaint are silent while the words are sealed, and speak again after.
SILENT = """
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE desk_complaint DISABLE TRIGGER USER;
ALTER TABLE desk_allegation DISABLE TRIGGER USER;
ALTER TABLE desk_statement DISABLE TRIGGER USER;
ALTER TABLE desk_ruling DISABLE TRIGGER USER;
"""
SPEAKING = """
ALTER TABLE desk_complaint ENABLE TRIGGER USER;
ALTER TABLE desk_allegation ENABLE TRIGGER USER;
ALTER TABLE desk_statement ENABLE TRIGGER USER;
ALTER TABLE desk_ruling ENABLE TRIGGER USER;
"""
KEPT = """
CREATE FUNCTION desk_key_goes_with_its_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'the key of a complaint is never exchanged' USING ERRCODE = 'restrict_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM desk_legalhold hold WHERE hold.complaint_id = OLD.complaint_id AND hold.lifted_at IS NULL) THEN
        RAISE EXCEPTION 'a legal hold keeps the words of this complaint' USING ERRCODE = 'restrict_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM desk_complaint complaint
        WHERE complaint.id = OLD.complaint_id AND complaint.state IN ('refused', 'closed')
    ) THEN
        RAISE EXCEPTION 'a complaint that is not over keeps its words' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN OLD;
END
$$;
CREATE TRIGGER desk_key_stays BEFORE UPDATE OR DELETE ON desk_casekey
    FOR EACH ROW EXECUTE FUNCTION desk_key_goes_with_its_time();
CREATE FUNCTION desk_hold_is_only_lifted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.lifted_at IS NOT NULL
        OR to_jsonb(NEW) - 'lifted_at' - 'lifted_by_id' <> to_jsonb(OLD) - 'lifted_at' - 'lifted_by_id' THEN
        RAISE EXCEPTION 'a legal hold can only be lifted, once' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER desk_hold_stays BEFORE UPDATE OR DELETE ON desk_legalhold
    FOR EACH ROW EXECUTE FUNCTION desk_hold_is_only_lifted();
"""
NOT_KEPT = """
DROP TRIGGER desk_hold_stays ON desk_legalhold;
DROP FUNCTION desk_hold_is_only_lifted();
DROP TRIGGER desk_key_stays ON desk_casekey;
DROP FUNCTION desk_key_goes_with_its_time();
"""


def seal(apps, schema_editor):
    """Seal the words of every complaint that is there, each under a key of its own."""
    outer = Fernet(settings.SEALING_KEY)
    for complaint in apps.get_model("desk", "Complaint").objects.all():
        key = Fernet.generate_key()
        apps.get_model("desk", "CaseKey").objects.create(complaint=complaint, locked=outer.encrypt(key))
        rewrite(apps, complaint, lambda text, lock=Fernet(key): lock.encrypt(text.encode()).decode())


def unseal(apps, schema_editor):
    """Write every word in clear again; what was erased stays unreadable."""
    outer = Fernet(settings.SEALING_KEY)
    for kept in apps.get_model("desk", "CaseKey").objects.select_related("complaint"):
        lock = Fernet(outer.decrypt(bytes(kept.locked)))
        rewrite(apps, kept.complaint, lambda text, lock=lock: lock.decrypt(text).decode())


def rewrite(apps, complaint, change):
    def changed(rows, *names):
        for row in rows:
            values = {name: change(getattr(row, name)) for name in names if getattr(row, name)}
            type(row).objects.filter(pk=row.pk).update(**values)

    changed([complaint], "salt", "complainant", "about_person")
    changed(apps.get_model("desk", "Allegation").objects.filter(complaint=complaint), "text")
    changed(apps.get_model("desk", "Statement").objects.filter(complaint=complaint), "text")
    changed(apps.get_model("desk", "Ruling").objects.filter(allegation__complaint=complaint), "reasons")


class Migration(migrations.Migration):
    dependencies = [
        ("desk", "0005_who_is_complained_about_has_a_part"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField("complaint", "salt", models.TextField()),
        migrations.AlterField("complaint", "complainant", models.TextField(blank=True)),
        migrations.AlterField("complaint", "about_person", models.TextField(blank=True, default="")),
        migrations.CreateModel(
            "CaseKey",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("locked", models.BinaryField()),
                ("complaint", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="key", to="desk.complaint")),
            ],
        ),
        migrations.CreateModel(
            "LegalHold",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField()),
                ("placed_at", models.DateTimeField()),
                ("lifted_at", models.DateTimeField(null=True)),
                ("complaint", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="desk.complaint")),
                ("lifted_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("placed_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddConstraint("legalhold", models.CheckConstraint(condition=~models.Q(reason=""), name="hold_has_a_reason")),
        migrations.AddConstraint(
            "legalhold",
            models.CheckConstraint(
                condition=models.Q(lifted_by=None, lifted_at=None)
                | (models.Q(lifted_at__isnull=False) & ~models.Q(lifted_by=models.F("placed_by"))),
                name="hold_is_lifted_by_somebody_else",
            ),
        ),
        migrations.AddConstraint(
            "legalhold",
            models.UniqueConstraint(fields=["complaint"], condition=models.Q(lifted_at=None), name="one_open_hold"),
        ),
        migrations.RunSQL(SILENT, SPEAKING),
        migrations.RunPython(seal, unseal),
        migrations.RunSQL(SPEAKING, SILENT),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
