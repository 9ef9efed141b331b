"""Evidence on disk: every byte string once, addressed by its SHA-256, beside the captures that name it.

DIR/manifest.json     versions of everything, the methodology, when and from where
DIR/captures.jsonl    one capture a line, in the order of the targets and looks
DIR/blobs/ab/abcd….zst
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import zstandard
from pydantic import ValidationError

from sanjeh.core.integrity.canonical_json import canonical_json
from sanjeh.core.probing.contracts import Capture, Frozen
from sanjeh.engine.atomic_write import UNFINISHED, write_file
from sanjeh.engine.digests import DIGEST
from sanjeh.engine.foreign_files import UnfitFile, content_of, measured, opened

LAYOUT = 1
UNFIT = "is no plain file, cannot be read, or is larger than anything that is kept"
# The largest thing that is kept is a page's log or its picture, of some ten megabytes.
MOST_BYTES = 100_000_000
MOST_CAPTURE_BYTES = 50_000_000
MOST_MANIFEST_BYTES = 50_000_000  # a round of 100,000 addresses names each of them


class EvidenceDamaged(Exception):
    """What lies in the folder is not what was kept; `path` says where."""

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem


class EvidenceGone(KeyError):
    """Nothing is kept under this digest: it never was, or its time was over."""

    def __init__(self, digest: str) -> None:
        super().__init__(digest)
        self.digest = digest


class Ingredient(Frozen):
    """One thing that somebody publishes in versions; `date` is when it changed last, where that is known.

    The SHA-256 is that of the file; of roots it is that of the sorted SHA-256s of their certificates (DER),
    so that the same roots in another order, or in many files, are the same store.
    """

    name: str
    version: str = ""
    sha256: str = ""
    date: str = ""


class Manifest(Frozen):
    """What a reader in ten years needs to know of the folder.

    `methodology_text` is a digest, and so are `ruleset_texts`, by probe. `captures_sha256` is that of the
    file of captures, written when the last of them was in it, and empty while they are taken. `targets` are
    the addresses in the order in which they were asked for; the captures may come in another.
    """

    layout: int = LAYOUT
    sanjeh: str
    vantage: str
    taken_at: str
    tools: dict[str, str]
    looks: dict[str, int]
    probes: dict[str, int]
    targets: tuple[str, ...]
    methodology: str
    methodology_hash: str
    methodology_text: str = ""
    ruleset_texts: dict[str, str] = {}
    ingredients: tuple[Ingredient, ...] = ()
    captures_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Blob:
    """Bytes that are kept: their name, how many bytes they take packed, when they were last kept."""

    digest: str
    packed_bytes: int
    kept_at: datetime


class EvidenceStore:
    """Keeps and reads evidence in one folder; safe for several writers on one file system."""

    def __init__(self, folder: Path) -> None:
        self._blobs = folder / "blobs"
        self._captures = folder / "captures.jsonl"
        self._manifest = folder / "manifest.json"

    def keep(self, content: bytes) -> str:
        """Keep the bytes (once) and return their SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if not _is_young_again(path):
            write_file(path, zstandard.ZstdCompressor(level=3).compress(content))
        return digest

    def read(self, digest: str) -> bytes:
        """Return what was kept; raise EvidenceGone when nothing was, EvidenceDamaged when it has changed."""
        path = self._path(digest)
        try:
            packed = content_of(path, MOST_BYTES, follow_links=False)
        except FileNotFoundError:
            raise EvidenceGone(digest) from None
        except UnfitFile:
            raise EvidenceDamaged(path, UNFIT) from None
        return _checked(packed, digest, path)

    def holds(self, digest: str) -> bool:
        """Return whether these bytes are still here."""
        return self._path(digest).exists()

    def blobs(self) -> Iterator[Blob]:
        """Yield everything that is kept, in the order of its names."""
        for path in filter(self._is_blob, sorted(self._blobs.glob("??/*.zst"))):
            yield Blob(path.stem, path.stat().st_size, _changed_at(path))

    def strays(self) -> Iterator[Path]:
        """Yield the files beside what is kept: of a writer that was cut off, or somebody else's."""
        files = (path for path in sorted(self._blobs.rglob("*")) if path.is_symlink() or not path.is_dir())
        return (path for path in files if not self._is_blob(path))

    def clear_unfinished(self, before: datetime) -> int:
        """Remove what writers left that were cut off before this moment; return how many there were."""
        left = [path for path in self._blobs.rglob(f"{UNFINISHED}*") if _changed_at(path) < before]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def kept_at(self, digest: str) -> datetime | None:
        """Return when these bytes were last kept, None when they are not."""
        path = self._path(digest)
        return _changed_at(path) if path.exists() else None

    def _is_blob(self, path: Path) -> bool:
        return bool(DIGEST.fullmatch(path.stem)) and path == self._path(path.stem)

    def remove(self, digest: str) -> None:
        """Forget the bytes; their digest stays wherever it is named."""
        self._path(digest).unlink(missing_ok=True)

    def take_over(self, digest: str, other: "EvidenceStore") -> None:
        """Keep what the other store keeps, without unpacking it; raise EvidenceGone when it does not."""
        path = self._path(digest)
        if _is_young_again(path):
            return
        try:
            write_file(path, other._path(digest).read_bytes())  # noqa: SLF001 - one of us
        except FileNotFoundError:
            raise EvidenceGone(digest) from None

    def _path(self, digest: str) -> Path:
        # A digest comes out of a file: one that is not 64 hex digits must never become a path.
        if not DIGEST.fullmatch(digest):
            raise EvidenceGone(digest)
        return self._blobs / digest[:2] / f"{digest}.zst"

    @property
    def is_used(self) -> bool:
        """Whether the folder already holds evidence."""
        return self._manifest.exists() or self._captures.exists()

    def add_captures(self, captures: Iterable[Capture]) -> None:
        """Append captures; a line is written whole or not at all, whoever else is writing."""
        lines = "".join(f"{canonical_json(capture.model_dump(mode='json'))}\n" for capture in captures)
        self._captures.parent.mkdir(parents=True, exist_ok=True)
        with self._captures.open("ab+") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            _drop_half_a_line(file)
            file.write(lines.encode())

    @property
    def captures_sha256(self) -> str:
        """The digest of the file of captures as it is now; raise EvidenceDamaged when there is none."""
        try:
            return measured(self._captures)[1]
        except FileNotFoundError as missing:
            raise EvidenceDamaged(self._captures, str(missing)) from None
        except UnfitFile:
            raise EvidenceDamaged(self._captures, UNFIT) from None

    def captures(self) -> tuple[Capture, ...]:
        """Return all captures in the order in which they were added."""
        return tuple(self._read_captures())

    def _read_captures(self) -> Iterator[Capture]:
        try:
            with opened(self._captures, follow_links=False) as file:
                for number, line in enumerate(iter(lambda: file.readline(MOST_CAPTURE_BYTES), b""), start=1):
                    # Without a line break it is the line of a writer that was cut off: no capture yet.
                    if line.endswith(b"\n"):
                        yield self._read_capture(number, line)
                    elif len(line) == MOST_CAPTURE_BYTES:
                        raise EvidenceDamaged(self._captures, f"line {number} is longer than any capture")
        except FileNotFoundError as missing:
            raise EvidenceDamaged(self._captures, str(missing)) from None
        except UnfitFile:
            raise EvidenceDamaged(self._captures, UNFIT) from None

    def _read_capture(self, number: int, line: bytes) -> Capture:
        try:
            return Capture.model_validate_json(line)
        except ValidationError as broken:
            problem = f"line {number} is not a capture: {broken.errors()[0]['msg']}"
            raise EvidenceDamaged(self._captures, problem) from None

    def write_manifest(self, manifest: Manifest) -> None:
        """Write the manifest, replacing an earlier one."""
        text = json.dumps(manifest.model_dump(mode="json"), ensure_ascii=False, indent=2)
        write_file(self._manifest, f"{text}\n".encode())

    def manifest(self) -> Manifest:
        """Return the manifest; raise EvidenceDamaged when there is none that can be read."""
        try:
            content = content_of(self._manifest, MOST_MANIFEST_BYTES, follow_links=False)
            return Manifest.model_validate_json(content)
        except FileNotFoundError:
            raise EvidenceDamaged(self._manifest, "is not there") from None
        except UnfitFile:
            raise EvidenceDamaged(self._manifest, UNFIT) from None
        except ValidationError as broken:
            raise EvidenceDamaged(self._manifest, str(broken.errors()[0]["msg"])) from None


def _checked(packed: bytes, digest: str, path: Path) -> bytes:
    # The header of a frame may promise any length, and ninety kilobytes unfold to gigabytes.
    try:
        if zstandard.frame_content_size(packed) > MOST_BYTES:
            raise EvidenceDamaged(path, f"unfolds to more than {MOST_BYTES} bytes")
        content = zstandard.ZstdDecompressor().decompress(packed, max_output_size=MOST_BYTES)
    except zstandard.ZstdError as broken:
        raise EvidenceDamaged(path, str(broken)) from None
    if hashlib.sha256(content).hexdigest() != digest:
        raise EvidenceDamaged(path, "its content no longer has this SHA-256")
    return content


def _changed_at(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _is_young_again(path: Path) -> bool:
    """Return whether the file is there, and count its age from now: nobody prunes what is in use again.

    An empty one is what a machine leaves that lost its power just after the name was given.
    """
    try:
        os.utime(path)
        return path.stat().st_size > 0
    except FileNotFoundError:
        return False


def _drop_half_a_line(file: BinaryIO) -> None:
    """Cut off what a writer left that was stopped in the middle of a line."""
    if not file.seek(0, os.SEEK_END):
        return
    file.seek(-1, os.SEEK_END)
    if file.read() != b"\n":
        file.seek(0)
        file.truncate(file.read().rfind(b"\n") + 1)
