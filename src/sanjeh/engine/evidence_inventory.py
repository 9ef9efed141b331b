"""Counts a folder of evidence again: is everything here that it names, unchanged, and nothing else?"""

from collections.abc import Iterator
from dataclasses import dataclass

from sanjeh.engine.evidence import EvidenceDamaged, EvidenceGone, EvidenceStore
from sanjeh.engine.retention import needed_by_captures


@dataclass(frozen=True, slots=True)
class Inventory:
    """What counting found. `damaged` tells what no longer has its SHA-256 or cannot be read.

    `missing` are digests that a capture or the manifest names, and that may have been pruned; `extra` is what
    nothing names, such as the bytes of a look that was cut off.
    """

    sound: int
    damaged: tuple[str, ...]
    missing: tuple[str, ...]
    extra: tuple[str, ...]

    @property
    def is_whole(self) -> bool:
        """Whether all that is named is here as it was kept; what is extra harms nothing."""
        return not self.damaged and not self.missing


def inventory(store: EvidenceStore) -> Inventory:
    """Count everything; raise EvidenceDamaged when manifest or captures cannot be read at all."""
    needed = needed_by_captures(store)
    kept = {blob.digest for blob in store.blobs()}
    damaged = tuple(_damaged(store, kept))
    return Inventory(
        sound=len(kept) - len(damaged),
        damaged=(*_changed_captures(store), *damaged),
        missing=tuple(sorted(needed - kept)),
        extra=(*sorted(kept - needed), *(str(path) for path in store.strays())),
    )


def _changed_captures(store: EvidenceStore) -> Iterator[str]:
    digest = store.manifest().captures_sha256
    if digest and digest != store.captures_sha256:
        yield "captures.jsonl: its content no longer has the SHA-256 of the manifest"


def _damaged(store: EvidenceStore, kept: set[str]) -> Iterator[str]:
    for digest in sorted(kept):
        try:
            store.read(digest)
        except EvidenceDamaged as damaged:
            yield str(damaged)
        except EvidenceGone:
            yield f"{digest}: went away while it was counted"
