"""The mark of a data folder that holds a demo and nothing else, and the emptying of such a folder.

A folder gets the mark only while nothing is in it yet: what holds a real installation never becomes a demo.
"""

import shutil
from pathlib import Path

from sanjeh.config import environment
from sanjeh.config.demo_mark import is_database_elsewhere, marker
from sanjeh.operate.installation import CannotStart, alone_in

# What an installation, and the demo in it, keeps in its data folder.
OURS = frozenset(
    {
        "backups",
        "demo",
        "editions",
        "evidence",
        "last-backup.json",
        "letters",
        "logs",
        "office-password",
        "postgres",
        "run",
        "sealing-key",
        "secret-key",
        "served-at",
        "signing-key",
        "static",
    }
)
KEPT = frozenset({"backups", "editions", "evidence", "letters", "postgres"})  # by any installation
LOCK = "lock"  # held while the folder is emptied


class NoDemo(CannotStart):
    """This folder was never a demo's alone."""

    def __init__(self, data: Path) -> None:
        super().__init__(
            f"{data} holds no demo: only a folder in which `sanjeh run` was the first thing ever done can be "
            "emptied. Nothing was touched."
        )


class NotForADemo(CannotStart):
    """What is there belongs to somebody: a fictional country has no place among it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} is no demo's, and `sanjeh run` would bring a fictional country and people without a "
            "second factor into it. Choose an empty folder of its own: SANJEH_DATA=other make run"
        )


class ElsewhereToo(CannotStart):
    """The tables of this demo lie in a database that is not ours to empty."""

    def __init__(self) -> None:
        super().__init__(
            "The tables of this demo are in the database of DATABASE_URL, which is not ours to empty. "
            "Drop that database, unset DATABASE_URL and try again. Nothing was touched."
        )


class StrangeFiles(CannotStart):
    """Something lies in the folder that no demo has put there."""

    def __init__(self, data: Path, names: tuple[str, ...]) -> None:
        super().__init__(
            f"{data} also holds what is not of the demo: {', '.join(names)}. Move it away and try again. "
            "Nothing was touched."
        )


def mark(data: Path) -> None:
    """Mark the folder as a demo's where nothing was ever kept in it; leave every other as it is."""
    if environment.hidden("DATABASE_URL") or any((data / name).exists() for name in KEPT):
        return
    marker(data).parent.mkdir(parents=True, exist_ok=True)
    marker(data).touch()


def refuse_real(data: Path) -> None:
    """Raise NotForADemo unless folder and database are those of a demo."""
    if not marker(data).is_file():
        raise NotForADemo(str(data))
    if is_database_elsewhere(data):
        raise NotForADemo("The database of DATABASE_URL")


def empty(data: Path) -> None:
    """Remove everything of the demo; raise NoDemo, ElsewhereToo, StrangeFiles, or AlreadyRunning."""
    if not marker(data).is_file():
        raise NoDemo(data)
    if environment.hidden("DATABASE_URL"):
        raise ElsewhereToo
    if strange := tuple(sorted({one.name for one in data.iterdir()} - OURS - {LOCK})):
        raise StrangeFiles(data, strange)
    with alone_in(data):
        # The mark goes last: what is cut off meanwhile is emptied by the next try.
        for one in sorted(data.iterdir(), key=lambda one: (one.name == "demo", one.name)):
            if one.name != LOCK:
                remove(one)


def remove(one: Path) -> None:
    if one.is_dir() and not one.is_symlink():
        shutil.rmtree(one)
    else:
        one.unlink()
