"""Serving: what is started in which order, what ends it, and what it says then."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from granian.constants import Interfaces

from sanjeh.operate import installation, schema, server, web
from sanjeh.operate.children import ChildEnded, Children

BEFORE = ("make_ready", "refuse_wrong_settings", "refuse_wrong_clock")


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """Hold the steps of serving instead of taking them; the data lie in a folder of this test."""
    steps: list[str] = []

    @contextmanager
    def database(data: Path) -> Iterator[None]:
        steps.append("database")
        yield
        steps.append("database ended")

    def step(name: str) -> Callable[..., None]:
        return lambda *_: steps.append(name)

    monkeypatch.setattr(installation, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(installation, "database_running", database)
    monkeypatch.setattr(installation, "refuse_taken_port", step("port"))
    for name in (*BEFORE, "start_pages", "start_worker"):
        monkeypatch.setattr(server, name, step(name))
    return steps


def interrupted(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize(("with_worker", "worker"), [(True, ["start_worker"]), (False, [])])
def test_an_installation_is_served_until_the_system_ends_it(
    done: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *,
    with_worker: bool,
    worker: list[str],
) -> None:
    monkeypatch.setattr(server, "watch", interrupted)

    status = server.serve_until_stopped("127.0.0.1", 8000, with_worker=with_worker)

    assert (status, done[:6]) == (
        0,
        ["port", "database", *BEFORE, "start_pages"],
    )
    assert done[6:] == worker
    assert capsys.readouterr().out.splitlines() == [
        "Sanjeh is served on http://127.0.0.1:8000  (Ctrl-C ends it)",
        "Ended; everything that was measured is kept.",
    ]


def test_a_process_that_ends_by_itself_ends_all_with_a_status_and_a_sentence(
    done: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def watch(_: Children) -> None:
        raise ChildEnded("worker", 3, None)

    monkeypatch.setattr(server, "watch", watch)

    assert server.serve_until_stopped("127.0.0.1", 8000, with_worker=True) == 1
    assert capsys.readouterr().err == (
        "worker ended with status 3; its last words stand above."
        " Everything that was measured is kept; start again to continue.\n"
    )


def interrupted_twice(one: signal.Signals) -> None:
    """Serve, be asked to end, and be asked once more while tidying up."""
    with server.ending_on_signals():
        try:
            os.kill(os.getpid(), one)
        finally:
            os.kill(os.getpid(), one)


@pytest.mark.parametrize("one", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_block_once_and_then_means_what_it_meant(one: signal.Signals) -> None:
    before = signal.getsignal(one)

    with pytest.raises(server.Stopped):
        interrupted_twice(one)

    assert signal.getsignal(one) is before


def test_pages_that_never_answer_are_told_as_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(server, "START_S", 0.0)
    monkeypatch.setattr(
        server, "pages_command", lambda *_: [sys.executable, "-c", "import time; time.sleep(60)"]
    )

    with Children(tmp_path) as children, pytest.raises(ChildEnded) as ended:
        server.start_pages(children, "127.0.0.1", 1)

    assert (ended.value.name, ended.value.status, ended.value.log) == ("web", -1, tmp_path / "web.log")


def test_each_process_is_a_command_of_this_very_python() -> None:
    class Started(Children):
        def start(self, name: str, command: list[str]) -> None:
            started[name] = command

    started: dict[str, list[str]] = {}

    server.start_worker(Started())

    assert started == {"worker": [sys.executable, "-m", "sanjeh", "worker"]}
    assert server.pages_command("::1", 80) == [sys.executable, "-m", "sanjeh.operate.web", "::1", "80"]


def test_watching_lasts_until_one_of_ours_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr(server, "time", SimpleNamespace(sleep=slept.append))

    class Ends(Children):
        def check(self) -> None:
            if len(slept) == 2:
                raise ChildEnded("web", 0, None)

    with pytest.raises(ChildEnded):
        server.watch(Ends())

    assert slept == [0.5, 0.5]


def test_tables_and_static_files_are_brought_to_this_version(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr("django.setup", lambda: called.append(("setup", {})))
    monkeypatch.setattr(schema, "bring_up_to_date", lambda: called.append(("tables", {})))
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://owner@db/sanjeh")
    monkeypatch.setattr(server, "compare_with_what_was_announced", lambda: called.append(("compared", {})))
    monkeypatch.setattr(
        "django.core.management.call_command", lambda name, **options: called.append((name, options))
    )

    server.make_ready()

    assert called == [
        ("setup", {}),
        ("tables", {}),
        ("compared", {}),
        ("clearsessions", {}),
        ("collectstatic", {"interactive": False, "clear": True, "verbosity": 0}),
    ]
    assert "DATABASE_OWNER_URL" not in os.environ  # nobody whom we start knows the owner


@pytest.mark.parametrize("offset_s", [5.0, -5.0])
def test_clocks_that_are_close_are_good_enough(monkeypatch: pytest.MonkeyPatch, offset_s: float) -> None:
    monkeypatch.setattr("sanjeh.apps.politeness.clock.offset_s", lambda: offset_s)

    server.refuse_wrong_clock()


@pytest.mark.parametrize("offset_s", [172_800.2, -172_800.2])
def test_no_pages_are_served_by_a_clock_that_would_date_complaints_wrongly(
    monkeypatch: pytest.MonkeyPatch, offset_s: float
) -> None:
    monkeypatch.setattr("sanjeh.apps.politeness.clock.offset_s", lambda: offset_s)

    with pytest.raises(installation.CannotStart) as refused:
        server.refuse_wrong_clock()

    assert str(refused.value) == (
        "The clocks of this machine and of the database are 172800 s apart, and more than 5 s would date "
        "complaints wrongly. Set them and start again: timedatectl set-ntp true"
    )


def test_the_web_server_is_told_where_to_listen_and_how_to_log(monkeypatch: pytest.MonkeyPatch) -> None:
    told: dict[str, Any] = {}

    class Server:
        def __init__(self, target: str, **options: Any) -> None:
            told.update(options, target=target)

        def serve(self) -> None:
            told["served"] = True

    monkeypatch.setattr(web, "Granian", Server)
    monkeypatch.setenv("SANJEH_LOG_LEVEL", "warning")

    web.serve("127.0.0.1", 8001)

    shown = {name: told[name] for name in ("target", "address", "port", "interface", "websockets", "served")}
    assert shown == {
        "target": "sanjeh.config.rsgi:application",
        "address": "127.0.0.1",
        "port": 8001,
        "interface": Interfaces.RSGI,
        "websockets": False,
        "served": True,
    }
    assert (told["log_level"].value, told["log_dictconfig"]["root"]["level"]) == ("warning", "WARNING")
