"""The file of a backup: a tar of the dump and the folders, with a manifest of all digests at its end."""

import hashlib
import io
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO, Literal

from pydantic import BaseModel, ConfigDict

from sanjeh.operate.backup.figures import Figures

FORMAT = 1
PLAIN: Literal["r:"] = "r:"  # nothing of ours is compressed: a few kilobytes that are could fill a disk
DUMP, MANIFEST = "database.dump", "manifest.json"
# Packages for an archive are left out: they hold words of complaints in clear, which a backup has under keys
# alone, and what no archive has confirmed is made again from what is here.
FOLDERS = ("evidence", "editions", "letters")


class NoBackup(Exception):
    """This file is no backup of ours, or one that was cut off or changed."""


class Manifest(BaseModel):
    """What a backup holds; `files` maps each name to its SHA-256."""

    model_config = ConfigDict(frozen=True)

    format: int
    sanjeh: str
    made_at: datetime
    figures: Figures
    files: dict[str, str]


class Counted:
    """A file that is read through, and its SHA-256 at the end."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        some = self.file.read(size)
        self.digest.update(some)
        return some


def pack(tar: tarfile.TarFile, path: Path, name: str) -> str:
    """Add a file under this name; return its SHA-256."""
    with path.open("rb") as file:
        counted = Counted(file)
        info = tar.gettarinfo(arcname=name, fileobj=file)
        info.uid = info.gid = 0
        info.uname = info.gname = ""
        tar.addfile(info, counted)
        return counted.digest.hexdigest()


def pack_folder(tar: tarfile.TarFile, folder: Path, name: str) -> Iterator[tuple[str, str]]:
    """Add all files below a folder, and yield each with its SHA-256; what goes meanwhile is left out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            inside = f"{name}/{path.relative_to(folder).as_posix()}"
            with suppress(FileNotFoundError):  # evidence that is pruned, or a file that was being written
                yield inside, pack(tar, path, inside)


def close(tar: tarfile.TarFile, manifest: Manifest) -> None:
    """Write the manifest, which says by being there that the backup is whole."""
    text = manifest.model_dump_json(indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size, info.mtime = len(text), int(manifest.made_at.timestamp())
    tar.addfile(info, io.BytesIO(text))


def unpack(file: Path, target: Path) -> Manifest:
    """Unpack a backup below a folder and return its manifest; raise NoBackup with what is wrong first."""
    try:
        with tarfile.open(file, PLAIN) as tar:
            found = {one.name: taken(tar, one, target) for one in tar}
        manifest = Manifest.model_validate_json((target / MANIFEST).read_bytes())
    # ValueError: what stands in the heads of a tar may be no number, no name, or no manifest.
    except (tarfile.TarError, OSError, ValueError, OverflowError) as problem:
        why = "its manifest is missing" if isinstance(problem, FileNotFoundError) else type(problem).__name__
        raise NoBackup(f"{file} is no whole backup ({why}).") from None
    if manifest.format != FORMAT:
        raise NoBackup(f"{file} has the form {manifest.format}, and this release reads {FORMAT}.")
    found.pop(MANIFEST, "")
    if wrong := sorted({name for name, _ in manifest.files.items() ^ found.items()}):
        raise NoBackup(f"{file} was changed: {wrong[0]} is not what its manifest says ({len(wrong)} such).")
    return manifest


def taken(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> str:
    """Unpack one file and return its SHA-256; whatever is no plain file below the target is refused.

    A file with holes would be as large as it says, and would be read to that end.
    """
    if not member.isfile() or member.issparse():
        raise tarfile.TarError(member.name)
    tar.extract(member, target, filter="data")
    return digest_of(target / member.name)


def digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
