"""A database that keeps what is frozen is told from one that does not, and from one of another release."""

import json
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from sanjeh.apps.politeness import clock
from sanjeh.cli import doctor as command
from sanjeh.cli.main import main
from sanjeh.config import reach
from sanjeh.config.protection import roles
from sanjeh.core.scheduling.fitness import MOST_OFFSET_S
from sanjeh.operate import installation
from sanjeh.operate.doctor import database, examine, machine
from sanjeh.operate.doctor.line import Status, fail, ok, warn
from tests import hands

ROLE = "sanjeh database prepare (docs/operations.md)"


@pytest.mark.django_db
def test_the_application_that_owns_nothing_is_sound_and_the_owner_is_not() -> None:
    app = database.role()
    hands.tell(f"SET ROLE {roles.OWNER}")
    owner = database.role()
    hands.tell(f"SET ROLE {roles.APP}")

    assert app.status is Status.OK
    assert owner == fail("role", "sanjeh_owner owns the tables: it could change what is frozen", ROLE)


@pytest.mark.usefixtures("database_of_its_own")
def test_a_trigger_that_is_switched_off_or_gone_is_named() -> None:
    hands.tell(
        "ALTER TABLE rounds_round DISABLE TRIGGER z_frozen_kept",
        "DROP TRIGGER z_frozen_whole ON desk_seat",
        f"SET ROLE {roles.OWNER}",
    )

    assert database.silent_triggers() == ["rounds_round", "desk_seat"]


@pytest.mark.django_db
def test_tables_of_another_release_are_told_with_the_command_that_brings_them_over() -> None:
    now = database.migrations()
    with hands.thawed():
        MigrationRecorder.Migration.objects.filter(app="desk").delete()

    assert (now.status, database.migrations().status) == (Status.OK, Status.FAIL)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("database_s", "files_s", "status"),
    [
        (MOST_OFFSET_S, 0.0, Status.OK),
        (MOST_OFFSET_S + 0.1, 0.0, Status.FAIL),
        (0.0, MOST_OFFSET_S + 60, Status.FAIL),
    ],
)
def test_clocks_may_be_apart_as_far_as_a_worker_may(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_s: float, files_s: float, status: Status
) -> None:
    now = time.time()
    monkeypatch.setattr(clock, "offset_s", lambda: -database_s)
    monkeypatch.setattr(time, "time", lambda: now + files_s)

    assert (database.clocks(tmp_path).status, list(tmp_path.iterdir())) == (status, [])


@pytest.mark.django_db
def test_the_database_is_named_with_its_version() -> None:
    assert database.answers() == ok("database", f"PostgreSQL 18.4, {connection.settings_dict['NAME']}")


def test_a_check_that_breaks_is_told_and_keeps_no_other_from_being_made() -> None:
    def breaks() -> object:
        raise KeyError("PATH")

    found = [examine.made(("one", breaks)), examine.made(("two", lambda: ok("two", "well")))]  # type: ignore[arg-type]

    assert found == [
        fail("one", "could not be found out: KeyError: 'PATH'", "docs/operations.md"),
        ok("two", "well"),
    ]


@pytest.fixture
def at_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Examine the database of this test, and nothing of the machine but its disk."""
    monkeypatch.setattr(installation, "data_folder", lambda: tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql://sanjeh_app@/x")
    monkeypatch.setattr(reach, "wait_for", lambda _: None)
    monkeypatch.setattr(examine, "of_machine", lambda data: {"disk": lambda: machine.disk(data)})


@pytest.mark.django_db
@pytest.mark.usefixtures("at_home")
def test_the_command_ends_well_where_nothing_fails_and_says_each_line_as_json_too() -> None:
    result = CliRunner().invoke(main, ["doctor", "--json"])

    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert (result.exit_code, [line["check"] for line in lines], {line["status"] for line in lines}) == (
        0,
        ["disk", "database", "migrations", "role", "clock"],
        {"ok"},
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("at_home")
def test_the_command_ends_with_one_where_something_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examine, "of_database", lambda _: {"role": lambda: fail("role", "owns", "mend it")})

    result = CliRunner().invoke(main, ["doctor"])

    assert (result.exit_code, result.stdout.splitlines()[-2:]) == (
        1,
        ["fail  role        owns", "                  -> mend it"],
    )


def test_a_line_without_a_remedy_is_one_line() -> None:
    assert command.written(ok("disk", "room")) == "ok    disk        room"
    assert command.written(warn("mail", "none", "set it")).count("\n") == 1
