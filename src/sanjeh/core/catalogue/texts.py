"""Titles as people type and paste them, brought to one writing with a word for each thing that was mended."""

import re
import unicodedata

from sanjeh.core.catalogue.remarks import Healing
from sanjeh.core.text.search import squeezed

_LETTERS = str.maketrans("يىكڪ", "ییکک")
# Arabic presentation forms A and B: letters as old programs drew them.
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
# All that is not seen, but for the joiners of Persian (U+200C) and emoji (U+200D).
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# A half-space beside a space, or at either end, joins nothing.
_IDLE_JOINER = re.compile("(?:(?<=\\s)|^)\u200c+|\u200c+(?=\\s|$)|(?<=\u200c)\u200c+")


def mended(text: str) -> tuple[str, tuple[Healing, ...]]:
    """Return the text in Persian letters with single spaces, and what was mended for that."""
    healed: list[Healing] = []
    for healing, mend in _MENDS:
        better = mend(text)
        if better != text:
            healed.append(healing)
            text = better
    return text, tuple(healed)


def _in_simple_forms(text: str) -> str:
    return _FORMS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)


def _in_persian_letters(text: str) -> str:
    return text.translate(_LETTERS)


def without_unseen(text: str) -> str:
    """Return the text without marks of direction and whatever else nobody sees; half-spaces stay."""
    return _UNSEEN.sub("", text)


def _in_single_spaces(text: str) -> str:
    return _IDLE_JOINER.sub("", " ".join(without_unseen(text).split()))


_MENDS = (
    (Healing.FORMS, _in_simple_forms),
    (Healing.LETTERS, _in_persian_letters),
    (Healing.SPACES, _in_single_spaces),
)


def same_reading(one: str, other: str) -> bool:
    """Tell whether two titles read the same, however they are spaced."""
    return one == other or squeezed(one) == squeezed(other)
