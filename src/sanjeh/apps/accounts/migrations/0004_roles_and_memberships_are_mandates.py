"""Every role and every membership of old becomes a mandate of the system, with the days that it had.

What had no end gets one a year from the day of this migration, so that somebody asks for it again.
"""

from datetime import timedelta

from django.db import migrations
from django.utils import timezone

MEMBER, LASTS, MOMENT = "member", timedelta(days=365), timedelta(microseconds=1)


def carry_over(apps, schema_editor):
    now = timezone.now()
    roles = apps.get_model("accounts", "RoleHeld").objects.order_by("since", "pk")
    members = apps.get_model("accounts", "Membership").objects.order_by("since", "pk")
    last_end = {}
    for row in roles:
        keep(apps, last_end, (row.person_id, row.role, ""), row, now)
    for row in members:
        keep(apps, last_end, (row.person_id, MEMBER, row.body), row, now)


def keep(apps, last_end, key, row, now):
    """Two rows of old that overlapped are one after another: no moment is lost, none counts twice."""
    person, role, body = key
    since = max(row.since, last_end.get(key, row.since))
    until = row.until or max(since, now) + LASTS
    ended = None if row.until is None else max(row.until, since)
    last_end[key] = ended or until
    apps.get_model("accounts", "Mandate").objects.create(
        person_id=person, role=role, body=body, given_at=since, since=since,
        until=max(until, since + MOMENT), ended_at=ended,
    )


def carry_back(apps, schema_editor):
    now = timezone.now()
    role_held, membership = apps.get_model("accounts", "RoleHeld"), apps.get_model("accounts", "Membership")
    for row in apps.get_model("accounts", "Mandate").objects.order_by("since", "pk"):
        if row.needs_two and row.confirmed_at is None:
            continue
        end = row.ended_at or (row.until if row.until <= now else None)
        days = {"since": row.since, "until": None if end is None else max(end, row.since)}
        if row.body:
            put_back(membership, {"person_id": row.person_id, "body": row.body}, days)
        if row.role != MEMBER:
            put_back(role_held, {"person_id": row.person_id, "role": row.role}, days)


def put_back(model, key, days):
    if days["until"] is None and model.objects.filter(until=None, **key).exists():
        return
    model.objects.create(**key, **days)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_people_hold_mandates")]

    operations = [migrations.RunPython(carry_over, carry_back)]
