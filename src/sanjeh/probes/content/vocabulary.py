"""Which property of which public vocabulary fills which field of a service's sheet."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from sanjeh.core.text.numerals import latin_digits
from sanjeh.probes.content.described import Described, Thing, local_name

_TABLE = tomllib.loads(resources.files(__package__).joinpath("vocabularies.toml").read_text(encoding="utf-8"))
SERVICES = frozenset(_TABLE["services"])
FIELDS: dict[str, tuple[str, ...]] = {key: tuple(names) for key, names in _TABLE["fields"].items()}
ABOUT: dict[str, tuple[str, ...]] = {key: tuple(names) for key, names in _TABLE["about"].items()}
_SAID: tuple[str, ...] = tuple(_TABLE["said"]["text"])
_CURRENCY: tuple[str, ...] = tuple(_TABLE["said"]["currency"])
_DEEPEST = 4
_MOST_VALUES = 20
_AMOUNT = re.compile(r"\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class DescribedValue:
    """What a description says in one field; `given` is a sum that stands alone."""

    value: str
    property: str
    syntax: str
    given: str = ""


def described_value(page: Described, name: str) -> DescribedValue | None:
    """Return what the page's public service says in this field of the sheet or about itself."""
    services = [thing for thing in page.things if thing.types & SERVICES]
    names = FIELDS.get(name) or ABOUT[name]
    depth = 0 if name in FIELDS else _DEEPEST
    found = _first(services, names, depth)
    if found or not services or name != "updated":
        return found
    return _first(page.things, names, _DEEPEST)


def _first(things: Sequence[Thing], names: Iterable[str], depth: int) -> DescribedValue | None:
    tries = (_in_thing(thing, name, depth) for name in names for thing in things)
    return next(filter(None, tries), None)


def _in_thing(thing: Thing, name: str, depth: int) -> DescribedValue | None:
    """Return the property when it is filled, the thing's own before those of its parts, each seen once."""
    level, seen = [thing], {id(thing)}
    for _ in range(_DEEPEST - depth + 1):
        found = next(filter(None, (_of_one(each, name) for each in level)), None)
        if found:
            return found
        parts = {id(part): part for each in level for part in _parts(each)}
        level = [part for key, part in parts.items() if key not in seen]
        seen |= parts.keys()
    return None


def _of_one(thing: Thing, name: str) -> DescribedValue | None:
    values = thing.properties.get(name, [])[:_MOST_VALUES]
    value = "، ".join(dict.fromkeys(filter(None, map(_said, values))))
    return DescribedValue(value, name, thing.syntax, _amount(values)) if value else None


def _parts(thing: Thing) -> Iterator[Thing]:
    return (each for values in thing.properties.values() for each in values if isinstance(each, Thing))


def _said(value: str | Thing, depth: int = 0) -> str:
    if isinstance(value, str):
        return value
    texts = (
        _said(each, depth + 1)
        for name in _SAID
        for each in value.properties.get(name, ())[:_MOST_VALUES]
        if depth < 3
    )
    text = next(filter(None, texts), "")
    currency = next(
        (_said(each, depth + 1) for name in _CURRENCY for each in value.properties.get(name, ())), ""
    )
    return f"{text} {local_name(currency)}".strip() if text and currency else text


def _amount(values: Iterable[str | Thing]) -> str:
    """Return the number among the values when there is exactly one way to read it."""
    texts = [latin_digits(_said(each).partition(" ")[0]) for each in values]
    return texts[0] if len(texts) == 1 and _AMOUNT.fullmatch(texts[0]) else ""
