"""An edition on disk: written once, whole or not at all, and never changed."""

import hashlib
from pathlib import Path

from sanjeh.core.integrity.foreign_json import read_json
from sanjeh.core.probing.contracts import Frozen
from sanjeh.edition import documents
from sanjeh.edition.facts import EditionFacts, RoundFacts
from sanjeh.edition.sign import sign
from sanjeh.engine.atomic_write import write_folder
from sanjeh.engine.foreign_files import content_of

MOST_LISTED_BYTES = 10_000_000  # a manifest names ten files


class FileFacts(Frozen):
    """A file as the manifest names it."""

    name: str
    size_bytes: int
    sha256: str


class Manifest(Frozen):
    """`manifest.json`: every other file of the edition, by name; `category` as in `round.json`."""

    round: str
    edition: int
    made_at: str
    reason: str
    methodology_hash: str
    files: tuple[FileFacts, ...]
    category: str = ""

    def text(self) -> str:
        return documents.as_json(self.model_dump(mode="json", exclude_defaults=True))


def file_facts(name: str, content: bytes) -> FileFacts:
    return FileFacts(name=name, size_bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def manifest_of(facts: RoundFacts, files: tuple[FileFacts, ...]) -> Manifest:
    return Manifest(
        round=facts.round,
        edition=facts.edition,
        made_at=facts.made_at,
        reason=facts.reason,
        methodology_hash=facts.methodology_hash,
        files=files,
        category=facts.category,
    )


def write_edition(
    facts: EditionFacts, folder: Path, signing_key: bytes | None = None
) -> tuple[FileFacts, ...]:
    """Write every file of an edition, signed if there is a key; return them all."""
    texts = {**documents.given(facts), **documents.counted(facts)}
    files = {name: text.encode() for name, text in sorted(texts.items())}
    listed = tuple(file_facts(name, content) for name, content in files.items())
    files[documents.MANIFEST] = manifest_of(facts.round, listed).text().encode()
    if signing_key:
        files[documents.SIGNATURE] = sign(files[documents.MANIFEST], signing_key).text().encode()
    write_folder(folder, files)
    return tuple(file_facts(name, content) for name, content in files.items())


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a folder; raise FileNotFoundError, or ValueError for one that cannot be read."""
    content = content_of(folder / documents.MANIFEST, MOST_LISTED_BYTES, follow_links=False)
    return Manifest.model_validate(read_json(content))
