"""An edition on disk: written once, whole or not at all, and never changed."""

import hashlib
import json
from pathlib import Path

from sanjeh.core.probing.contracts import Frozen
from sanjeh.edition import documents
from sanjeh.edition.facts import EditionFacts
from sanjeh.engine.atomic_write import write_folder


class FileFacts(Frozen):
    """A file as the manifest names it."""

    name: str
    size_bytes: int
    sha256: str


class Manifest(Frozen):
    """`manifest.json`: every other file of the edition, by name."""

    round: str
    edition: int
    made_at: str
    reason: str
    methodology_hash: str
    files: tuple[FileFacts, ...]

    def text(self) -> str:
        return documents.as_json(self.model_dump(mode="json"))


def file_facts(name: str, content: bytes) -> FileFacts:
    return FileFacts(name=name, size_bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def manifest_of(facts: EditionFacts, files: dict[str, bytes]) -> Manifest:
    return Manifest(
        round=facts.round.round,
        edition=facts.round.edition,
        made_at=facts.round.made_at,
        reason=facts.round.reason,
        methodology_hash=facts.round.methodology_hash,
        files=tuple(file_facts(name, content) for name, content in sorted(files.items())),
    )


def write_edition(facts: EditionFacts, folder: Path) -> tuple[FileFacts, ...]:
    """Write every file of an edition and return them with the manifest last."""
    texts = {**documents.given(facts), **documents.counted(facts)}
    files = {name: text.encode() for name, text in texts.items()}
    manifest = manifest_of(facts, files)
    files[documents.MANIFEST] = manifest.text().encode()
    write_folder(folder, files)
    return (*manifest.files, file_facts(documents.MANIFEST, files[documents.MANIFEST]))


def read_manifest(folder: Path) -> Manifest:
    return Manifest.model_validate(json.loads((folder / documents.MANIFEST).read_bytes()))
