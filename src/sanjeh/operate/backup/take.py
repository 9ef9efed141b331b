"""Taking a backup while pages and workers go on."""

import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

import psycopg

import sanjeh
from sanjeh.config import database
from sanjeh.operate.backup import archive, dump
from sanjeh.operate.backup.figures import Figures, figures_of

KEYS = ("secret-key", "signing-key", "sealing-key")


def take(data: Path, target: Path, settings: dict[str, object], now: datetime) -> archive.Manifest:
    """Write a backup into a new file, which bears its name only once it is whole; return its manifest.

    First the database, of one moment, then the folders, which only grow: nothing that it names is missing.
    """
    draft = target.with_name(f".{target.name}.part")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as beside:
        dumped = Path(beside) / archive.DUMP
        figures = dump_and_count(settings, dumped)
        with tarfile.open(draft, "w", format=tarfile.PAX_FORMAT) as tar:
            files = {archive.DUMP: archive.pack(tar, dumped, archive.DUMP)}
            for name in archive.FOLDERS:
                files |= archive.pack_folder(tar, data / name, name)
            manifest = archive.Manifest(
                format=archive.FORMAT, sanjeh=sanjeh.__version__, made_at=now, figures=figures, files=files
            )
            archive.close(tar, manifest)
    draft.chmod(0o600)
    draft.rename(target)
    return manifest


def dump_and_count(settings: dict[str, object], target: Path) -> Figures:
    """Dump the database, and count what the dump holds in the very same snapshot."""
    with psycopg.connect(database.conninfo(settings)) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        [snapshot] = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        dump.dump(settings, str(snapshot), target)
        return figures_of(connection)


def keep_keys(data: Path, target: Path) -> tuple[str, ...]:
    """Write the keys of the data folder into a new file that we alone may read; return their names."""
    there = tuple(name for name in KEYS if (data / name).is_file())
    target.touch(mode=0o600, exist_ok=False)
    with tarfile.open(target, "w") as tar:
        for name in there:
            archive.pack(tar, data / name, name)
    return there
