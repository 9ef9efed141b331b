"""Counting a published edition again, offline: files and the core, no database."""

import csv
import math
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import JsonValue

from sanjeh.core.integrity.foreign_json import read_json
from sanjeh.core.methodology.errors import MethodologyBroken
from sanjeh.core.text.words import Translatable
from sanjeh.core.uncertainty.replicates import MOST_DRAWN
from sanjeh.edition import documents, tables
from sanjeh.edition.facts import EditionFacts, RoundFacts
from sanjeh.edition.folder import MOST_LISTED_BYTES, Manifest, manifest_of, read_manifest
from sanjeh.edition.inventory import MISSING, Difference, damages, unlisted
from sanjeh.edition.sign import PublicKey, SignatureCheck, check_signature
from sanjeh.engine.foreign_files import UnfitFile, content_of

T = TypeVar("T")

# Another machine may sum in another order: the sixteenth digit of an unrounded number is not published.
TOLERANCE = 1e-9
# The tables of 5,000 bodies with a hundred services each stay below this.
MOST_BYTES = 1_000_000_000
SWAPPED = Translatable("این روش آن نیست که دوره به نامش شمرده شده است: اثر انگشت دیگری دارد.")
OF_ANOTHER = Translatable("این فهرست از ویراست دیگری است: با پرونده‌ی دوره نمی‌خواند.")
OTHER_NUMBERS = Translatable("شمارش دوباره به این عددها نرسید.")


class UnreadableFile(ValueError):
    """A file of an edition does not hold what its name says."""

    def __init__(self, file: str, problem: Exception) -> None:
        super().__init__(str(problem))
        self.file = file


def verify_edition(folder: Path) -> tuple[Difference, ...]:
    """Return every difference: nothing means that all files are whole and every published digit follows."""
    try:
        manifest = read_manifest(folder)
    except UnfitFile as unfit:
        return (Difference(documents.MANIFEST, unfit.says),)
    except (FileNotFoundError, ValueError) as broken:
        return (Difference(documents.MANIFEST, unreadable(str(broken))),)
    # What was changed would be named again for every number that hangs on it, so it is named alone.
    found = damages(folder, manifest) or recounted(folder, manifest)
    return (*found, *unlisted(folder, manifest))


def signature_of(folder: Path, trusted: Iterable[PublicKey]) -> SignatureCheck:
    """Say whether the manifest is signed, and by one of the trusted keys if any are given."""
    manifest = _signed_part(folder, documents.MANIFEST)
    return check_signature(manifest or b"", _signed_part(folder, documents.SIGNATURE), trusted)


def _signed_part(folder: Path, name: str) -> bytes | None:
    """Return the bytes, none of what is no file, and None where there is nothing of this name."""
    try:
        return content_of(folder / name, MOST_LISTED_BYTES, follow_links=False)
    except FileNotFoundError:
        return None
    except UnfitFile:
        return b""


def unreadable(detail: str | tuple[Translatable, ...]) -> Translatable:
    return Translatable("این پرونده خوانده نشد: {detail}").filled(detail=detail)


def recounted(folder: Path, manifest: Manifest) -> tuple[Difference, ...]:
    """Return every file that does not follow from those that hold what was observed."""
    needed = (*documents.GIVEN, documents.FINDINGS)
    missing = tuple(Difference(name, MISSING) for name in needed if not (folder / name).is_file())
    if missing:
        return missing
    try:
        facts = read_facts(folder)
        again = documents.counted(facts)
    except UnreadableFile as broken:
        return (Difference(broken.file, unreadable(str(broken))),)
    except MethodologyBroken as broken:
        return (
            Difference(documents.METHODOLOGY, unreadable(tuple(problem.says for problem in broken.problems))),
        )
    except (KeyError, ValueError) as broken:  # the files do not fit one another
        return (Difference(documents.OBSERVATIONS, unreadable(str(broken))),)
    differing = (found for name, text in again.items() if (found := difference(folder, name, text)))
    return (*contradictions(facts, manifest), *differing)


def contradictions(facts: EditionFacts, manifest: Manifest) -> Iterator[Difference]:
    """Yield where the manifest, the round and the method do not say the same of one another."""
    method, of_round = facts.methodology(), facts.round
    if manifest != manifest_of(of_round, manifest.files):
        yield Difference(documents.MANIFEST, OF_ANOTHER)
    if method.hash != of_round.methodology_hash:
        yield Difference(documents.METHODOLOGY, SWAPPED)
    if not is_same(float(method.share_of_whole), of_round.share_of_whole):
        yield Difference(documents.ROUND, OTHER_NUMBERS)


def difference(folder: Path, name: str, again: str) -> Difference | None:
    if not (folder / name).is_file():
        return Difference(name, MISSING)
    is_json = name.endswith(".json")
    try:
        published = content_of(folder / name, MOST_BYTES)
        same = is_same(read_json(published), read_json(again)) if is_json else published == again.encode()
    except ValueError as broken:
        return Difference(name, unreadable(str(broken)))
    return None if same else Difference(name, OTHER_NUMBERS)


def is_same(one: JsonValue, other: JsonValue) -> bool:
    """Say whether two documents agree: texts, and so all published digits, to the letter."""
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(is_same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(is_same, one, other))
    return one == other


def text_of(folder: Path, name: str) -> str:
    return content_of(folder / name, MOST_BYTES).decode()


def read_facts(folder: Path) -> EditionFacts:
    """Return what the edition was counted from; the findings play no part in counting."""
    facts = EditionFacts(
        round=read_as(read_round, folder, documents.ROUND),
        methodology_text=read_as(str, folder, documents.METHODOLOGY),
        bodies=read_as(tables.read_bodies, folder, documents.BODIES),
        observations=read_as(tables.read_observations, folder, documents.OBSERVATIONS),
        findings=(),
    )
    if facts.round.replicates * len(facts.bodies) > MOST_DRAWN:
        raise UnreadableFile(documents.ROUND, ValueError(f"replicates={facts.round.replicates}"))
    return facts


def read_round(text: str) -> RoundFacts:
    return RoundFacts.model_validate(read_json(text))


def read_as(reader: Callable[[str], T], folder: Path, name: str) -> T:
    """Return what a file holds; raise UnreadableFile with its name."""
    try:
        return reader(text_of(folder, name))
    except (KeyError, ValueError, csv.Error) as problem:
        raise UnreadableFile(name, problem) from problem
