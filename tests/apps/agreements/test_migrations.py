"""Who worked by the agreement that came with the program keeps it; a new installation has none."""

import importlib

import pytest
from django.apps import apps

from sanjeh.apps.agreements import queries
from sanjeh.apps.agreements.shipped import shipped
from tests.apps import trip
from tests.apps.agreements.test_own_agreement import without_the_first

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("sanjeh.apps.agreements.migrations.0003_who_worked_by_the_first_keeps_it")


def test_where_nobody_was_told_of_anything_there_is_no_agreement() -> None:
    without_the_first()

    MIGRATION.keep_first(apps, None)

    assert queries.versions() == ()


def test_where_a_notice_was_published_the_first_one_stays_byte_for_byte() -> None:
    without_the_first()
    trip.method_in_force()

    for _ in range(2):
        MIGRATION.keep_first(apps, None)

    (row,) = queries.versions()
    assert (row.number, row.awaits_second, queries.agreed_version(1).exact) == (1, False, shipped().exact)
