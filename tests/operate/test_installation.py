"""One installation has one master, and says who is in its way."""

import fcntl
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sanjeh.config import embedded, leftovers, reach
from sanjeh.operate import installation
from sanjeh.operate.installation import (
    AlreadyRunning,
    CannotListen,
    PortTaken,
    StillEnding,
    alone_in,
    refuse_taken_port,
)


def test_a_data_folder_has_one_master(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(AlreadyRunning) as refused,
        alone_in(tmp_path),
    ):
        pass

    assert str(refused.value) == (
        f"Sanjeh is already running in {tmp_path}. "
        "Stop it with Ctrl-C where it runs, or choose another folder: SANJEH_DATA=other make run"
    )


def test_a_data_folder_that_was_left_is_free_again(tmp_path: Path) -> None:
    with alone_in(tmp_path):
        pass

    with alone_in(tmp_path):
        assert (tmp_path / "lock").exists()


def test_a_taken_port_is_named_before_anything_starts() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(PortTaken) as refused:
            refuse_taken_port("127.0.0.1", port)

    assert str(refused.value) == (
        f"Port {port} of 127.0.0.1 is taken by another program. Choose another: make run PORT=8001"
    )


@pytest.mark.parametrize(
    ("host", "port", "why"),
    [
        ("127.0.0.1", 0, "no such port"),
        ("127.0.0.1", -1, "no such port"),
        ("127.0.0.1", 65536, "no such port"),
        ("203.0.113.9", 8000, "Cannot assign requested address"),
    ],
)
def test_a_place_where_nobody_could_listen_is_told_as_that(host: str, port: int, why: str) -> None:
    with pytest.raises(CannotListen) as refused:
        refuse_taken_port(host, port)

    assert str(refused.value) == (
        f"The pages cannot be served at port {port} of {host} ({why}). Write an address of this machine and "
        "a port from 1 to 65535 that we may take: --host 127.0.0.1 --port 8000"
    )


KILLED = """
import os, signal, subprocess, sys
from pathlib import Path
from sanjeh.operate.installation import alone_in
with alone_in(Path(sys.argv[1])):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"], start_new_session=True)
    print(child.pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_run_that_is_killed_leaves_nothing_and_the_next_one_waits_for_that(tmp_path: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], capture_output=True, check=False)

    with alone_in(tmp_path):
        left = leftovers.began(int(killed.stdout))

    assert (killed.returncode, left) == (-signal.SIGKILL, "")


def test_whoever_keeps_the_folder_of_a_killed_run_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installation, "TIDYING_S", 0.0)
    lock = tmp_path / "lock"
    with lock.open("w") as held:
        installation.note_holders(held, [2**22 + 1, os.getpid()])
        fcntl.flock(held, fcntl.LOCK_EX)

        with pytest.raises(StillEnding) as refused, alone_in(tmp_path):
            pass

    assert str(refused.value) == (
        f"What a killed run has left in {tmp_path} does not end (process {os.getpid()} holds {lock}). "
        f"End it and start again: kill -9 {os.getpid()}"
    )


def test_a_database_that_was_killed_is_brought_up_again_while_we_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    is_over, brought = threading.Event(), list[Path]()

    def bring_up(pgdata: Path) -> str:
        brought.append(pgdata)
        if len(brought) == 2:
            is_over.set()
        raise embedded.DatabaseHeld("somebody holds it")

    monkeypatch.setattr(installation, "LOOK_AFTER_S", 0.0)
    monkeypatch.setattr(embedded, "is_gone", lambda _: True)
    monkeypatch.setattr(embedded, "bring_up", bring_up)

    installation.keep_up(tmp_path, is_over)

    assert brought == [tmp_path, tmp_path]


def test_a_free_port_is_refused_to_nobody() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]

    refuse_taken_port("127.0.0.1", port)


def test_who_listens_is_seen_and_who_does_not_is_not() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        before = installation.answers("127.0.0.1", port)
        other.listen()

        assert (before, installation.answers("127.0.0.1", port)) == (False, True)


def test_a_place_for_datagrams_is_taken_by_one_alone() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.1", 0))
        port = other.getsockname()[1]
        taken = installation.can_listen("127.0.0.1", port)

    assert (taken, installation.can_listen("127.0.0.1", port)) == (False, True)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Hold where an embedded server would have been started."""
    folders: list[Path] = []

    @contextmanager
    def running(pgdata: Path) -> Iterator[str]:
        folders.append(pgdata)
        yield "postgresql://postgres:@/postgres?host=/there"

    monkeypatch.setattr(embedded, "running", running)
    monkeypatch.setattr(embedded, "is_gone", lambda _: False)
    return folders


def test_without_a_server_of_ones_own_one_is_started_in_the_data_folder(
    started: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATABASE_URL", "")

    with installation.database_running(tmp_path):
        url = os.environ["DATABASE_URL"]

    assert (started, url) == ([tmp_path / "postgres"], "postgresql://postgres:@/postgres?host=/there")


def test_a_server_of_ones_own_is_taken_as_it_is(
    started: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(reach, "wait_for", asked.append)
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/sanjeh")

    with installation.database_running(tmp_path):
        pass

    assert (started, asked) == ([], ["postgresql://db/sanjeh"])
    assert os.environ["DATABASE_URL"] == "postgresql://db/sanjeh"


def test_django_is_set_up_over_the_running_database_and_only_once(
    started: list[Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ready: list[bool] = []
    monkeypatch.setenv("SANJEH_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("DATABASE_URL", "")
    monkeypatch.setattr("django.setup", lambda: ready.append(True))

    with installation.opened():
        inside = list(ready)
    monkeypatch.setattr("django.apps.apps.ready", False)
    with installation.opened():
        pass

    assert (inside, ready, started) == ([], [True], [tmp_path / "data" / "postgres"])
    assert installation.data_folder().is_dir()
