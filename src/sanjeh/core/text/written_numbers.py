"""Numbers as people write them, in digits and in words: «۲۵۰/۰۰۰», "1,250.50", «دو و نیم میلیون»."""

import re
from collections.abc import Iterable
from math import prod
from typing import NamedTuple

_ONES = "یک دو سه چهار پنج شش هفت هشت نه"
_TEENS = "ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده"
_TENS = "ده بیست سی چهل پنجاه شصت هفتاد هشتاد نود"
_HUNDREDS = "صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد"
_HALF = 0.5
_OF_WORD: dict[str, float] = {
    **{word: number for number, word in enumerate(_ONES.split(), start=1)},
    **{word: number for number, word in enumerate(_TEENS.split(), start=10)},
    **{word: number * 10 for number, word in enumerate(_TENS.split(), start=1)},
    **{word: number * 100 for number, word in enumerate(_HUNDREDS.split(), start=1)},
    "صفر": 0,
    "هیجده": 18,
    "یکصد": 100,
    "نیم": _HALF,
}
_SCALES = {"هزار": 1e3, "میلیون": 1e6, "ملیون": 1e6, "میلیارد": 1e9}

# What typists set between thousands; the first two are right, the others stand on real pages. Where exactly
# three digits follow, a point and a slash part thousands too, for no sum and no time is told in thousandths.
_SIGNS = ",٬،٫./'’⁄∕؍"
_GROUPED = rf"[1-9]\d{{0,2}}(?P<sign>[{_SIGNS} ])\d{{3}}(?:(?P=sign)\d{{3}})*"
# The sign of the thousands is never that of the fraction: «۵۰۰/۰۰۰/۱» was written the wrong way round.
_DIGITS = re.compile(rf"(?P<whole>{_GROUPED}|0|[1-9]\d*)(?:(?!(?P=sign))[./٫⁄∕](?P<fraction>\d{{1,9}}))?")


def _one_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


_SCALE = _one_of(_SCALES)
_AMOUNT = rf"(?:\d(?:[\d{_SIGNS}]*\d)?(?: \d{{3}}(?!\d))*|{_one_of(_OF_WORD)}(?!\w))"
_TERM = rf"(?:{_AMOUNT}(?: و {_AMOUNT})*(?:\s?{_SCALE})*|{_SCALE}(?:\s?{_SCALE})*)"
# What may be a number in a normalised text: a pattern without groups; `number_of` reads what it finds. What
# follows a colon («۱:۳۰ ساعت») or a point without a whole number («٫۵ روز») is only a part of one.
NUMBER = rf"(?<!\w)(?<!\d[{_SIGNS}:])(?<!٫)(?<!(?<![\w.])\.){_TERM}(?: و {_TERM})*"
_TERMS, _SCALE_WORDS = re.compile(_TERM), re.compile(_SCALE)


_ANY = _one_of((*_OF_WORD, *_SCALES))
_PARTS = re.compile(rf"و(?={_ANY})|{_ANY}")
_UP_TO = re.compile(r"(?<=\d)(تا|الی)(?=\d)")


def parted(text: str, units: str) -> str:
    """Return a normalised text with spaces between the words of its numbers: «یکصدوپنجاه», «نیمساعت».

    `units` is a pattern of the words that people write together with a number.
    """
    together = re.compile(rf"(?<![^\W\d])((?:و?{_ANY})+)({units})?(?!\w)")
    spaced = together.sub(lambda found: f" {' '.join(_PARTS.findall(found[1]))} {found[2] or ''}", text)
    return " ".join(_UP_TO.sub(r" \1 ", spaced).split())


def number_of(text: str) -> float | None:
    """Return the number that a normalised text says («سه», "3", "1,500", «صد و بیست هزار»), or None.

    Of numbers that are only listed («یک و سه») the last one counts.
    """
    if re.fullmatch(NUMBER, text) is None:
        return None
    *before, last = (_term(each) for each in _TERMS.findall(text))
    total = last.value
    for term in reversed(before):
        if total is None or term.value is None or not _stands_above(term.value, total):
            break
        # «یک میلیون و نیم» means half a million more.
        total = term.value + (total * term.scale if total == _HALF else total)
    return total


class _Term(NamedTuple):
    value: float | None
    scale: float


def _term(text: str) -> _Term:
    """Read one sum of words, or one number in digits, with the scales behind it."""
    words = _SCALE_WORDS.split(text, maxsplit=1)[0].strip()
    scale = prod(_SCALES[each] for each in _SCALE_WORDS.findall(text))
    amount = _amount(words) if words else 1.0
    return _Term(None if amount is None else amount * scale, scale)


def _amount(text: str) -> float | None:
    *before, last = text.split(" و ")
    total = _OF_WORD[last] if last in _OF_WORD else _in_digits(last)
    for word in reversed(before):
        # Digits are never added up, save to a half: «۱۰ و ۲» are two numbers, «بیست و دو» is one.
        above = _OF_WORD.get(word) or (_in_digits(word) if total == _HALF else None)
        if total is None or above is None or not _stands_above(above, total):
            break
        total += above
    return total


def _stands_above(above: float, total: float) -> bool:
    """Tell whether a number leaves the places of the other free, as «بیست» does for «پنج»."""
    places = len(str(int(total))) if total >= 1 else 0
    return above > total and above % 10**places == 0


def _in_digits(text: str) -> float | None:
    found = _DIGITS.fullmatch(text)
    if found is None:
        return None
    if len(found["fraction"] or "") == 3 and found["whole"] != "0":
        return None  # thousands behind another sign, or a thousandth: who can say
    return float(f"{re.sub(r'[^0-9]', '', found['whole'])}.{found['fraction'] or 0}")
