"""Bringing an installation back into an empty data folder and an empty database."""

import shutil
import tarfile
import tempfile
from pathlib import Path

from django.db import connection

from sanjeh.config import database
from sanjeh.operate import schema
from sanjeh.operate.backup import archive, dump
from sanjeh.operate.backup.check import wrong_in
from sanjeh.operate.backup.take import KEYS
from sanjeh.operate.installation import CannotStart


class NotEmpty(CannotStart):
    """Something is there already, and nothing of it is overwritten."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is not empty, and a restore overwrites nothing: name an empty folder "
            "(SANJEH_DATA=/srv/sanjeh) and, with DATABASE_URL, an empty database."
        )


def refuse_used_folder(data: Path) -> None:
    """Raise NotEmpty for a data folder that holds evidence, editions or a database."""
    for name in (*archive.FOLDERS, "postgres"):
        if (data / name).is_dir() and any((data / name).iterdir()):
            raise NotEmpty(str(data / name))


def restore_keys(file: Path, data: Path) -> tuple[str, ...]:
    """Put the keys of their own file into the data folder; raise NotEmpty where others lie there."""
    with tempfile.TemporaryDirectory(dir=data, prefix=".keys-") as scratch, tarfile.open(file) as tar:
        named = tuple(one.name for one in tar if one.name in KEYS and one.isfile())
        for name in named:
            tar.extract(name, scratch, filter="data")
            key = Path(scratch) / name
            if (data / name).exists() and (data / name).read_bytes() != key.read_bytes():
                raise NotEmpty(str(data / name))
            key.chmod(0o600)
            key.rename(data / name)
    return named


def restore(file: Path, data: Path) -> tuple[archive.Manifest, tuple[str, ...]]:
    """Fill folder and database; return the manifest, and what is not as it was kept.

    The running Django is that of the empty database. Its tables are the owner's, and brought to this version.
    """
    settings = database.owner_settings(connection.settings_dict)
    if schema.has_tables():
        raise NotEmpty(f"The database {settings['NAME']}")
    with tempfile.TemporaryDirectory(dir=data, prefix=".restore-") as scratch:
        home = Path(scratch)
        manifest = archive.unpack(file, home)
        dump.load(settings, home / archive.DUMP)
        wrong = tuple(wrong_in(home, manifest, settings))
        for name in archive.FOLDERS:
            if (home / name).is_dir():
                shutil.rmtree(data / name, ignore_errors=True)
                (home / name).rename(data / name)
    schema.bring_up_to_date()
    return manifest, wrong
