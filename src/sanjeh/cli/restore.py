"""`sanjeh restore`: an installation from its backup, or only the question whether that would succeed."""

import os
import sys
from pathlib import Path

import click

from sanjeh.cli.backup import told
from sanjeh.cli.lazy import mistakes_told
from sanjeh.cli.tell import tell
from sanjeh.config import environment
from sanjeh.operate import installation
from sanjeh.operate.backup import archive
from sanjeh.operate.backup.check import check as checked
from sanjeh.operate.backup.restore import refuse_used_folder, restore_keys
from sanjeh.operate.backup.restore import restore as restored
from sanjeh.operate.backup.take import KEYS

DIFFERENT, USAGE = 1, 2
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
GIVEN = ("SANJEH_SECRET_KEY", "SANJEH_SIGNING_KEY", "SANJEH_SEALING_KEY")


@click.command()
@click.argument("file", type=FILE)
@click.option("--check", is_flag=True, help="Only try it, in a scratch database; nothing is changed.")
@click.option("--keys", type=FILE, metavar="FILE", help="The keys, from the file that the backup wrote.")
@click.option("--new-keys", is_flag=True, help="Make new keys: the words of complaints stay unreadable.")
def restore(file: Path, keys: Path | None, *, check: bool, new_keys: bool) -> None:
    """Bring an installation back from FILE, into an empty data folder and an empty database.

    Every row, file, journal line and edition is counted again. Exit status: 0 all is as it was, 1 something
    is not, 2 usage.
    """
    try:
        with mistakes_told():
            manifest, wrong = try_it(file) if check else bring_back(file, keys, new_keys=new_keys)
    except (archive.NoBackup, installation.CannotStart) as problem:
        tell(str(problem), err=True)
        sys.exit(DIFFERENT if isinstance(problem, archive.NoBackup) else USAGE)
    for one in wrong:
        tell(one, err=True)
    tell(f"{told(file, manifest)}: {'all as it was' if not wrong else f'{len(wrong)} things differ'}.")
    sys.exit(DIFFERENT if wrong else 0)


def try_it(file: Path) -> tuple[archive.Manifest, tuple[str, ...]]:
    """Restore beside the backup, where there is room for one of its size."""
    return checked(file, file.absolute().parent)


def bring_back(file: Path, keys: Path | None, *, new_keys: bool) -> tuple[archive.Manifest, tuple[str, ...]]:
    data = installation.data_folder()
    with installation.alone_in(data):
        refuse_used_folder(data)
        if keys:
            restore_keys(keys, data)
        if not (new_keys or are_given(data)):
            raise installation.CannotStart(
                "Where are the keys? Give the file that the backup wrote (--keys FILE), or say --new-keys: "
                "then the words of complaints stay unreadable, and editions are signed by another key."
            )
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanjeh.config.settings")
        with installation.opened():
            return restored(file, data)


def are_given(data: Path) -> bool:
    """Return whether every key is in the environment or lies in the folder already."""
    return all(
        environment.hidden(name) or (data / key).is_file() for name, key in zip(GIVEN, KEYS, strict=True)
    )
