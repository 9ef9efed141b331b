"""One installation has one master, and says who is in its way."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sanjeh.config import database
from sanjeh.operate import installation
from sanjeh.operate.installation import AlreadyRunning, PortTaken, alone_in, refuse_taken_port


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
    def embedded(pgdata: Path) -> Iterator[str]:
        folders.append(pgdata)
        yield "postgresql://postgres:@/postgres?host=/there"

    monkeypatch.setattr(database, "embedded_server", embedded)
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
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/sanjeh")

    with installation.database_running(tmp_path):
        pass

    assert (started, os.environ["DATABASE_URL"]) == ([], "postgresql://db/sanjeh")


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
