"""The PostgreSQL in the data folder: made, brought up over whatever was killed before, and stopped.

The wheel brings the programs alone. Its own way of starting takes any living process number in
`postmaster.pid` for a server that is ready, and so never comes up again over one that is stuck.
"""

import fcntl
import json
import os
import shlex
import shutil
import signal
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from django.core.exceptions import ImproperlyConfigured

from sanjeh.config import leftovers, postgres_programs
from sanjeh.config.protection import roles

VERSION = "18"
SUPERUSER = "postgres"
USERS = "database-users.json"
SOCKET_NAME = ".s.PGSQL.5432"
NOTES = ("postmaster.pid", SOCKET_NAME, f"{SOCKET_NAME}.lock")
LONGEST_SOCKET_PATH = 107  # bytes, of a Unix socket on Linux
# What the shell of pg_ctl, a list of hosts or an address would read as something else.
UNBEARABLE = frozenset("'\"`$\\,;%&#?+=\n\r\t")
SOCKET_FOLDER_LINE, STATUS_LINE = 4, 7  # of postmaster.pid, counted from 0
LEAST_FREE_BYTES = 200_000_000
MAKINGS = 2  # one that was killed is made again
# A server at work is waited for; one that is stuck is ended as if the power had gone, which it survives.
PATIENCE_S, STOP_S, START_S = 15.0, 8.0, 40.0
_LOOK_AGAIN_S = 0.1


class DatabaseHeld(Exception):
    """Something holds the database's folder and does not end: what it is, and the command that frees it."""


@contextmanager
def running(pgdata: Path) -> Iterator[str]:
    """Have the server of this folder while the block runs, ours or that of a neighbour; give its URL."""
    refuse_unusable(pgdata)
    register(pgdata)
    try:
        yield bring_up(pgdata)
    finally:
        stop_unless_used(pgdata)


def bring_up(pgdata: Path) -> str:
    """Have a server that answers, whatever was killed before; return its URL.

    Raise DatabaseHeld or ImproperlyConfigured with one sentence where a person has to act.
    """
    with alone(pgdata):
        make(pgdata)
        if not settled(pgdata):
            start(pgdata)
            give_roles(pgdata)
    return url_of(pgdata)


def give_roles(pgdata: Path) -> None:
    """Have the two roles; what an earlier release made as the server's own user goes over to the owner."""
    with psycopg.connect(url_of(pgdata, SUPERUSER)) as admin:
        roles.prepare(admin, roles.OWNER, roles.APP)


def url_of(pgdata: Path, role: str = roles.APP) -> str:
    """Return where the server listens, or would listen once started, for this role."""
    lines = notes(pgdata)
    folder = lines[SOCKET_FOLDER_LINE] if len(lines) > SOCKET_FOLDER_LINE else str(pgdata)
    return f"postgresql://{role}:@/postgres?host={quote(folder)}"


def refuse_unusable(pgdata: Path) -> None:
    """Raise ImproperlyConfigured for a folder in which no server could be brought up."""
    home = pgdata.parent
    if len(str(pgdata / SOCKET_NAME).encode()) > LONGEST_SOCKET_PATH:
        raise ImproperlyConfigured(
            f"The data folder {home} lies too deep for a database socket. "
            "Choose a shorter one: SANJEH_DATA=/srv/sanjeh"
        )
    if found := sorted(UNBEARABLE & set(str(home))):
        raise ImproperlyConfigured(
            f"The path of the data folder {home} has {' '.join(map(repr, found))} in it, which its "
            "database cannot "
            "bear. Choose another: SANJEH_DATA=/srv/sanjeh"
        )
    refuse_foreign(pgdata)


def refuse_foreign(pgdata: Path) -> None:
    """Raise ImproperlyConfigured for the files of another release, or of a making that was cut off."""
    if not pgdata.is_dir() or not any(pgdata.iterdir()):
        return
    marker = pgdata / "PG_VERSION"
    version = marker.read_text(errors="replace").strip() if marker.is_file() else ""
    if not version or not (pgdata / "global" / "pg_control").is_file():
        raise ImproperlyConfigured(
            f"{pgdata} holds a database that was never finished, or of which a part was removed. "
            f"Put it aside and start again: mv {shlex.quote(str(pgdata))} {shlex.quote(f'{pgdata}.aside')}"
        )
    if version != VERSION:
        raise ImproperlyConfigured(
            f"{pgdata} holds the files of PostgreSQL {version}, and this release brings {VERSION}: "
            "take a dump with "
            "the release that made them, and restore it (docs/operations.md)."
        )


def refuse_full_disk(folder: Path) -> None:
    """Raise ImproperlyConfigured where so little is free that the database would stop in the middle."""
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE_BYTES:
        raise ImproperlyConfigured(
            f"Only {free // 1_000_000} MB are free at {folder}, and {LEAST_FREE_BYTES // 1_000_000} "
            "MB are the least "
            "to start with: make room there, or choose another folder: SANJEH_DATA=/srv/sanjeh"
        )


def make(pgdata: Path) -> None:
    """Make an empty database; it takes its place whole, so that a making that is cut off leaves none."""
    if pgdata.is_dir() and any(pgdata.iterdir()):
        return
    refuse_full_disk(pgdata.parent)
    postgres_programs.open_the_way_to(pgdata.parent)
    said = ""
    for _ in range(MAKINGS):
        for left in pgdata.parent.glob(f".{pgdata.name}-*"):
            shutil.rmtree(left, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{pgdata.name}-", dir=pgdata.parent))
        if not (said := filled(draft)):
            if pgdata.is_dir():
                pgdata.rmdir()
            draft.rename(pgdata)
            return
        shutil.rmtree(draft, ignore_errors=True)
    raise ImproperlyConfigured(f"No database could be made in {pgdata.parent}, twice: {said}. Start again.")


def filled(draft: Path) -> str:
    """Make a database in an empty folder; return why it could not be made, nothing where it could."""
    if os.geteuid() == 0:
        os.chown(draft, *postgres_programs.owner())
    told = ("--auth=trust", "--encoding=utf8", "--username", SUPERUSER, "--pgdata", str(draft))
    return postgres_programs.call("initdb", *told, within_s=60)


def settled(pgdata: Path) -> bool:
    """Wait for what is under way in the folder; return whether a server answers, or nothing is left."""
    if is_within(PATIENCE_S, lambda: answers(pgdata) or not at_work(pgdata)):
        return forget_the_dead_one(pgdata)
    leftovers.send(signal.SIGQUIT, at_work(pgdata))
    if not is_within(STOP_S, lambda: not at_work(pgdata)):
        leftovers.send(signal.SIGKILL, at_work(pgdata))
    if not is_within(STOP_S, lambda: not at_work(pgdata)):
        pids = " ".join(map(str, sorted(at_work(pgdata))))
        raise DatabaseHeld(
            f"A PostgreSQL that does not end holds {pgdata} (process {pids}). End it and start "
            f"again: kill -9 {pids}"
        )
    return forget_the_dead_one(pgdata)


def forget_the_dead_one(pgdata: Path) -> bool:
    """Return whether a server answers; remove the notes of a dead one.

    Others may have its number now, or nobody fetched its end (a container without an init): PostgreSQL
    takes either for a server that runs.
    """
    if answers(pgdata):
        return True
    for name in NOTES:
        (pgdata / name).unlink(missing_ok=True)
    return False


def start(pgdata: Path) -> None:
    """Start the server and wait until it has recovered; raise ImproperlyConfigured with its last words."""
    refuse_full_disk(pgdata)
    postgres_programs.open_the_way_to(pgdata)
    options = f"-h '' -k {shlex.quote(str(pgdata))}"
    told = ("-w", "-t", f"{START_S:.0f}", "-o", options, "-l", str(pgdata / "log"), "-D", str(pgdata))
    said = postgres_programs.call("pg_ctl", *told, "start", within_s=START_S + 5)
    if said and not answers(pgdata):
        raise ImproperlyConfigured(f"The database in {pgdata} does not start: {last_words(pgdata) or said}")


def stop_unless_used(pgdata: Path) -> None:
    """Strike ourselves out, and stop the server when nobody else is there who uses it."""
    with alone(pgdata):
        others = users(pgdata) - {os.getpid()}
        write_users(pgdata, others)
        if not others:
            stop(pgdata)


def stop(pgdata: Path) -> None:
    """Stop the server: in order, then at once, then with all its processes."""
    for mode in ("fast", "immediate"):
        if not at_work(pgdata):
            return
        postgres_programs.call(
            "pg_ctl", "-w", "-t", f"{STOP_S:.0f}", "-D", str(pgdata), "-m", mode, "stop", within_s=STOP_S + 5
        )
    leftovers.send(signal.SIGKILL, at_work(pgdata))


def answers(pgdata: Path) -> bool:
    """Return whether a server of this folder takes connections."""
    lines = notes(pgdata)
    if len(lines) <= STATUS_LINE or lines[STATUS_LINE].strip() != "ready":
        return False
    return at_work(pgdata) != set() and not postgres_programs.call(
        "pg_isready", "-q", "-t", "3", "-h", lines[SOCKET_FOLDER_LINE], within_s=5
    )


def is_gone(pgdata: Path) -> bool:
    """Return whether the server's first process is no longer there; cheap enough to be asked all the time."""
    lines = notes(pgdata)
    return not lines or not lines[0].strip().isdecimal() or not leftovers.began(int(lines[0]))


def at_work(pgdata: Path) -> set[int]:
    """Return the server's processes: they all stand in its folder, even when the first of them is gone."""
    return {pid for pid in leftovers.processes() if leftovers.stands_in(pid, pgdata, "postgres")}


def notes(pgdata: Path) -> list[str]:
    """Return what the server has noted of itself, nothing when there is none."""
    try:
        return (pgdata / "postmaster.pid").read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return []


def last_words(pgdata: Path) -> str:
    try:
        lines = (pgdata / "log").read_text(errors="replace").splitlines()
    except OSError:
        return ""
    grave = [line for line in lines[-20:] if "FATAL" in line or "PANIC" in line or "could not" in line]
    return " | ".join(grave or lines[-1:])[-postgres_programs.LAST_WORDS :]


@contextmanager
def alone(pgdata: Path) -> Iterator[None]:
    """Hold the lock of starting and stopping, which the end of a process gives back however it ends."""
    place = pgdata.parent / "run"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place / "database.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def register(pgdata: Path) -> None:
    """Note that this process uses the server."""
    with alone(pgdata):
        write_users(pgdata, users(pgdata) | {os.getpid()})


def users(pgdata: Path) -> set[int]:
    """Return the living processes that use the server; a note that was cut off names nobody."""
    try:
        noted = json.loads((pgdata.parent / "run" / USERS).read_text())
        return {pid for pid, since in noted if since and leftovers.began(pid) == since}
    except (FileNotFoundError, ValueError, TypeError):
        return set()


def write_users(pgdata: Path, pids: set[int]) -> None:
    noted = [(pid, leftovers.began(pid)) for pid in sorted(pids)]
    (pgdata.parent / "run" / USERS).write_text(json.dumps(noted))


def is_within(seconds: float, condition: Callable[[], bool]) -> bool:
    """Return whether something comes true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(_LOOK_AGAIN_S)
    return True
