"""Where the pages of an installation are served at this moment, as whoever serves them has noted it."""

import os
from pathlib import Path

from sanjeh.config import leftovers

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 -- what was listened on, told as one reaches it


def note(data: Path, host: str, port: int) -> None:
    """Note where this process serves the pages."""
    pid = os.getpid()
    note_in(data).write_text(f"{pid} {leftovers.began(pid)} {origin(host, port)}\n", "ascii")


def origin_of(data: Path) -> str | None:
    """Return where the pages are served, or None where whoever noted it has ended."""
    try:
        pid, since, where = note_in(data).read_text("ascii").split()
    except (FileNotFoundError, ValueError):
        return None
    return where if leftovers.began(int(pid)) == since else None


def note_in(data: Path) -> Path:
    return data / "served-at"


def origin(host: str, port: int) -> str:
    """Return the address as a browser on this machine takes it."""
    reached = EVERYWHERE.get(host, host)
    return f"http://[{reached}]:{port}" if ":" in reached else f"http://{reached}:{port}"
