"""The words and hosts by which pages are read: data of this folder, normalised once."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from sanjeh.core.text.persian import normalise, one_of

Phrases = tuple[str, ...]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text(encoding="utf-8"))


def _phrases(said: list[str]) -> Phrases:
    return tuple(normalise(each) for each in said)


def _by_key(said: Mapping[str, list[str]]) -> Mapping[str, Phrases]:
    return MappingProxyType({key: _phrases(each) for key, each in said.items()})


_WORDS = _table("words.toml")
_COUNTRIES = _table("countries.toml")

SEARCH: Phrases = _phrases(_WORDS["search"])
SAMPLES: Phrases = _phrases(_WORDS["sample_texts"])
DATA_FILES: Phrases = tuple(_WORDS["data_files"])
VAGUE_TIMES: Phrases = _phrases(_WORDS["times"]["vague"])
IMMEDIATE_TIMES: Phrases = _phrases(_WORDS["times"]["immediate"])
TIME_UNITS: dict[str, str] = {normalise(unit): sign for unit, sign in _WORDS["times"]["units"].items()}
VAGUE_SUMS: Phrases = _phrases(_WORDS["money"]["vague"])
FREE: Phrases = _phrases(_WORDS["money"]["free"])
CURRENCIES: dict[str, str] = {normalise(unit): code for unit, code in _WORDS["money"]["units"].items()}
MEASURES: Phrases = _phrases(_WORDS["measures"]["units"])
FIELDS = _by_key(_WORDS["fields"])
SLA_HEADINGS = _by_key(_WORDS["sla_headings"])
HELP = _by_key(_WORDS["help"])
STATEMENTS = _by_key(_WORDS["statements"])
LANGUAGES = {normalise(name): code for code, names in _WORDS["languages"].items() for name in names}
LEVELS = _by_key(_WORDS["levels"])


def is_one_of(host: str, kind: str) -> bool:
    """Tell whether the host is, or lies below, one of this kind in some country."""
    return _is_below(host, hosts(kind))


def is_for_everybody(host: str) -> bool:
    """Tell whether the host is, or lies below, one that a country has once for all its bodies."""
    return any(_is_below(host, each) for country in _COUNTRIES.values() for each in country.values())


def _is_below(host: str, known: Iterable[str]) -> bool:
    return any(host == each or host.endswith(f".{each}") for each in known)


def hosts(kind: str) -> Phrases:
    """Return every known host of this kind."""
    return tuple(each for country in _COUNTRIES.values() for each in country.get(kind, ()))


def says(text: str, phrases: Phrases) -> bool:
    """Tell whether a normalised text has one of these phrases as whole words."""
    return _any_of(phrases).search(text) is not None


@cache
def _any_of(phrases: Phrases) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){one_of(phrases)}(?!\w)")


def as_start(phrases: Phrases, then: str = "") -> re.Pattern[str]:
    """Return a pattern of a line that starts with one of these phrases, and goes on like `then`."""
    return re.compile(rf"{one_of(phrases)}(?!\w){then}")


def has_any(text: str, phrases: Phrases) -> bool:
    """Tell whether a normalised text has one of these pieces, inside words or not."""
    return _any_piece(phrases).search(text) is not None


@cache
def _any_piece(phrases: Phrases) -> re.Pattern[str]:
    return re.compile(one_of(phrases))
