"""Counting a published edition again, offline: files and the core, no database."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

from pydantic import JsonValue, ValidationError

from sanjeh.core.text.words import Translatable
from sanjeh.edition import documents, tables
from sanjeh.edition.facts import EditionFacts, RoundFacts
from sanjeh.edition.folder import FileFacts, file_facts, read_manifest

# Another machine may sum in another order: the sixteenth digit of an unrounded number is not published.
TOLERANCE = 1e-9
MISSING = Translatable("این پرونده نیست.")


@dataclass(frozen=True, slots=True)
class Difference:
    """Where an edition is not what it says it is."""

    file: str
    says: Translatable


def verify_edition(folder: Path) -> tuple[Difference, ...]:
    """Return every difference: nothing means that all files are whole and every published digit follows."""
    try:
        manifest = read_manifest(folder)
    except (FileNotFoundError, ValueError) as broken:
        return (Difference(documents.MANIFEST, unreadable(str(broken))),)
    damaged = tuple(found for file in manifest.files if (found := damage(folder, file)))
    return damaged or recounted(folder)


def damage(folder: Path, file: FileFacts) -> Difference | None:
    path = folder / file.name
    if not path.is_file():
        return Difference(file.name, MISSING)
    if file_facts(file.name, path.read_bytes()) != file:
        return Difference(
            file.name,
            Translatable("محتوای این پرونده همان نیست که منتشر شد."),
        )
    return None


def unreadable(detail: str) -> Translatable:
    return Translatable("این پرونده خوانده نشد: {detail}").filled(detail=detail)


def recounted(folder: Path) -> tuple[Difference, ...]:
    try:
        again = documents.counted(read_facts(folder))
    except (KeyError, ValidationError, ValueError) as broken:
        return (Difference(documents.OBSERVATIONS, unreadable(str(broken))),)
    return tuple(found for name, text in again.items() if (found := difference(folder, name, text)))


def difference(folder: Path, name: str, again: str) -> Difference | None:
    if not (folder / name).is_file():
        return Difference(name, MISSING)
    published = text_of(folder, name)
    is_json = name.endswith(".json")
    same = is_same(json.loads(published), json.loads(again)) if is_json else published == again
    if same:
        return None
    return Difference(
        name,
        Translatable("شمارش دوباره به این عددها نرسید."),
    )


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
    return (folder / name).read_bytes().decode()


def read_facts(folder: Path) -> EditionFacts:
    """Return what the edition was counted from; the findings play no part in counting."""
    return EditionFacts(
        round=RoundFacts.model_validate_json(text_of(folder, documents.ROUND)),
        methodology_text=text_of(folder, documents.METHODOLOGY),
        bodies=tables.read_bodies(text_of(folder, documents.BODIES)),
        observations=tables.read_observations(text_of(folder, documents.OBSERVATIONS)),
        findings=(),
    )
