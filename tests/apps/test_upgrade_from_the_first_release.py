"""The database of the first days is brought to today's tables: nothing is lost, and the ranking is the same.

`tests/fixtures/first_release` is a dump of the demo's round, made by the very code that measured and
published it (commit 006dbe4), without passwords, and the ranking of the edition that it published.
"""

import csv
import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.publication.models import Edition
from sanjeh.apps.results import queries as results
from sanjeh.apps.results.queries import RankingAsk
from sanjeh.apps.scans.models import CaptureRecord
from sanjeh.core.integrity.hash_chain import verify_chain
from sanjeh.core.probing.contracts import Capture
from sanjeh.engine.collectors import COLLECTORS
from tests.conftest import turned_to_a_copy

pytestmark = pytest.mark.acceptance

FIRST = Path(__file__).parents[1] / "fixtures" / "first_release"
ROUND = "1405-2"
RENAMED = {
    "measurement_lookjob": "scans_lookjob",
    "measurement_capturerecord": "scans_capturerecord",
    "measurement_findingrecord": "scans_findingrecord",
}
# These tell of the tables themselves: migrations done, and the models that bear other names now.
OF_TABLES = {"django_migrations", "django_content_type", "auth_permission"}


def counts() -> dict[str, int]:
    """Return the number of rows of every table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = {name for (name,) in cursor.fetchall()} - OF_TABLES
        found = {}
        for name in names:
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 -- our own names
            [(found[name],)] = cursor.fetchall()
    return found


@pytest.fixture(scope="module")
def rows_before(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, scratch: Path
) -> Iterator[dict[str, int]]:
    """The first release brought to today's tables, to be read; gives the number of its rows before."""
    with turned_to_a_copy(django_db_blocker, scratch):
        yield brought_to_today()


def brought_to_today() -> dict[str, int]:
    """Put the first release into this database, and migrate it; return its rows from before."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        cursor.execute(lzma.decompress((FIRST / "database.sql.xz").read_bytes()).decode())
    connection.close()  # the dump has set its own ways for the rest of the session
    before = counts()
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())
    return before


def test_nothing_is_lost_on_the_way_from_the_first_release(rows_before: dict[str, int]) -> None:
    held = {RENAMED.get(name, name): count for name, count in rows_before.items() if count}
    roles = held.pop("accounts_roleheld", 0) + held.pop("accounts_membership", 0)

    assert held.items() <= counts().items()
    assert counts()["accounts_mandate"] == roles
    assert (rows_before["measurement_capturerecord"], rows_before["measurement_findingrecord"]) > (0, 0)
    assert verify_chain(journal.lines()) is None
    assert [edition.folder for edition in Edition.objects.all()] == [f"{ROUND}/1"]


@pytest.mark.usefixtures("rows_before")
def test_the_ranking_of_the_first_release_is_what_it_was() -> None:
    lines = csv.DictReader((FIRST / "ranking.csv").read_text().splitlines())
    published = {(line["unit"], int(line["rank"]), line["score"]) for line in lines if line["rank"]}

    shown = results.ranking(ROUND, RankingAsk(page=0))

    assert {(row.code, row.place.rank, str(row.score)) for row in shown.rows if row.place} == published
    assert len(published) > 1


@pytest.mark.usefixtures("rows_before")
def test_what_the_first_collectors_brought_home_is_still_read() -> None:
    kinds = {collector.name: collector.artifact for collector in COLLECTORS}
    captures = [Capture.model_validate(record.document) for record in CaptureRecord.objects.all()]

    read = [kinds[one.collector].model_validate(one.artifact) for one in captures if one.artifact is not None]

    assert {(one.collector, one.version) for one in captures} == {(name, 1) for name in kinds}
    assert len(read) > len(captures) / 2
