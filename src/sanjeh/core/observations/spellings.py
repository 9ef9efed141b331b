"""One code is written in one way: two keyboards must not make two bodies of one."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np

from sanjeh.core.observations import errors as say
from sanjeh.core.observations.errors import RowProblem
from sanjeh.core.observations.parsing import column
from sanjeh.core.observations.table import Sheet
from sanjeh.core.text.numerals import latin_digits

# The joiners are letters' own in Persian; whatever else cannot be seen has no place in a code.
JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
# Letters that other keyboards write for Persian ones, and the line that only stretches a word.
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ڪ": "ک",
        "ہ": "ه",
        "ە": "ه",
        "ھ": "ه",
        "ۃ": "ه",
        "ة": "ه",
        "ٱ": "ا",
        "ـ": None,
    }
    | dict.fromkeys(JOINERS)
)
# Marks that most people leave out: vowels, the hamza on a letter, and what only chooses a picture of one.
_MARKS = re.compile("[\u064b-\u0652\u0654\u0655\u0670\ufe00-\ufe0f]")
_GAPS = re.compile(r"\s+")
# Strokes that look alike: hyphens and dashes, minus, and the slashes of fractions.
_STROKES = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u2044\u2215\u29f8", "/")
)
# «مسئول» and «مسؤول», «هیئت» and «هیأت»: one sound, whichever letter carries it.
_CARRIED_HAMZA = re.compile("[اویى]\u0654|ا\u0655|ء")
_ADDRESS = re.compile(r"^(https?)://([^/?#:@\s]+)(:\d*)?(?:/|(?=[?#])|$)", re.IGNORECASE)
_GAP_IN_PERSIAN = re.compile(r"(?<=[\u0600-\u06ff]) (?=[\u0600-\u06ff])")


def spelling_key(code: str) -> str:
    """Return what two spellings of one code have in common: letters, digits and gaps, as they are read."""
    return _key(unicodedata.normalize("NFKD", code))


def hamza_key(code: str) -> str:
    """Return the same, with one letter for a hamza whatever carries it."""
    return _key(_CARRIED_HAMZA.sub("ء", unicodedata.normalize("NFKD", code).translate(_LETTERS)))


def address_key(address: str) -> str:
    """Return what two spellings of one address have in common (RFC 3986 §6.2.2.1, §6.2.3)."""
    return _ADDRESS.sub(lambda found: _site(*found.groups(default="")), address.strip(), count=1)


def _site(scheme: str, host: str, port: str) -> str:
    scheme = scheme.lower()
    is_usual = port in {"", ":", ":443" if scheme == "https" else ":80"}
    return f"{scheme}://{host.lower()}{'' if is_usual else port}/"


def _key(code: str) -> str:
    plain = _MARKS.sub("", code).translate(_LETTERS).translate(_STROKES)
    plain = _GAPS.sub(" ", latin_digits(unicodedata.normalize("NFC", plain))).strip()
    return _GAP_IN_PERSIAN.sub("", plain)


def invisible_in(code: str) -> str:
    """Return `U+202E` for the first character that cannot be seen; empty where all can."""
    hidden = (c for c in code if unicodedata.category(c) in {"Cc", "Cf"} and c not in JOINERS)
    return next((f"U+{ord(character):04X}" for character in hidden), "")


Key = Callable[[str], str]
# What is compared of each column by what.
NAMED: Mapping[str, tuple[Key, ...]] = {
    "unit": (spelling_key, hamza_key),
    "service": (spelling_key, hamza_key),
    "address": (address_key,),
}


def spelling_problems(sheet: Sheet) -> Iterator[RowProblem]:
    """Yield one problem for each further spelling of a code, and for each code that hides a character."""
    for name, keys in NAMED.items():
        words = _words(sheet, name)
        for word, line in words.items():
            if character := invisible_in(word):
                says = say.hidden_character(word, character)
                yield RowProblem(sheet.name, say.at(line, name), says, say.WRITE_SEEN, line=line)
        for word, known in _spelt_otherwise(words, keys):
            says = say.spelt_otherwise(word, known, words[known])
            yield RowProblem(sheet.name, say.at(words[word], name), says, say.ONE_SPELLING, line=words[word])


def _words(sheet: Sheet, name: str) -> dict[str, int]:
    """Return each word of a column with the line on which it first stands, in the order of the lines."""
    text = column(sheet, name)
    codes, rows = np.unique(text.codes, return_index=True)
    first = sorted((int(row), int(code)) for code, row in zip(codes, rows, strict=True) if code >= 0)
    return {text.words[code]: int(sheet.lines[row]) for row, code in first}


def _spelt_otherwise(words: Mapping[str, int], keys: Sequence[Key]) -> Iterator[tuple[str, str]]:
    """Yield each word that is an earlier one in other letters, with that one."""
    known: dict[tuple[Key, str], str] = {}
    for word in words:
        own = [(key, key(word)) for key in keys]
        if earlier := next((known[one] for one in own if one in known), None):
            yield word, earlier
        for one in own:
            known.setdefault(one, earlier or word)


def spelt_apart(older: Sequence[str], newer: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield each code of a newer table that an older one writes in other letters, with that spelling."""
    words = dict.fromkeys((*older, *newer), 0)
    known = frozenset(older)
    yield from (pair for pair in _spelt_otherwise(words, NAMED["unit"]) if pair[0] not in known)
