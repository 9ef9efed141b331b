"""A list of the former release keeps every row, gets its history, and no address stays at two bodies."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from sanjeh.apps.catalogue import actions, history, queries
from sanjeh.apps.catalogue.models import Address
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.acceptance

FORMER = ("catalogue", "0001_initial")
KEPT = (
    "SELECT code, title_fa, title_en, categories, domain, parent_id FROM catalogue_body ORDER BY id",
    "SELECT code, title_fa, title_en, body_id FROM catalogue_service ORDER BY id",
    "SELECT url, body_id, service_id, plain_port, paused_until FROM catalogue_address ORDER BY id",
    "SELECT body_id, code, title_fa, parent_code FROM rounds_roundbody ORDER BY id",
    "SELECT address_id, url, unit_id FROM rounds_roundaddress ORDER BY id",
)


def migrate_to(*targets: tuple[str, str]) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(list(targets) or executor.loader.graph.leaf_nodes())


def rows() -> list[list[tuple[object, ...]]]:
    found = []
    with connection.cursor() as cursor:
        for sql in KEPT:
            cursor.execute(sql)
            found.append(cursor.fetchall())
    return found


@pytest.mark.usefixtures("database_of_its_own")
def test_a_former_list_keeps_its_rows_and_begins_its_history() -> None:
    trip.probing_round(2)
    migrate_to(FORMER)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO catalogue_address (body_id, url, plain_port)"
            " SELECT body.id, 'https://body-1.example/', 80 FROM catalogue_body body WHERE body.code = 'B2'"
        )
    before = rows()

    migrate_to()

    assert rows() == before
    today = timezone.localdate()
    assert [one.code for one in history.bodies_as_of(today)] == ["B1", "B2", "MINISTRY"]
    assert [(one.code, one.under) for one in history.services_as_of(today)] == [
        ("10000000001", "B1"),
        ("10000000002", "B2"),
    ]
    assert [row.code for row in queries.bodies("دستگاه‌های ۲")] == ["B2"]
    ended = Address.objects.exclude(ended_on=None).values_list("body__code", "url")
    assert list(ended) == [("B2", "https://body-1.example/")]
    assert actions.load_catalogue(entries=trip.country(2), by=people.secretariat(), now=trip.NOW) == 0
