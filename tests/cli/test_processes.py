"""Commands that start processes do it with what was asked for, and end as those end."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from django.core import management
from django.core.exceptions import ImproperlyConfigured

from sanjeh.apps.scans.throttle_status import ThrottleStatus
from sanjeh.cli import manage, run, serve, worker
from sanjeh.operate import installation, worker_status

STOP_IT = "Stop it with Ctrl-C where it runs, or choose another folder: SANJEH_DATA=other make run"
TAKEN = "Port 8000 of 127.0.0.1 is taken by another program. Choose another: make run PORT=8001"


def ran(command: click.Command, *words: str) -> Result:
    return CliRunner().invoke(command, words)


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ((), ("127.0.0.1", 8000, True)),
        (("--host", "::1", "--port", "80", "--no-worker"), ("::1", 80, False)),
    ],
)
@pytest.mark.parametrize("status", [0, 1])
def test_serve_ends_as_what_it_served(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], asked: tuple[str, int, bool], status: int
) -> None:
    served: list[tuple[str, int, bool]] = []

    def serve_until_stopped(host: str, port: int, *, with_worker: bool) -> int:
        served.append((host, port, with_worker))
        return status

    monkeypatch.setattr(serve, "serve_until_stopped", serve_until_stopped)

    assert (ran(serve.serve, *words).exit_code, served) == (status, [asked])


def test_the_port_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    ports: list[int] = []

    def serve_until_stopped(_host: str, port: int, **_: object) -> int:
        ports.append(port)
        return 0

    monkeypatch.setattr(serve, "serve_until_stopped", serve_until_stopped)

    CliRunner().invoke(serve.serve, [], env={"PORT": "8123"})

    assert ports == [8123]


def raiser(problem: Exception) -> Callable[..., int]:
    def raise_it(*_: object, **__: object) -> int:
        raise problem

    return raise_it


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        (installation.PortTaken("127.0.0.1", 8000), TAKEN),
        (
            ImproperlyConfigured("SANJEH_GAP_MS='x': write a whole number."),
            "SANJEH_GAP_MS='x': write a whole number.",
        ),
        (
            installation.AlreadyRunning(Path("var")),
            f"Sanjeh is already running in var. {STOP_IT}",
        ),
    ],
    ids=["port", "setting", "folder"],
)
@pytest.mark.parametrize("command", ["serve", "run"])
def test_what_a_person_can_mend_is_one_sentence_and_status_two(
    monkeypatch: pytest.MonkeyPatch, problem: Exception, says: str, command: str
) -> None:
    monkeypatch.setattr(serve, "serve_until_stopped", raiser(problem))
    monkeypatch.setattr(run, "run_demo_round", raiser(problem))

    result = ran({"serve": serve.serve, "run": run.run}[command])

    assert (result.exit_code, result.stderr) == (2, f"{says}\n")


@pytest.mark.parametrize(("words", "until_published"), [((), False), (("--until-published",), True)])
def test_run_shows_the_round_where_it_was_asked_to(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], *, until_published: bool
) -> None:
    asked: list[tuple[str, int, bool]] = []

    def run_demo_round(host: str, port: int, *, until_published: bool) -> int:
        asked.append((host, port, until_published))
        return 0

    monkeypatch.setattr(run, "run_demo_round", run_demo_round)

    assert ran(run.run, "--port", "8001", *words).exit_code == 0
    assert asked == [("127.0.0.1", 8001, until_published)]


def test_a_worker_works_until_it_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    worked: list[bool] = []

    async def work() -> None:
        await asyncio.sleep(0)
        worked.append(True)

    monkeypatch.setattr(worker, "work", work)

    assert (ran(worker.worker).exit_code, worked) == (0, [True])


def test_the_status_of_workers_is_only_told(monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = ThrottleStatus(visited=0, slowed=0, resting=(), paused=(), later_count=0, later=())
    asked_at: list[datetime] = []

    def throttle_status(now: datetime) -> ThrottleStatus:
        asked_at.append(now)
        return nothing

    monkeypatch.setattr(worker, "throttle_status", throttle_status)
    monkeypatch.setattr(worker, "work", raiser(AssertionError("it works")))

    result = CliRunner().invoke(worker.worker, ["--status"], env={"LC_ALL": "en_GB.UTF-8"})

    assert (result.exit_code, result.output.splitlines()) == (0, list(worker_status.lines(nothing, "en")))
    assert asked_at[0].tzinfo is UTC


@pytest.mark.django_db
def test_djangos_commands_run_while_the_database_does(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    happened: list[object] = []

    @contextmanager
    def running(data: Path) -> Iterator[None]:
        happened.append(data)
        yield
        happened.append("closed")

    monkeypatch.setattr(installation, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(installation, "database_running", running)
    monkeypatch.setattr(management, "execute_from_command_line", happened.append)

    assert ran(manage.manage, "showmigrations", "--plan", "scans").exit_code == 0
    assert happened == [tmp_path, ["sanjeh manage", "showmigrations", "--plan", "scans"], "closed"]
