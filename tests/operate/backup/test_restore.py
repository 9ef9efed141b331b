"""What comes back is what was there: the same pages to the byte, owned by the owner, frozen as before."""

import re
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from pytest_django import DjangoDbBlocker

from sanjeh.config import database
from sanjeh.config.protection import roles
from sanjeh.operate.backup import archive, restore, take
from sanjeh.operate.backup.figures import figures_of
from tests import hands
from tests.conftest import as_administrator, run_sql, use_database
from tests.operate.backup.test_backup import NOW

PAGES = (
    "/",
    "/ranking/",
    "/notices/",
    "/rounds/1405-1/",
    "/open-data/",
    "/bodies/B1/",
    "/open-data/keys.pem",
)
NAME = "sanjeh_restored"
# A token of the form against forgery is another one each time.
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')


def shown() -> dict[str, tuple[int, bytes]]:
    answers = {page: Client().get(page, follow=True) for page in PAGES}
    return {page: (answer.status_code, TOKEN.sub(b"", b"".join(answer))) for page, answer in answers.items()}


@pytest.fixture
def empty_database(installation: dict[str, object], django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """A database that an administrator has prepared, beside that of the installation."""
    run_sql("CREATE DATABASE {}", NAME)
    with as_administrator(NAME) as administrator:
        roles.prepare(administrator, roles.OWNER, roles.APP)
    yield NAME
    connections["default"].close()
    run_sql("DROP DATABASE {}", NAME)
    use_database(str(installation["NAME"]))


def test_the_same_pages_come_back_and_the_same_is_frozen(
    home: Path,
    installation: dict[str, object],
    empty_database: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = shown()
    take.take(home / "data", home / "back.sanjeh", installation, NOW)
    monkeypatch.setitem(settings.SANJEH, "EDITIONS", tmp_path / "editions")
    use_database(empty_database, user=roles.APP, options="")

    manifest, wrong = restore.restore(home / "back.sanjeh", tmp_path)

    assert (wrong, {status for status, _ in before.values()}) == ((), {200})
    assert shown() == before
    assert hands.refusal("DELETE FROM journal_journalline") == (
        "permission denied for table journal_journalline"
    )
    assert hands.refusal("UPDATE rounds_round SET state = 'draft'").startswith("rounds_round: a round that")
    with psycopg.connect(database.conninfo(connection.settings_dict)) as another:
        assert figures_of(another).tables.keys() == manifest.figures.tables.keys()
    with pytest.raises(restore.NotEmpty, match=NAME):
        restore.restore(home / "back.sanjeh", tmp_path)


def test_a_restore_that_fails_leaves_the_database_empty(
    home: Path, installation: dict[str, object], empty_database: str, tmp_path: Path
) -> None:
    (home / "no.sanjeh").write_bytes(b"no backup")
    use_database(empty_database, user=roles.APP, options="")

    with pytest.raises(archive.NoBackup):
        restore.restore(home / "no.sanjeh", tmp_path)

    assert (connection.introspection.table_names(), list(tmp_path.iterdir())) == ([], [])
