"""How long evidence is kept: bytes go when nothing needs them any more, their digests stay for ever."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanjeh.engine.digests import digests_in
from sanjeh.engine.evidence import Blob, EvidenceStore

# A look that is under way keeps its bytes before it names them: what is younger is never touched.
GRACE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DiskUse:
    """How many kept things there are, and how many bytes they take packed."""

    things: int
    packed_bytes: int


def unneeded(store: EvidenceStore, needed: Container[str], now: datetime) -> Iterator[Blob]:
    """Yield what is no longer needed and old enough to go."""
    return (blob for blob in store.blobs() if blob.digest not in needed and blob.kept_at < now - GRACE)


def disk_use(blobs: list[Blob]) -> DiskUse:
    return DiskUse(len(blobs), sum(blob.packed_bytes for blob in blobs))


def prune(store: EvidenceStore, blobs: list[Blob]) -> DiskUse:
    """Forget these bytes and return what became free; what was kept anew meanwhile stays."""
    old = [blob for blob in blobs if store.kept_at(blob.digest) == blob.kept_at]
    for blob in old:
        store.remove(blob.digest)
    return disk_use(old)


def needed_by_captures(store: EvidenceStore) -> set[str]:
    """Return what the captures and the manifest of one folder name."""
    manifest = store.manifest()
    named = {digest for capture in store.captures() for digest in digests_in(capture.artifact)}
    return named | {manifest.methodology_text, *manifest.ruleset_texts.values()} - {""}
