"""An edition as one file to take away, and back: the same edition always gives the same bytes."""

import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import SpooledTemporaryFile, TemporaryDirectory
from typing import IO

from sanjeh.core.text.words import Translatable
from sanjeh.edition import documents

IN_MEMORY = 8_000_000  # bytes; a larger archive is put together on disk
MOST_BYTES = 4_000_000_000  # an archive that claims to hold more is not one of ours
TIMELESS = (1980, 1, 1, 0, 0, 0)


NO_EDITION = Translatable(
    "در {file} یک ویراست با فهرست پرونده‌هایش نیست. پوشه‌ی یک ویراست یا پرونده‌ی zip آن از داده‌ی باز را بدهید."
)
TOO_LARGE = Translatable("{file} می‌گوید که بیش از {bytes} بایت در خود دارد.")
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
        manifests = list(Path(folder).rglob(documents.MANIFEST))
        if len(manifests) != 1:
            raise NotAnArchive(NO_EDITION.filled(file=path.name))
        yield manifests[0].parent


def extract(path: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise NotAnArchive(TOO_LARGE.filled(file=path.name, bytes=MOST_BYTES))
            archive.extractall(folder)
    except zipfile.BadZipFile as broken:
        raise NotAnArchive(NO_ZIP.filled(file=path.name, detail=str(broken))) from broken
