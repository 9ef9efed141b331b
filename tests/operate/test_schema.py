"""The tables are their owner's, whoever had made them; one role that does it all is told so."""

import lzma
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, connections
from django.db.backends.signals import connection_created
from pytest_django import DjangoDbBlocker

from sanjeh.cli.main import main
from sanjeh.config import database
from sanjeh.config.protection import roles
from sanjeh.config.protection.frozen import FROZEN
from sanjeh.operate import schema
from tests import hands
from tests.conftest import as_administrator, run_sql, use_database
from tests.hands import refusal

FIRST = Path(__file__).parents[1] / "fixtures" / "first_release" / "database.sql.xz"
NAME = "sanjeh_of_old"
OWNERS = "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"


@pytest.fixture
def of_old(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The database of the first release, whose tables are the server's own user's."""
    with django_db_blocker.unblock():
        before = connections["default"].settings_dict["NAME"]
        run_sql("CREATE DATABASE {}", NAME)
        with as_administrator(NAME) as administrator:
            administrator.execute(lzma.decompress(FIRST.read_bytes()))
        yield
        connections["default"].close()
        run_sql("DROP DATABASE {}", NAME)
        use_database(before)


def owners() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(OWNERS)
        return {owner for (owner,) in cursor.fetchall()}


@pytest.mark.usefixtures("of_old")
def test_the_database_of_the_first_release_goes_over_to_its_owner_and_is_frozen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with as_administrator(NAME) as administrator:
        roles.prepare(administrator, roles.OWNER, roles.APP)
    use_database(NAME, user=roles.APP, options="")

    schema.bring_up_to_date()

    assert (owners(), schema.is_one_role(), capsys.readouterr().err) == ({roles.OWNER}, False, "")
    assert refusal("UPDATE results_scorecardrecord SET score = 1").endswith(
        "final results are frozen (UPDATE refused)"
    )
    assert refusal("UPDATE rounds_round SET state = 'draft'") != ""
    assert refusal("DELETE FROM journal_journalline") == "permission denied for table journal_journalline"


@pytest.mark.usefixtures("of_old")
def test_one_role_that_does_it_all_is_told_so_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    use_database(NAME, options="")

    schema.bring_up_to_date()

    said = capsys.readouterr().err
    assert said == f"{schema.ONE_ROLE.format(role='postgres')}\n"
    assert schema.is_one_role()
    with as_administrator(NAME) as administrator:
        triggers = administrator.execute("SELECT count(*) FROM pg_trigger WHERE tgname = 'z_frozen_kept'")
        assert triggers.fetchone() == (len(FROZEN),)


@pytest.mark.usefixtures("of_old")
def test_who_does_not_know_the_owner_starts_only_where_nothing_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    with as_administrator(NAME) as administrator:
        roles.prepare(administrator, roles.OWNER, roles.APP)
    use_database(NAME, user=roles.APP, options="")
    with monkeypatch.context() as unknown:
        unknown.setattr(database, "owner_settings", lambda app: app)
        with pytest.raises(ImproperlyConfigured, match=r"migrations wait, the first is .*DATABASE_OWNER_URL"):
            schema.bring_up_to_date()
    schema.bring_up_to_date()
    monkeypatch.setattr(database, "owner_settings", lambda app: app)

    schema.bring_up_to_date()

    assert schema.waiting_migrations() == []


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


@pytest.mark.usefixtures("of_old")
def test_manage_migrates_as_the_owner_and_does_all_else_as_the_application(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with as_administrator(NAME) as administrator:
        roles.prepare(administrator, roles.OWNER, roles.APP)
    use_database(NAME, user=roles.APP, options="")
    host = connection.settings_dict["HOST"]
    monkeypatch.setenv("DATABASE_URL", f"postgresql://{roles.APP}@/{NAME}?host={host}")
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
