"""`sanjeh run` puts the demo up in order, and ends with a sentence whatever happens."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import pytest

from sanjeh.demo import run
from sanjeh.demo.sites import DNS_PORT
from sanjeh.operate import installation
from sanjeh.operate.children import ChildEnded
from sanjeh.operate.server import Stopped

KEPT = "Everything that was measured is kept; `make run` goes on from here."


class Household:
    """Stands for the processes: it notes what was started, and is ready at once."""

    def __init__(self, logs: Path) -> None:
        self.logs = logs
        self.started: list[list[str]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self, name: str, command: list[str]) -> None:
        self.started.append([name, *command[1:]])

    def wait_until(self, ready: Any, within_s: float) -> bool:
        del ready, within_s
        return True


@pytest.fixture
def happened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the run did, in order, without any process or database."""
    done: list[str] = []

    @contextmanager
    def noted(*_: object) -> Iterator[None]:
        yield

    for name in ("alone_in", "database_running"):
        monkeypatch.setattr(installation, name, noted)
    monkeypatch.setattr(run, "ending_on_signals", noted)
    monkeypatch.setattr(installation, "data_folder", lambda: tmp_path)
    monkeypatch.setattr(
        installation, "refuse_taken_port", lambda host, port: done.append(f"port {host}:{port}")
    )
    monkeypatch.setattr(run, "free_host_range", lambda: "127.99.0.0/24")
    monkeypatch.setattr(os, "environ", {})
    monkeypatch.setattr(run, "Children", Household)
    monkeypatch.setattr(run, "make_ready", lambda: done.append("tables"))
    monkeypatch.setattr(run, "start_pages", lambda _children, host, port: done.append(f"pages {host}:{port}"))
    monkeypatch.setattr(run, "conduct_round", lambda *_, with_day: done.append(f"round, day {with_day}"))
    monkeypatch.setattr(run, "watch", lambda _children: done.append("watch"))
    return done


def test_pages_are_served_before_the_round_and_watched_after_it(happened: list[str]) -> None:
    assert run.run_demo_round("127.0.0.1", 8000, until_published=False) == 0

    assert happened == ["port 127.0.0.1:8000", "tables", "pages 127.0.0.1:8000", "round, day True", "watch"]


def test_until_published_ends_with_the_edition(happened: list[str]) -> None:
    assert run.run_demo_round("127.0.0.1", 8000, until_published=True) == 0

    assert happened[-1] == "round, day False"


def test_the_run_is_reached_by_its_own_page_unless_somebody_chose_another(
    happened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    own = {"SANJEH_CONTACT_EMAIL": "house@nemune.test", "SANJEH_ALLOW": "127.0.0.1"}
    monkeypatch.setattr(os, "environ", own)

    run.run_demo_round("127.0.0.1", 8001, until_published=True)

    assert happened
    assert {name: own[name] for name in ("SANJEH_CONTACT_URL", "SANJEH_CONTACT_EMAIL", "SANJEH_ALLOW")} == {
        "SANJEH_CONTACT_URL": "http://127.0.0.1:8001/about-probing/",
        "SANJEH_CONTACT_EMAIL": "house@nemune.test",
        "SANJEH_ALLOW": "127.99.0.0/24:8443;8080",
    }


@pytest.mark.usefixtures("happened")
@pytest.mark.parametrize(
    ("raised", "status", "printed"),
    [
        (Stopped(), 0, ("Ended; everything that was measured is kept. `make run` goes on from here.", "")),
        (
            ChildEnded("worker", 9, None),
            1,
            ("", f"worker ended with status 9; its last words stand above. {KEPT}"),
        ),
    ],
)
def test_whoever_stops_is_told_that_nothing_is_lost(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: Exception,
    status: int,
    printed: tuple[str, str],
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(run, "conduct_round", stop)

    assert run.run_demo_round("127.0.0.1", 8000, until_published=False) == status
    out, err = capsys.readouterr()
    assert (printed[0] in out, err.strip()) == (True, printed[1])


def test_only_the_demo_itself_may_be_looked_at_and_its_names_are_its_own(tmp_path: Path) -> None:
    assert run.demo_environment(tmp_path, "127.80.0.0/24") == {
        "SANJEH_DEMO": "yes",
        "SANJEH_ALLOW": "127.80.0.0/24:8443;8080",
        "SANJEH_NAMESERVERS": "127.80.0.1:5453,127.80.0.2:5453",
        "SANJEH_NATIONAL_ROOTS": str(tmp_path / "demo" / "roots"),
        "SANJEH_GAP_MS": "0",
        "SANJEH_SUFFIXES": "nemune.test",
        "SANJEH_SELF_TEST": "https://sso.nemune.test:8443/",
    }


def test_a_second_country_on_the_machine_gets_the_next_range() -> None:
    first = run.free_host_range()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind((first.replace("0/24", "1"), DNS_PORT))

        second = run.free_host_range()

    assert int(second.split(".")[1]) > int(first.split(".")[1])


def test_a_machine_full_of_countries_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "can_listen", lambda _host, _port: False)

    with pytest.raises(installation.PortTaken, match=r"127\.77\.0\.1 … 127\.254\.0\.1"):
        run.free_host_range()


def test_sites_are_ready_when_they_say_so_after_this_start(tmp_path: Path) -> None:
    children = Household(tmp_path / "logs")
    log = tmp_path / "logs" / "demo-sites.log"
    log.parent.mkdir()
    log.write_text("Nemuneabad is ready: of an earlier start\n")

    are_ready = run.start_sites(children, tmp_path, "127.80.0.0/24")  # type: ignore[arg-type]

    assert children.started == [
        [
            "demo-sites",
            "-m",
            "sanjeh",
            "demo",
            "serve",
            "--data",
            str(tmp_path),
            "--host-range",
            "127.80.0.0/24",
        ]
    ]
    assert not are_ready()
    with log.open("a") as file:
        file.write("Nemuneabad is ready: 18 bodies\n")
    assert are_ready()


def test_the_first_start_of_all_waits_for_its_word(tmp_path: Path) -> None:
    (tmp_path / "logs").mkdir()

    are_ready = run.start_sites(Household(tmp_path / "logs"), tmp_path, "127.80.0.0/24")  # type: ignore[arg-type]

    (tmp_path / "logs" / "demo-sites.log").write_text("Nemuneabad is ready: 18 bodies\n")
    assert are_ready()
