"""Who worked by the agreement that came with the program keeps it; a new installation has none."""

import importlib
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from sanjeh.apps.agreements import queries
from sanjeh.apps.agreements.actions import Draft
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.apps.agreements.shipped import shipped
from tests import people
from tests.apps import trip
from tests.apps.agreements.test_own_agreement import DRAFT, NOW, load, without_the_first
from tests.hands import WITH_TRIGGERS, WITHOUT_TRIGGERS, tell, thawed

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
MIGRATION = importlib.import_module("sanjeh.apps.agreements.migrations.0003_who_worked_by_the_first_keeps_it")

STATES = importlib.import_module("sanjeh.apps.agreements.migrations.0004_versions_have_states")


def test_where_nobody_was_told_of_anything_there_is_no_agreement() -> None:
    without_the_first()

    MIGRATION.keep_first(apps, None)

    assert queries.versions() == ()


def test_where_a_notice_was_published_the_first_one_stays_byte_for_byte() -> None:
    without_the_first()
    trip.method_in_force()

    for _ in range(2):
        with thawed():  # as it was then: no state stood there yet
            MIGRATION.keep_first(apps, None)

    (row,) = queries.versions()
    assert (row.number, row.loaded_by, queries.version(1).exact) == (1, "", shipped().exact)


def carried_over() -> list[tuple[int, str]]:
    tell(*WITHOUT_TRIGGERS, STATES.CARRIED_OVER, *WITH_TRIGGERS)
    return list(AgreementVersion.objects.order_by("number").values_list("number", "state"))


def agreed_before(draft: Draft) -> None:
    """Keep a version as it stood when two people agreeing was all that there was."""
    number = load(draft)
    with thawed():
        AgreementVersion.objects.filter(number=number).update(
            confirmed_by=people.approver(), confirmed_at=NOW
        )


def test_what_was_agreed_by_two_stays_agreed_and_what_waited_for_a_second_waits() -> None:
    now, days = timezone.now(), timedelta(days=9)
    begun = replace(DRAFT, valid_from=now - days, valid_until=now + days)
    for draft in (begun, begun, replace(begun, valid_from=now + days / 2)):
        agreed_before(draft)
    agreed_before(replace(begun, valid_until=now))
    load()

    assert carried_over() == [
        (1, "expired"),
        (2, "superseded"),
        (3, "in_force"),
        (4, "in_force"),
        (5, "expired"),
        (6, "consultation"),
    ]
