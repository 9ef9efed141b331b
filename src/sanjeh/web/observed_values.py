"""How the values that a finding observed are named and written; their words stand in observed.toml."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from pydantic import JsonValue

from sanjeh.core.probing.contracts import Finding
from sanjeh.core.text import numerals
from sanjeh.core.text.legible import legible
from sanjeh.core.text.words import Language, Translatable
from sanjeh.locale.catalogues import listed as listing
from sanjeh.locale.catalogues import said, texts_of
from sanjeh.web import formatting

FILE = Path(__file__).with_name("observed.toml")
SHOWN_ITEMS, SHOWN_LETTERS = 8, 90
DAY_S = 86_400
BETWEEN_PAIRS = Translatable("؛ ", key="between pairs")
YES, NO = Translatable("بله"), Translatable("نه")


@dataclass(frozen=True, slots=True)
class KeyName:
    """What a key is called, and which kind of value it holds; an unknown key has no name."""

    title: Translatable | None
    kind: str


@dataclass(frozen=True, slots=True)
class Observed:
    """One value as people read it; `is_code` keeps it left to right."""

    key: str
    title: Translatable | None
    value: str
    is_code: bool


@cache
def words() -> tuple[dict[str, KeyName], dict[str, Translatable]]:
    """Return what keys (those of one check as "check/key") and values are called."""
    table, texts = tomllib.loads(FILE.read_text("utf-8")), texts_of("sanjeh.web", FILE.name)
    keys = {key: KeyName(texts[f"keys.{key}"], kind) for key, (_, kind) in table["keys"].items()}
    for check, own in table["checks"].items():
        named = {key: KeyName(texts[f"checks.{check}.{key}"], kind) for key, (_, kind) in own.items()}
        keys |= {f"{check}/{key}": entry for key, entry in named.items()}
    return keys, {value: texts[f"values.{value}"] for value in table["values"]}


def named(check: str, key: str) -> KeyName:
    keys, _ = words()
    return keys.get(f"{check}/{key}") or keys.get(key) or KeyName(None, "code")


def observed(finding: Finding, language: Language) -> tuple[Observed, ...]:
    """Return what was seen, in order; what is empty says nothing and is left out."""
    return tuple(
        one(finding.id, key, value, language)
        for key, value in finding.observed.items()
        if value not in ("", [], {}, None)
    )


def one(check: str, key: str, value: JsonValue, language: Language) -> Observed:
    name = named(check, key)
    is_code = name.kind == "code" and not isinstance(value, bool | int | float | dict)
    return Observed(key, name.title, written(check, name.kind, value, language), is_code)


def written(check: str, kind: str, value: JsonValue, language: Language) -> str:
    """Return a value in one line; what it leaves out is said by its count."""
    if isinstance(value, list):
        items = [written(check, kind, item, language) for item in value]
        return listed(items, "en" if kind == "code" else language)
    if isinstance(value, dict) and "value" in value:  # of a field of a sheet, what it says is enough
        return written(check, kind, value["value"], language)
    if isinstance(value, dict):
        parts = (one(check, key, item, language) for key, item in value.items())
        return said(BETWEEN_PAIRS, language).join(pair(part, language) for part in parts)
    if isinstance(value, bool):
        return said(YES if value else NO, language)
    return WRITERS.get(kind, text)(value, language)


def listed(items: list[str], language: Language) -> str:
    kept = listing(tuple(items[:SHOWN_ITEMS]), language)
    rest = len(items) - SHOWN_ITEMS
    return f"{kept} … (+{numerals.in_digits(rest, language)})" if rest > 0 else kept


def pair(part: Observed, language: Language) -> str:
    title = said(part.title, language) if part.title else part.key
    return f"{title}: {part.value}"


def text(value: JsonValue, language: Language) -> str:
    """Return a text, by its word when the house knows one; a very long one is cut."""
    known = words()[1].get(str(value))
    if known is not None:
        return said(known, language)
    if isinstance(value, int | float):
        return numerals.in_digits(value, language)
    whole = "–" if value is None else legible(str(value))
    return whole if len(whole) <= SHOWN_LETTERS else f"{whole[:SHOWN_LETTERS]}…"


def code(value: JsonValue, language: Language) -> str:
    del language
    return text(str(value), "en")


def day(value: JsonValue, language: Language) -> str:
    try:
        return formatting.day(date.fromisoformat(str(value)[:10]), language)
    except ValueError:
        return text(value, language)


def moment(value: JsonValue, language: Language) -> str:
    """Return an ISO instant as people of the country read it."""
    try:
        return formatting.moment(datetime.fromisoformat(str(value)), language)
    except ValueError:
        return text(value, language)


def number(value: JsonValue, language: Language) -> str:
    if not isinstance(value, int | float):
        return text(value, language)
    return numerals.number(value, language, 0 if isinstance(value, int) else 2)


def count_of(unit: Translatable, per_unit: int = 1) -> Callable[[JsonValue, Language], str]:
    """Return a writer of whole numbers with the unit after them; `per_unit` of the value make one."""

    def write(value: JsonValue, language: Language) -> str:
        if not isinstance(value, int | float):
            return text(value, language)
        return f"{numerals.number(value / per_unit, language)} {said(unit, language)}"

    return write


def seconds(value: JsonValue, language: Language) -> str:
    is_long = isinstance(value, int | float) and value >= 2 * DAY_S
    return (DAYS if is_long else SECONDS)(value, language)


def size(value: JsonValue, language: Language) -> str:
    return formatting.size(int(value), language) if isinstance(value, int | float) else text(value, language)


def share(value: JsonValue, language: Language) -> str:
    if not isinstance(value, int | float):
        return text(value, language)
    return numerals.percent(value, language)


SECONDS, DAYS = count_of(Translatable("ثانیه")), count_of(Translatable("روز"), DAY_S)
WRITERS: dict[str, Callable[[JsonValue, Language], str]] = {
    "number": number,
    "ratio": number,
    "ms": count_of(Translatable("میلی‌ثانیه")),
    "s": seconds,
    "days": count_of(Translatable("روز")),
    "px": count_of(Translatable("پیکسل")),
    "bytes": size,
    "share": share,
    "date": day,
    "moment": moment,
    "code": code,
    "text": text,
}
