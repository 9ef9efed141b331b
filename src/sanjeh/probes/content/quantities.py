"""Times and sums as people write them, read into the forms that machines compare."""

import re
from collections.abc import Iterator

from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.written_numbers import NUMBER, number_of, parted
from sanjeh.probes.content.sayings_of_time import in_numbers, is_within_a_day
from sanjeh.probes.content.words import CURRENCIES, FREE, IMMEDIATE_TIMES, TIME_UNITS, VAGUE_TIMES, says

_AMOUNT = r"\d+(?:[.,]\d+)?"
_ISO_DURATION = re.compile(
    rf"P(?=\d|T\d)({_AMOUNT}Y)?({_AMOUNT}M)?({_AMOUNT}W)?({_AMOUNT}D)?"
    rf"(T(?=\d)({_AMOUNT}H)?({_AMOUNT}M)?({_AMOUNT}S)?)?"
)
_ISO_ORDER = ("Y", "M", "W", "D", "TH", "TM", "TS")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _one_of(words: dict[str, str]) -> str:
    """Return a pattern of these words, the longest first, so that none hides in another."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


# «۲۵۰۰۰۰ (دویست و پنجاه هزار) ریال»: said again, so that nobody adds a nought.
_AGAIN = r"(?:\([^()]{1,80}\)\s?)?"
_TIME = re.compile(rf"({NUMBER})\s?{_AGAIN}({_one_of(TIME_UNITS)})(?: ?کاری(?= و نیم)|کاری)?( و نیم)?(?!\w)")
_UNITS = f"{_one_of(TIME_UNITS)}|{_one_of(CURRENCIES)}"
_UP_TO = re.compile(r"(?: ?کاری)? (?:تا|الی) (?:حداکثر )?")
_UP_TO_SUM = re.compile(r" ?(?:تا|الی|to|[-–]) (?:حداکثر )?")
# «هزینه: ندارد»
_NONE, _ENDS = frozenset({"ندارد", "هیچ", "none", "nil"}), " .!-–"
# «غیر رایگان», «رایگان نیست», "not free of charge".
_NOT_FREE = re.compile(
    rf"(?<!\w)(?:غیر|not|non)[ -]?(?:{_one_of(dict.fromkeys(FREE, ''))})(?!\w)"
    rf"|(?:{_one_of(dict.fromkeys(FREE, ''))}) (?:نیست|نمی ?باشد|نبوده|نخواهد)"
)
# «۲۵۰/۰۰۰/- ریال»: the stroke of those who write cheques.
_SUM = re.compile(
    rf"({NUMBER})\s?(?:/?[-–=]+)?\s?{_AGAIN}({_one_of(CURRENCIES)})|({_one_of(CURRENCIES)})\s*({NUMBER})"
)


def duration(text: str, given: str = "") -> str:
    """Return the ISO 8601 duration that a normalised text names ("P3D", "PT0S" for at once), or nothing.

    Of a range («۲ تا ۴ هفته», «۲ روز تا یک هفته») its end counts; `given` is believed when it is a duration.
    """
    if _ISO_DURATION.fullmatch(given):
        return given
    told = (_iso(parts) for parts in _times(in_numbers(parted(text, _UNITS))))
    # «بلافاصله، در اسرع وقت» promises nothing that anybody could hold them to.
    is_at_once = _is_at_once(text) and not says(text, VAGUE_TIMES)
    unnumbered = "PT0S" if is_at_once else "P1D" if is_within_a_day(text) else ""
    return next(filter(None, told), unnumbered)


def _is_at_once(text: str) -> bool:
    """Tell whether a text says so; the bare word alone, for «پست فوری» is a kind of post."""
    return text.strip(_ENDS) == "فوری" or says(text, IMMEDIATE_TIMES)


def _times(text: str) -> Iterator[list[re.Match[str]]]:
    """Yield the times of a text; those of falling units that an «و» joins are one: «یک ماه و ده روز»."""
    joined: list[re.Match[str]] = []
    for found in _TIME.finditer(text):
        between = text[joined[-1].end() : found.start()] if joined else ""
        if joined and (between != " و " or _place(found) <= _place(joined[-1])):
            if not _UP_TO.fullmatch(between):
                yield joined
            joined = []
        joined.append(found)
    yield joined


def _place(found: re.Match[str]) -> int:
    return _ISO_ORDER.index(TIME_UNITS[found[2]])


def _iso(parts: list[re.Match[str]]) -> str:
    """Return the duration, a T before hours, minutes and seconds; nothing where a number is unclear."""
    written = "P"
    for found in parts:
        number, sign = number_of(found[1]), TIME_UNITS[found[2]]
        if number is None:
            return ""
        clock = "T" if sign.startswith("T") and "T" not in written else ""
        written += f"{clock}{number + (0.5 if found[3] else 0):.15g}{sign[-1]}"
    return written if parts else ""


def money(text: str, given: str = "") -> str:
    """Return the sum that a normalised text names ("50000 IRR", "0 IRR" for free of charge), or nothing.

    `given` is a sum in rials, or a sum with its currency.
    """
    plain = latin_digits(given).strip()
    if _NUMBER.fullmatch(plain):
        return f"{plain} IRR"
    sums = next(filter(None, _sums(parted(text, _UNITS))), "")
    # «برای ایثارگران رایگان، دیگران ۱۰۰٬۰۰۰ ریال»: who names a sum serves not everybody for nothing.
    is_free = text.strip(_ENDS) in _NONE or says(_NOT_FREE.sub(" ", text), FREE)
    return sums or ("0 IRR" if is_free else "")


def _sums(text: str) -> Iterator[str]:
    """Yield each sum of a text, of a range its end."""
    before: re.Match[str] | None = None
    for found in _SUM.finditer(text):
        if before and not _UP_TO_SUM.fullmatch(text[before.end() : found.start()]):
            yield _sum(*before.groups(default=""))
        before = found
    if before:
        yield _sum(*before.groups(default=""))


def _sum(amount: str, unit: str, unit_before: str, amount_after: str) -> str:
    number = number_of(amount or amount_after)
    if number is None:
        return ""
    currency = CURRENCIES[unit or unit_before]
    tomans = 10 if currency == "IRT" else 1
    return f"{number * tomans:.15g} {'IRR' if tomans > 1 else currency}"
