"""One code is written in one way: two keyboards must not make two bodies of one."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from sanjeh.core.observations import errors as say
from sanjeh.core.observations.errors import RowProblem
from sanjeh.core.observations.parsing import column
from sanjeh.core.observations.table import Sheet
from sanjeh.core.text.numerals import latin_digits

NAMED = ("unit", "service")
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
_GAP_IN_PERSIAN = re.compile(r"(?<=[\u0600-\u06ff]) (?=[\u0600-\u06ff])")


def spelling_key(code: str) -> str:
    """Return what two spellings of one code have in common: letters, digits and gaps, as they are read."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", code)).translate(_LETTERS)
    plain = _GAPS.sub(" ", latin_digits(unicodedata.normalize("NFC", plain))).strip()
    return _GAP_IN_PERSIAN.sub("", plain)


def invisible_in(code: str) -> str:
    """Return `U+202E` for the first character that cannot be seen; empty where all can."""
    hidden = (c for c in code if unicodedata.category(c) in {"Cc", "Cf"} and c not in JOINERS)
    return next((f"U+{ord(character):04X}" for character in hidden), "")


def spelling_problems(sheet: Sheet) -> Iterator[RowProblem]:
    """Yield one problem for each further spelling of a code, and for each code that hides a character."""
    for name in NAMED:
        text = column(sheet, name)
        rows = np.unique(text.codes, return_index=True)
        first = {int(code): int(row) for code, row in zip(*rows, strict=True) if code >= 0}
        spelt: dict[str, list[int]] = defaultdict(list)
        for code in sorted(first, key=first.__getitem__):
            spelt[spelling_key(text.words[code])].append(code)
            if character := invisible_in(text.words[code]):
                line = int(sheet.lines[first[code]])
                says = say.hidden_character(text.words[code], character)
                yield RowProblem(sheet.name, say.at(line, name), says, say.WRITE_SEEN, line=line)
        for known, *others in spelt.values():
            for code in others:
                line, before = (int(sheet.lines[first[one]]) for one in (code, known))
                says = say.spelt_otherwise(text.words[code], text.words[known], before)
                yield RowProblem(sheet.name, say.at(line, name), says, say.ONE_SPELLING, line=line)
