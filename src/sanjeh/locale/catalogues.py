"""What the house says in each language: one catalogue a language, looked up where somebody reads it.

LANGUAGE/LC_MESSAGES/django.po is the only file of a language: pages find it through Django, which knows no
other name, and everything else through this module. `make words` compiles it, and fills what it lacks with
the English text. Persian is the source of all texts and has no catalogue.
"""

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, partial
from gettext import GNUTranslations
from importlib import resources
from pathlib import Path

from sanjeh.core.text.legible import legible
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import SOURCE, Language, Say, Translatable, Words, primary

FOLDER = Path(__file__).parent
FILE = "LC_MESSAGES/django.po"
SECOND: Language = "en"  # for whoever reads a language in which the house does not speak
RIGHT_TO_LEFT = frozenset({"ar", "azb", "ckb", "fa", "glk", "he", "mzn", "ps", "sd", "ug", "ur"})
SEPARATOR = Translatable("، ", key="between the parts of a list")


class CatalogueNotCompiled(Exception):
    """There is a catalogue of this language, but `make words` has not compiled it."""


@cache
def languages() -> tuple[Language, ...]:
    """Return every language in which the house speaks: Persian, English, then the others."""
    found = {path.parts[-3] for path in FOLDER.glob(f"*/{FILE}")}
    return (SOURCE, SECOND, *sorted(found - {SECOND}))


def spoken(language: str) -> Language:
    """Return the language of the house for this reader: English for all whose own it does not speak."""
    wanted = primary(language)
    return wanted if wanted in languages() else SECOND


def direction(language: str) -> str:
    """Return `rtl` or `ltr`."""
    return "rtl" if primary(language) in RIGHT_TO_LEFT else "ltr"


def arrow(language: str) -> str:
    """Return the sign that points the way a reader of this language reads."""
    return "←" if direction(language) == "rtl" else "→"


def said(words: Words | Translatable, language: str) -> str:
    """Return a text in the language of its reader, with its facts filled in."""
    if isinstance(words, Words):
        return words.in_language(language)
    found = _found(words, spoken(language))
    if not words.facts:
        return found
    return found.format(**{name: _fact(fact, language) for name, fact in words.facts.items()})


def speaker(language: str) -> Say:
    """Return what says texts in this language."""
    return partial(said, language=language)


def listed(parts: tuple[object, ...], language: str) -> str:
    """Return the parts of a list in one line."""
    return said(SEPARATOR, language).join(_fact(part, language) for part in parts)


@cache
def texts_of(package: str, name: str) -> Mapping[str, Translatable]:
    """Return the texts of a TOML file by their place in it: `checks.tls.trust.title`."""
    read = resources.files(package).joinpath(name).read_text(encoding="utf-8")
    return {place: Translatable(text, key_of(name, place)) for place, text in flat(tomllib.loads(read))}


def flat(table: Mapping[str, object], place: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text of a table with its place; in a list of words of the machine only the first is one."""
    for name, value in table.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{place}{name}.")
        elif isinstance(value, list):
            yield f"{place}{name}", str(value[0])
        else:
            yield f"{place}{name}", str(value)


def key_of(name: str, place: str) -> str:
    """Return the key of a text in a TOML file, by which a catalogue may tell it from its equals."""
    return f"{name.removesuffix('.toml')}: {place}"


def forget() -> None:
    """Read all catalogues again when they are needed next."""
    _catalogue.cache_clear()
    languages.cache_clear()


def _fact(fact: object, language: str) -> str:
    if isinstance(fact, Words | Translatable):
        return said(fact, language)
    if isinstance(fact, tuple):
        return listed(fact, language)
    return in_digits(fact, language) if isinstance(fact, int | float | Decimal) else legible(str(fact))


def _found(text: Translatable, language: Language) -> str:
    if language == SOURCE:
        return text.fa
    catalogue = _catalogue(language)
    own = catalogue.pgettext(text.key, text.fa) if text.key else text.fa
    return own if own != text.fa else catalogue.gettext(text.fa)


@cache
def _catalogue(language: Language) -> GNUTranslations:
    path = FOLDER / language / FILE
    try:
        with path.with_suffix(".mo").open("rb") as compiled:
            return GNUTranslations(compiled)
    except FileNotFoundError:
        raise CatalogueNotCompiled(f"{path}: run `make words`") from None
