"""The data folder of one installation, its lock, its database and its port."""

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sanjeh.config import database, environment


class AlreadyRunning(Exception):
    """Another Sanjeh works in this data folder."""

    def __init__(self, data: Path) -> None:
        super().__init__(
            f"Sanjeh is already running in {data}. "
            "Stop it with Ctrl-C where it runs, or choose another folder: SANJEH_DATA=other make run"
        )


class PortTaken(Exception):
    """Something else listens where our pages should be."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} of {host} is taken by another program. Choose another: make run PORT=8001"
        )


def data_folder() -> Path:
    """Return the folder that holds everything this installation knows."""
    return environment.folder("SANJEH_DATA", "var")


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Hold the installation's lock; raise AlreadyRunning when somebody else does."""
    with (data / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(data) from None
        yield


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortTaken before anything is started in vain."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise PortTaken(host, port) from None


def can_listen(host: str, udp_port: int) -> bool:
    """Return whether nobody listens for datagrams there."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((host, udp_port))
        except OSError:
            return False
    return True


def answers(host: str, port: int) -> bool:
    """Return whether something listens there."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex((host, port)) == 0


@contextmanager
def database_running(data: Path) -> Iterator[None]:
    """Have a database while the block runs: the server of DATABASE_URL, or an embedded one."""
    if environment.hidden("DATABASE_URL"):
        yield
        return
    with database.embedded_server(data / "postgres") as url:
        os.environ["DATABASE_URL"] = url
        yield


@contextmanager
def opened() -> Iterator[None]:
    """Have Django and its database at hand; inside a running Django they already are."""
    from django.apps import apps  # noqa: PLC0415 -- slow, and not every command needs it

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
    if apps.ready:
        yield
        return
    with database_running(data_folder()):
        import django  # noqa: PLC0415 -- its settings need the database's address first

        django.setup()
        yield
