import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

FORWARD = """
CREATE FUNCTION agreements_acceptance_is_of_what_was_shown() RETURNS trigger LANGUAGE plpgsql
SET search_path = public, pg_temp AS $$
DECLARE agreed agreements_agreementversion; mandated accounts_mandate;
BEGIN
    SELECT * INTO agreed FROM agreements_agreementversion WHERE id = NEW.version_id;
    SELECT * INTO mandated FROM accounts_mandate WHERE id = NEW.mandate_id;
    IF agreed.sha256 IS DISTINCT FROM NEW.shown_sha256 THEN
        RAISE EXCEPTION 'another text was shown than this version' USING ERRCODE = 'check_violation';
    END IF;
    IF agreed.state NOT IN ('offered', 'in_force') OR agreed.valid_until <= NEW.at THEN
        RAISE EXCEPTION 'this version is not offered' USING ERRCODE = 'check_violation';
    END IF;
    IF mandated.body <> NEW.body OR mandated.role NOT IN ('representative', 'deputy')
        OR mandated.authority_id <> agreed.authority_id
        OR NEW.at < mandated.since OR NEW.at >= mandated.until OR mandated.ended_at <= NEW.at
        OR (mandated.needs_two AND mandated.confirmed_at IS NULL)
    THEN
        RAISE EXCEPTION 'this mandate speaks for no such body' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER is_of_what_was_shown BEFORE INSERT ON agreements_acceptance FOR EACH ROW
    EXECUTE FUNCTION agreements_acceptance_is_of_what_was_shown();
"""
BACK = """
DROP TRIGGER is_of_what_was_shown ON agreements_acceptance;
DROP FUNCTION agreements_acceptance_is_of_what_was_shown();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("agreements", "0005_what_holds_was_announced"),
        ("accounts", "0007_invitations_name_their_authority"),
    ]

    operations = [
        migrations.CreateModel(
            name="Acceptance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.CharField(max_length=60)),
                ("shown_sha256", models.CharField(max_length=64)),
                ("second_factor_at", models.DateTimeField()),
                ("at", models.DateTimeField()),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.mandate"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acceptances",
                        to="agreements.agreementversion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["version", "body"], name="agreement_accepted_once_by_a_body"
                    ),
                    models.CheckConstraint(
                        condition=Q(second_factor_at__lte=F("at")),
                        name="agreement_accepted_after_both_factors",
                    ),
                ]
            },
        ),
        migrations.RunSQL(FORWARD, BACK),
    ]
