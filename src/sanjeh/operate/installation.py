"""The data folder of one installation, its lock, its database and its port."""

import errno
import fcntl
import os
import re
import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TextIO

import structlog
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import embedded, environment, leftovers, reach
from sanjeh.operate.guardian import guarded

# A run that was killed is tidied up after by its guardian; whoever starts meanwhile waits.
TIDYING_S = 40.0
LOOK_AFTER_S, _LOOK_AGAIN_S = 0.5, 0.1

log = structlog.get_logger(__name__)


class CannotStart(Exception):
    """Something is in the way that a person has to move: one sentence, with what to do."""


class AlreadyRunning(CannotStart):
    """Another Sanjeh works in this data folder."""

    def __init__(self, data: Path) -> None:
        super().__init__(
            f"Sanjeh is already running in {data}. "
            "Stop it with Ctrl-C where it runs, or choose another folder: SANJEH_DATA=other make run"
        )


class StillEnding(CannotStart):
    """A killed run holds the folder, and does not let go of it."""

    def __init__(self, data: Path, holder: str) -> None:
        super().__init__(
            f"What a killed run has left in {data} does not end (process {holder} holds {data / 'lock'}). "
            f"End it and start again: kill -9 {holder}"
        )


class PortTaken(CannotStart):
    """Something else listens where our pages should be."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} of {host} is taken by another program. Choose another: make run PORT=8001"
        )


class CannotListen(CannotStart):
    """Nobody could listen there, whoever else does."""

    def __init__(self, host: str, port: int, why: str) -> None:
        super().__init__(
            f"The pages cannot be served at port {port} of {host} ({why}). Write an address of this "
            "machine and "
            "a port from 1 to 65535 that we may take: --host 127.0.0.1 --port 8000"
        )


def data_folder() -> Path:
    """Return the folder that holds everything this installation knows."""
    return environment.folder("SANJEH_DATA", "var")


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Hold the installation's lock, with a guardian who tidies up should we be killed.

    What a killed run has left is ended first. Raise AlreadyRunning when another run is at it, StillEnding
    when a killed one does not let go.
    """
    with (data / "lock").open("a+") as file:
        hold(file, data)
        leftovers.end_household(data)
        with guarded(data, file.fileno()) as guardian, household(data):
            note_holders(file, (os.getpid(), guardian))
            yield


@contextmanager
def household(data: Path) -> Iterator[None]:
    """Mark whatever is started meanwhile as ours, so that it is known should we be killed."""
    os.environ[leftovers.HOUSEHOLD] = str(data)
    try:
        yield
    finally:
        os.environ.pop(leftovers.HOUSEHOLD, None)


def hold(file: TextIO, data: Path) -> None:
    """Take the lock; wait while a guardian has it whose run is gone."""
    deadline = time.monotonic() + TIDYING_S
    while not is_held(file):
        run, guardian = holders(file)
        if leftovers.began(run.pid) == run.since:
            raise AlreadyRunning(data)
        if time.monotonic() > deadline:
            raise StillEnding(data, str(guardian.pid))
        time.sleep(_LOOK_AGAIN_S)


def is_held(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class Holder(NamedTuple):
    """A process that holds a data folder, and when it began."""

    pid: int
    since: str


NOBODY = Holder(0, "gone")


def note_holders(file: TextIO, pids: Iterable[int]) -> None:
    """Write into the lock who holds it: the run, then its guardian."""
    file.seek(0)
    file.truncate()
    file.writelines(f"{pid} {leftovers.began(pid) or NOBODY.since}\n" for pid in pids)
    file.flush()


def holders(file: TextIO) -> tuple[Holder, Holder]:
    """Return who holds the lock, as noted in it; a run that has just begun has not written yet."""
    file.seek(0)
    noted = [
        Holder(int(pid), since) for pid, since in re.findall(r"^(\d+) (\S+)$", file.read(), re.MULTILINE)
    ]
    run, guardian = noted if len(noted) == 2 else (NOBODY, NOBODY)
    return run, guardian


def refuse_taken_port(host: str, port: int) -> None:
    """Raise PortTaken or CannotListen before anything is started in vain."""
    if not 0 < port < 65536:
        raise CannotListen(host, port, "no such port")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno == errno.EADDRINUSE:
                raise PortTaken(host, port) from None
            raise CannotListen(host, port, problem.strerror or str(problem)) from None


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
    if url := environment.hidden("DATABASE_URL"):
        reach.wait_for(url)
        yield
        return
    with embedded.running(data / "postgres") as url, kept_up(data / "postgres"):
        os.environ["DATABASE_URL"] = url
        yield


@contextmanager
def kept_up(pgdata: Path) -> Iterator[None]:
    """Bring the embedded server up again should it be killed; pages and workers wait for it meanwhile."""
    is_over = threading.Event()
    keeper = threading.Thread(target=keep_up, args=(pgdata, is_over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        is_over.set()
        keeper.join()


def keep_up(pgdata: Path, is_over: threading.Event) -> None:
    while not is_over.wait(LOOK_AFTER_S):
        if embedded.is_gone(pgdata):
            log.warning("database.gone", folder=str(pgdata))
            try:
                embedded.bring_up(pgdata)
            except (ImproperlyConfigured, embedded.DatabaseHeld) as problem:
                log.error("database.lost", why=str(problem))  # noqa: TRY400 - a sentence, no fault of ours


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
