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

LONGEST_KEY = 10_000


class NotEmpty(CannotStart):
    """Something is there already, and nothing of it is overwritten."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} is not empty, and a restore overwrites nothing: name an empty folder "
            "(SANJEH_DATA=/srv/sanjeh) and, with DATABASE_URL, an empty database."
        )


class NoKeys(CannotStart):
    """Nothing in this file is a key of an installation."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            f"{file} holds no keys: give the file that `sanjeh backup FILE --keys KEYS` wrote beside "
            "the backup."
        )


def refuse_used_folder(data: Path) -> None:
    """Raise NotEmpty for a data folder that holds evidence, editions, letters or a database."""
    for name in (*archive.FOLDERS, "postgres"):
        if (data / name).is_dir() and any((data / name).iterdir()):
            raise NotEmpty(str(data / name))


def restore_keys(file: Path, data: Path) -> tuple[str, ...]:
    """Put the keys of their own file into the data folder; raise NotEmpty where others lie there.

    Raise NoKeys for a file that holds none.
    """
    found = keys_in(file)
    for name, key in found.items():
        if (data / name).exists() and (data / name).read_bytes() != key:
            raise NotEmpty(str(data / name))
    for name, key in found.items():
        draft = data / f".{name}.part"
        draft.touch(mode=0o600)
        draft.write_bytes(key)
        draft.rename(data / name)
    return tuple(found)


def keys_in(file: Path) -> dict[str, bytes]:
    """Return the keys that a file holds; raise NoKeys where it is no file of keys, or one of another size."""
    try:
        with tarfile.open(file, archive.PLAIN) as tar:
            plain = [one for one in tar if one.name in KEYS and one.isfile() and 0 < one.size <= LONGEST_KEY]
            read = {one.name: tar.extractfile(one) for one in plain}
            found = {name: content.read(LONGEST_KEY) for name, content in read.items() if content}
    except (tarfile.TarError, OSError, ValueError, OverflowError):
        found = {}
    if not found:
        raise NoKeys(file)
    return found


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
