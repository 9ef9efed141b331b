"""All that proves an installation, in one file that needs neither its database nor its network.

FILE/journal.ndjson              every line of the journal
FILE/checkpoints/SIZE.txt        every signed root
FILE/key-changes/N.txt           every change of the key, signed by both keys
FILE/agreements.json             every version of the agreement, and who has accepted it
FILE/agreements/N.txt            the exact bytes of each version
FILE/editions/ROUND/N/...        the manifest of each edition and its signature
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

from pydantic import TypeAdapter

from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.probing.contracts import Frozen
from sanjeh.edition.archive import TIMELESS
from sanjeh.edition.documents import MANIFEST, SIGNATURE

JOURNAL, AGREEMENTS = "journal.ndjson", "agreements.json"
CHECKPOINT, CHANGE, AGREED = "checkpoints/{}.txt", "key-changes/{}.txt", "agreements/{}.txt"
EDITION = "editions/{}/{}"


class AcceptedVersion(Frozen):
    """A body has accepted a text; `mandate` is the number of the one by which it did."""

    body: str
    mandate: int
    sha256: str


class AgreementRow(Frozen):
    """A version of the agreement as the database tells of it; its bytes lie beside this."""

    authority: str
    number: int
    sha256: str
    acceptances: tuple[AcceptedVersion, ...] = ()


AGREEMENT_ROWS = TypeAdapter(tuple[AgreementRow, ...])


@dataclass(frozen=True, slots=True)
class SealedEdition:
    """An edition by its name (`ROUND/NUMBER`), the bytes of its manifest, and of their signature if any."""

    name: str
    manifest: bytes
    signature: bytes | None


@dataclass(frozen=True, slots=True)
class Bundle:
    """What such a file holds; `texts` are the exact bytes of the agreements by their numbers."""

    lines: Iterable[hash_chain.Line]
    checkpoints: Sequence[str]
    changes: Sequence[str]
    agreements: Sequence[AgreementRow]
    texts: dict[int, bytes]
    editions: Sequence[SealedEdition]


def write_bundle(bundle: Bundle, target: IO[bytes]) -> None:
    """Write the one file; the same bundle always gives the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open(entry(JOURNAL), "w", force_zip64=True) as journal:
            journal.writelines(f"{hash_chain.written(line)}\n".encode() for line in bundle.lines)
        for name, content in files_of(bundle):
            archive.writestr(entry(name), content)


def entry(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, TIMELESS)
    found.compress_type, found.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return found


def files_of(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """Yield every file beside the journal, by its name."""
    for note in bundle.checkpoints:
        yield CHECKPOINT.format(note.split("\n", 2)[1]), note.encode()
    for number, note in enumerate(bundle.changes, 1):
        yield CHANGE.format(number), note.encode()
    rows = [row.model_dump(mode="json") for row in bundle.agreements]
    yield AGREEMENTS, f"{sorted_json(rows, indent=1)}\n".encode()
    for number, text in sorted(bundle.texts.items()):
        yield AGREED.format(number), text
    for edition in bundle.editions:
        folder = EDITION.format(*edition.name.rsplit("/", 1))
        yield f"{folder}/{MANIFEST}", edition.manifest
        if edition.signature is not None:
            yield f"{folder}/{SIGNATURE}", edition.signature
