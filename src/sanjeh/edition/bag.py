"""A folder that describes and proves itself, for an archive: BagIt 1.0 (RFC 8493), with SHA-512.

DIR/bagit.txt               which standard this is
DIR/bag-info.txt            what it holds, from whom, since when
DIR/manifest-sha512.txt     the digest of every file of the payload
DIR/tagmanifest-sha512.txt  the digests of the three files above
DIR/data/                   the payload
"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sanjeh.engine.foreign_files import opened

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
DECLARED, INFO, MANIFEST, TAG_MANIFEST = (
    "bagit.txt",
    "bag-info.txt",
    "manifest-sha512.txt",
    "tagmanifest-sha512.txt",
)
PAYLOAD = "data"


class BagExists(Exception):
    """There is something of this name already: a package is never written over."""


class BagNotWritten(Exception):
    """The disk is full, or the folder cannot be written; nothing of the package is left there."""

    def __init__(self, folder: Path, detail: str) -> None:
        super().__init__(f"{folder}: {detail}")
        self.folder, self.detail = folder, detail


@dataclass(frozen=True, slots=True)
class Sealed:
    """What is known of a bag once its payload is complete."""

    manifest_sha512: str
    payload_bytes: int
    payload_files: int


class OpenBag:
    """A bag that is being filled: whatever lies in `payload` is sealed at the end."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.payload = folder / PAYLOAD

    def write(self, name: str, content: str | bytes) -> None:
        """Put one file into the payload; `name` is its path there."""
        path = self.payload / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def seal(self, about: Mapping[str, str]) -> Sealed:
        """Write the manifests; `about` are the lines of bag-info.txt besides the size of the payload."""
        files = {name: digest_of(self._folder / name) for name in files_in(self._folder)}
        size = sum((self._folder / name).stat().st_size for name in files)
        info = {**about, "Payload-Oxum": f"{size}.{len(files)}"}
        tags = {
            DECLARED: DECLARATION,
            INFO: "".join(f"{label}: {' '.join(text.split())}\n" for label, text in info.items()).encode(),
            MANIFEST: listed(files),
        }
        tags[TAG_MANIFEST] = listed({name: sha512(content) for name, content in tags.items()})
        for name, content in tags.items():
            (self._folder / name).write_bytes(content)
        return Sealed(sha512(tags[MANIFEST]), size, len(files))


@contextmanager
def new_bag(folder: Path) -> Iterator[OpenBag]:
    """Give a bag to be filled and sealed; it gets its name at the end, whole, or leaves nothing behind.

    Raise BagExists or BagNotWritten.
    """
    if os.path.lexists(folder):
        raise BagExists(str(folder))
    draft: Path | None = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        (draft / PAYLOAD).mkdir()
        yield OpenBag(draft)
        reach_disk(draft)
        draft.chmod(0o755)
        draft.rename(folder)
    except OSError as problem:
        raise BagNotWritten(folder, problem.strerror or str(problem)) from problem
    finally:
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)  # it has its name by now, or is of no use


def files_in(folder: Path) -> list[str]:
    """Return the plain files of a bag's payload, as a manifest names them; no link is followed."""
    found = (
        Path(above, name).relative_to(folder).as_posix()
        for above, _, names in os.walk(folder / PAYLOAD)
        for name in names
    )
    return sorted(found)


def listed(digests: Mapping[str, str]) -> bytes:
    return "".join(f"{digest}  {encoded(name)}\n" for name, digest in sorted(digests.items())).encode()


def encoded(name: str) -> str:
    """Write a path as a manifest has it: line breaks and the sign of the code itself are coded."""
    return name.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def decoded(text: str) -> str:
    return text.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")


def sha512(content: bytes) -> str:
    return hashlib.sha512(content).hexdigest()


def digest_of(path: Path) -> str:
    """Return the SHA-512 of a plain file, however large; raise UnfitFile or FileNotFoundError."""
    with opened(path, follow_links=False) as file:
        return hashlib.file_digest(file, "sha512").hexdigest()


def reach_disk(folder: Path) -> None:
    """Return once all of it is on the disk: a table may say the moment after that it is there."""
    for above, folders, names in os.walk(folder):
        for name in (*folders, *names, "."):
            descriptor = os.open(Path(above, name), os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
