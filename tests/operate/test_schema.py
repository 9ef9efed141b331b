"""The tables are their owner's, whoever had made them; one role that does it all is told so."""

import lzma
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.backends.signals import connection_created
from django.db.migrations.executor import MigrationExecutor
from pytest_django import DjangoDbBlocker

from sanjeh.cli.main import main
from sanjeh.config import database
from sanjeh.config.protection import roles
from sanjeh.config.protection.frozen import FROZEN
from sanjeh.operate import schema
from tests import hands
from tests.conftest import as_administrator, run_sql, use_database
from tests.hands import refusal

pytestmark = pytest.mark.acceptance

FIRST = Path(__file__).parents[1] / "fixtures" / "first_release" / "database.sql.xz"
OWNERS = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
FROZEN_TABLES = "SELECT count(*) FROM pg_trigger WHERE tgname = 'z_frozen_kept'"
# What made a table of its own in the app that stands above all others.
BEFORE_A_TABLE, THE_TABLE = ("retention", None), "retention_handover"


@dataclass(frozen=True, slots=True)
class BroughtUp:
    """A database of the first release, and what was said on its way: without its owner, and with."""

    name: str
    refused: str
    said: str


@contextmanager
def turned_to(name: str, template: str) -> Iterator[None]:
    """Speak with a copy of this database for a while."""
    before = connections["default"].settings_dict["NAME"]
    connections["default"].close()
    run_sql("CREATE DATABASE {} TEMPLATE {}", name, template)
    use_database(name, user=roles.APP, options="")
    yield
    connections["default"].close()
    run_sql("DROP DATABASE {}", name)
    use_database(before)


@pytest.fixture(scope="module")
def of_old(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[BroughtUp]:
    """The database of the first release, whose tables were the server's own user's, brought up to date."""
    with django_db_blocker.unblock():
        name = f"{connections['default'].settings_dict['NAME']}_of_old"
        with turned_to(name, "template0"):
            with as_administrator(name) as administrator:
                administrator.execute(lzma.decompress(FIRST.read_bytes()))
                roles.prepare(administrator, roles.OWNER, roles.APP)
            refused, said = without_the_owner(schema.bring_up_to_date), StringIO()
            with redirect_stderr(said):
                schema.bring_up_to_date()
            yield BroughtUp(name, refused, said.getvalue())


@pytest.fixture
def copy_of_old(of_old: BroughtUp) -> Iterator[str]:
    """A copy of that database, for a test that changes it; gives its name."""
    name = f"{of_old.name}_copy"
    with turned_to(name, of_old.name):
        yield name


def without_the_owner(act: Callable[[], None]) -> str:
    """Do it as somebody who is told of no owner; return what is said to that, nothing where it is done."""
    with pytest.MonkeyPatch.context() as unknown:
        unknown.setattr(database, "owner_settings", lambda app: app)
        try:
            act()
        except ImproperlyConfigured as refused:
            return str(refused)
    return ""


def owners() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(OWNERS)
        return {owner for (owner,) in cursor.fetchall()}


def test_the_database_of_the_first_release_goes_over_to_its_owner_and_is_frozen(of_old: BroughtUp) -> None:
    assert (owners(), schema.is_one_role(), of_old.said) == ({roles.OWNER}, False, "")
    assert refusal("UPDATE results_scorecardrecord SET score = 1").endswith(
        "final results are frozen (UPDATE refused)"
    )
    assert refusal("UPDATE rounds_round SET state = 'draft'") != ""
    assert refusal("DELETE FROM journal_journalline") == "permission denied for table journal_journalline"


def test_one_role_that_does_it_all_is_told_so_in_one_sentence(
    copy_of_old: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_administrator(copy_of_old) as administrator:
        for frozen in FROZEN:
            administrator.execute(f"DROP TRIGGER z_frozen_kept ON {frozen.table}")
        use_database(copy_of_old, options="")

        schema.bring_up_to_date()

        said = capsys.readouterr().err
        assert said == f"{schema.ONE_ROLE.format(role='postgres')}\n"
        assert schema.is_one_role()
        assert administrator.execute(FROZEN_TABLES).fetchone() == (len(FROZEN),)


def test_who_does_not_know_the_owner_starts_only_where_nothing_waits(of_old: BroughtUp) -> None:
    assert re.search(r"migrations wait, the first is .*DATABASE_OWNER_URL", of_old.refused)
    assert (without_the_owner(schema.bring_up_to_date), schema.waiting_migrations()) == ("", [])


@pytest.mark.usefixtures("database_of_its_own")
def test_a_trigger_that_was_switched_off_speaks_again_after_the_next_start() -> None:
    hands.tell("ALTER TABLE rounds_round DISABLE TRIGGER z_frozen_kept")
    with connection.cursor() as cursor:
        cursor.execute("GRANT ALL ON journal_journalline TO sanjeh_app")

    schema.protect(roles.APP)

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled FROM pg_trigger WHERE tgrelid = 'rounds_round'::regclass"
            " AND tgname = 'z_frozen_kept'"
        )
        enabled = cursor.fetchone()
        cursor.execute("SELECT has_table_privilege('sanjeh_app', 'journal_journalline', 'UPDATE')")
        assert (enabled, cursor.fetchone()) == (("O",), (False,))


def test_manage_migrates_as_the_owner_and_does_all_else_as_the_application(
    copy_of_old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with schema.connected_as_owner():
        MigrationExecutor(connection).migrate([BEFORE_A_TABLE])
    assert THE_TABLE not in connection.introspection.table_names()
    connection.close()
    host = connection.settings_dict["HOST"]
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{roles.APP}@/{copy_of_old}?host={host}")
    came: list[str] = []

    def note(**given: object) -> None:
        came.append(given["connection"].settings_dict["USER"])  # type: ignore[attr-defined]

    connection_created.connect(note)
    try:
        ended = [
            CliRunner().invoke(main, ["manage", *words]).exit_code
            for words in (("migrate", "--verbosity", "0"), ("showmigrations", "rounds"))
        ]
    finally:
        connection_created.disconnect(note)

    assert (ended, sorted(set(came))) == ([0, 0], [roles.APP, roles.OWNER])
    assert (came[0], came[-1], owners()) == (roles.APP, roles.APP, {roles.OWNER})
    assert THE_TABLE in connection.introspection.table_names()
