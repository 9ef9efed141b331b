"""Reading a bundle that somebody else made: nothing is unpacked, and no part is read further than is due."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from sanjeh.core.integrity import hash_chain
from sanjeh.core.integrity.foreign_json import read_json
from sanjeh.core.text.words import Translatable
from sanjeh.edition.documents import MANIFEST, SIGNATURE
from sanjeh.engine.foreign_files import UnfitFile, opened
from sanjeh.ledger.bundle import (
    AGREED,
    AGREEMENT_ROWS,
    AGREEMENTS,
    JOURNAL,
    AgreementRow,
    Bundle,
    SealedEdition,
)

MOST_FILES = 100_000
MOST_PART_BYTES = 5_000_000
MOST_NOTE_BYTES = 20_000  # a root, its signatures, and the words of a change of keys
MOST_BYTES = 300_000_000  # of all that is held at once beside the journal: a bundle packs a thousandfold
MOST_ROW_BYTES = 1_000_000  # a line lists at most who may be drawn
MOST_JOURNAL_BYTES = 1_000_000_000

NO_BUNDLE = Translatable("{file} بسته‌ی گواه‌های دفتر نیست ({detail}).")
PART_MISSING = Translatable("«{name}» در بسته نیست")
PART_TWICE = Translatable("«{name}» دو بار در بسته هست")
PART_UNKNOWN = Translatable("«{name}» از پرونده‌های چنین بسته‌ای نیست")
PART_BROKEN = Translatable("«{name}» خوانده نمی‌شود")
PART_TOO_LARGE = Translatable("«{name}» بیش از اندازه بزرگ است")
ALL_TOO_LARGE = Translatable("بیش از اندازه در خود دارد")
FILES_TOO_MANY = Translatable("بیش از {most} پرونده در خود دارد")


class NotABundle(ValueError):
    """The file is no bundle of proofs; `says` tells why."""

    def __init__(self, says: Translatable) -> None:
        super().__init__(str(says))
        self.says = says


def read_bundle(path: Path) -> Bundle:
    """Return what the file holds; raise NotABundle."""
    try:
        with opened(path) as file, zipfile.ZipFile(file) as archive:
            return bundle_in(archive)
    except NotABundle as broken:
        raise NotABundle(NO_BUNDLE.filled(file=path.name, detail=broken.says)) from broken
    except UnfitFile as unfit:
        raise NotABundle(unfit.says) from unfit
    # Also one with a password (RuntimeError), of a packing that we do not know, or one that ends too soon.
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError, ValueError) as broken:
        raise NotABundle(NO_BUNDLE.filled(file=path.name, detail=str(broken))) from broken


def bundle_in(archive: zipfile.ZipFile) -> Bundle:
    names = names_in(archive)
    refuse_too_much(archive)
    rows = agreed_in(archive)
    texts = {
        number: part(archive, AGREED.format(number), MOST_PART_BYTES)
        for number in {row.number for row in rows}
    }
    editions = tuple(edition_in(archive, name, names) for name in names if name.endswith(f"/{MANIFEST}"))
    found = Bundle(
        lines=tuple(lines_in(archive)),
        checkpoints=tuple(noted(archive, name) for name in names if name.startswith("checkpoints/")),
        changes=tuple(noted(archive, name) for name in names if name.startswith("key-changes/")),
        agreements=rows,
        texts=texts,
        editions=editions,
    )
    refuse_unknown(found, names)
    return found


def names_in(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    if len(names) > MOST_FILES:
        raise NotABundle(FILES_TOO_MANY.filled(most=MOST_FILES))
    for name, times in Counter(names).items():
        if times > 1:
            raise NotABundle(PART_TWICE.filled(name=name))
    for name in (JOURNAL, AGREEMENTS):
        if name not in names:
            raise NotABundle(PART_MISSING.filled(name=name))
    return names


def refuse_too_much(archive: zipfile.ZipFile) -> None:
    """Raise NotABundle where all parts together claim more than is held; what lies is cut at its claim."""
    if sum(one.file_size for one in archive.infolist() if one.filename != JOURNAL) > MOST_BYTES:
        raise NotABundle(ALL_TOO_LARGE)


def agreed_in(archive: zipfile.ZipFile) -> tuple[AgreementRow, ...]:
    try:
        return AGREEMENT_ROWS.validate_python(read_json(told(archive, AGREEMENTS, MOST_PART_BYTES)))
    except NotABundle:
        raise
    except ValueError as broken:
        raise NotABundle(PART_BROKEN.filled(name=AGREEMENTS)) from broken


def refuse_unknown(found: Bundle, names: list[str]) -> None:
    """Raise NotABundle for a file that nothing in the bundle stands for: nobody would look at it."""
    known = {JOURNAL, AGREEMENTS, *(AGREED.format(number) for number in found.texts)}
    for edition in found.editions:
        known |= {f"editions/{edition.name}/{name}" for name in (MANIFEST, SIGNATURE)}
    for name in names:
        if name not in known and not name.startswith(("checkpoints/", "key-changes/")):
            raise NotABundle(PART_UNKNOWN.filled(name=name))


def edition_in(archive: zipfile.ZipFile, manifest: str, names: list[str]) -> SealedEdition:
    folder = manifest.removesuffix(f"/{MANIFEST}")
    signature = f"{folder}/{SIGNATURE}"
    signed = part(archive, signature, MOST_PART_BYTES) if signature in names else None
    return SealedEdition(folder.removeprefix("editions/"), part(archive, manifest, MOST_PART_BYTES), signed)


def lines_in(archive: zipfile.ZipFile) -> Iterator[hash_chain.Line]:
    with archive.open(JOURNAL) as journal:
        for row in rows(journal):
            try:
                yield hash_chain.read_line(row.decode())
            except ValueError as broken:
                raise NotABundle(PART_BROKEN.filled(name=JOURNAL)) from broken


def rows(journal: IO[bytes]) -> Iterator[bytes]:
    read = 0
    while row := journal.readline(MOST_ROW_BYTES + 1):
        read += len(row)
        if len(row) > MOST_ROW_BYTES or read > MOST_JOURNAL_BYTES:
            raise NotABundle(PART_TOO_LARGE.filled(name=JOURNAL))
        yield row


def noted(archive: zipfile.ZipFile, name: str) -> str:
    return told(archive, name, MOST_NOTE_BYTES)


def told(archive: zipfile.ZipFile, name: str, most_bytes: int) -> str:
    try:
        return part(archive, name, most_bytes).decode()
    except UnicodeDecodeError as broken:
        raise NotABundle(PART_BROKEN.filled(name=name)) from broken


def part(archive: zipfile.ZipFile, name: str, most_bytes: int) -> bytes:
    """Return a file of the bundle, whatever size it claims to have; raise NotABundle."""
    try:
        with archive.open(name) as file:
            content = file.read(most_bytes + 1)
    except KeyError as missing:
        raise NotABundle(PART_MISSING.filled(name=name)) from missing
    if len(content) > most_bytes:
        raise NotABundle(PART_TOO_LARGE.filled(name=name))
    return content
