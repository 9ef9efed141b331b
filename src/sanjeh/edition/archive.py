"""An edition as one file to take away, and back: the same edition always gives the same bytes."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO

from sanjeh.core.text.words import Translatable
from sanjeh.edition import documents
from sanjeh.engine.foreign_files import UnfitFile, opened

IN_MEMORY = 8_000_000  # bytes; a larger archive is put together on disk
MOST_BYTES = 4_000_000_000  # an archive that claims to hold more is not one of ours
MOST_FILES = 100  # an edition has about ten
# Our tables shrink to a tenth; a thousandth, the most that this packing can do, is a bomb.
MOST_SHRUNK, SURELY_HARMLESS_BYTES = 100, 50_000_000
TIMELESS = (1980, 1, 1, 0, 0, 0)


NO_EDITION = Translatable(
    "در {file} یک ویراست با فهرست پرونده‌هایش نیست. پوشه‌ی یک ویراست یا پرونده‌ی zip آن از داده‌ی باز را بدهید."
)
TOO_LARGE = Translatable("{file} می‌گوید که بیش از {bytes} بایت در خود دارد.")
TOO_MANY = Translatable("{file} بیش از {most} پرونده در خود دارد.")
BOMB = Translatable("{file} پس از باز شدن بیش از {times} برابر می‌شود؛ هیچ ویراستی چنین نیست.")
TWICE = Translatable("در {file} دو پرونده به نام «{name}» هست.")
BESIDE = Translatable("در {file} بیرون از پوشه‌ی ویراست هم پرونده‌ای هست: «{name}».")
NO_ZIP = Translatable(
    "{file} پرونده‌ی zip نیست ({detail}). پوشه‌ی یک ویراست یا پرونده‌ی zip آن از داده‌ی باز را بدهید."
)


class NotAnArchive(ValueError):
    """The file is no archive of an edition; `says` tells why."""

    def __init__(self, says: Translatable) -> None:
        super().__init__(str(says))
        self.says = says


def archive_name(round_code: str, number: int) -> str:
    """Return the name of the archive, and of the folder in it, without its ending."""
    return f"sanjeh-{round_code}-{number}"


def write_archive(folder: Path, names: Iterable[str], root: str) -> IO[bytes]:
    """Return an open file with these files of the folder below one folder named `root`."""
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- whoever sends it closes it
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(names):
            entry = zipfile.ZipInfo(f"{root}/{name}", TIMELESS)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, (folder / name).read_bytes())
    file.seek(0)
    return file


@contextmanager
def opened_archive(path: Path) -> Iterator[Path]:
    """Give the folder of the edition that the archive holds; raise NotAnArchive."""
    with TemporaryDirectory(prefix="sanjeh-edition-") as folder:
        extract(path, Path(folder))
        yield edition_below(Path(folder), path.name)


def edition_below(folder: Path, file: str) -> Path:
    """Return the only folder with a manifest; raise NotAnArchive where there is none, or more beside it."""
    manifests = list(folder.rglob(documents.MANIFEST))
    if len(manifests) != 1:
        raise NotAnArchive(NO_EDITION.filled(file=file))
    edition = manifests[0].parent
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.parent != edition:
            raise NotAnArchive(BESIDE.filled(file=file, name=str(path.relative_to(folder))))
    return edition


def extract(path: Path, folder: Path) -> None:
    """Unpack an archive that is no bomb, and says of no name twice what it holds; raise NotAnArchive."""
    try:
        with opened(path) as file, zipfile.ZipFile(file) as archive:
            refuse_unfit(archive.infolist(), path)
            archive.extractall(folder)
    except UnfitFile as unfit:
        raise NotAnArchive(unfit.says) from unfit
    # Also one with a password (RuntimeError), of a packing that we do not know, or one that ends too soon.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as broken:
        if isinstance(broken, NotAnArchive):
            raise
        raise NotAnArchive(NO_ZIP.filled(file=path.name, detail=str(broken))) from broken


def refuse_unfit(entries: Sequence[zipfile.ZipInfo], path: Path) -> None:
    size = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_FILES:
        raise NotAnArchive(TOO_MANY.filled(file=path.name, most=MOST_FILES))
    if size > MOST_BYTES:
        raise NotAnArchive(TOO_LARGE.filled(file=path.name, bytes=MOST_BYTES))
    if size > max(SURELY_HARMLESS_BYTES, MOST_SHRUNK * path.stat().st_size):
        raise NotAnArchive(BOMB.filled(file=path.name, times=MOST_SHRUNK))
    for name, times in Counter(entry.filename for entry in entries).items():
        if times > 1:
            raise NotAnArchive(TWICE.filled(file=path.name, name=name))
