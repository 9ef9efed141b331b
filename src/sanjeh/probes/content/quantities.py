"""Times and sums as people write them, read into the forms that machines compare."""

import re

from sanjeh.core.text.numerals import latin_digits
from sanjeh.core.text.persian import number_of
from sanjeh.probes.content.words import CURRENCIES, FREE, IMMEDIATE_TIMES, SCALES, TIME_UNITS, says

_ISO_DURATION = re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(\d+H)?(\d+M)?(\d+S)?)?")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def _one_of(words: dict[str, str] | dict[str, int]) -> str:
    """Return a pattern of these words, the longest first, so that none hides in another."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_TIME = re.compile(
    rf"(?<!\w)(\w{{1,20}})\s+({_one_of(TIME_UNITS)})(?!\w)|(\d{{1,6}})({_one_of(TIME_UNITS)})(?!\w)"
)
_AMOUNT = r"(?<!\w)(\d[\d,٬٫./]{0,20}|\w{1,20})"
_SUM = re.compile(
    rf"{_AMOUNT}\s*({_one_of(SCALES)})?\s*({_one_of(CURRENCIES)})|({_one_of(CURRENCIES)})\s*(\d[\d,٬٫./]{{0,20}})"
)


def duration(text: str, given: str = "") -> str:
    """Return the ISO 8601 duration that a normalised text names ("P3D", "PT0S" for at once), or nothing.

    Of a range («۲ تا ۴ هفته») the number beside the unit counts; `given` is believed when it is a duration.
    """
    if _ISO_DURATION.fullmatch(given):
        return given
    for word, unit, digits, joined in _TIME.findall(text):
        number = number_of(word or digits)
        if number is not None:
            return _iso(number, TIME_UNITS[unit or joined])
    return "PT0S" if says(text, IMMEDIATE_TIMES) else ""


def _iso(number: float, sign: str) -> str:
    """Return the duration for a sign such as "D" or "TH", whose T stands before hours, minutes, seconds."""
    return f"P{sign[:-1]}{number:g}{sign[-1]}"


def money(text: str, given: str = "") -> str:
    """Return the sum that a normalised text names ("50000 IRR", "0 IRR" for free of charge), or nothing.

    `given` is a sum in rials, or a sum with its currency.
    """
    plain = latin_digits(given).strip()
    if _NUMBER.fullmatch(plain):
        return f"{plain} IRR"
    if says(text, FREE):
        return "0 IRR"
    sums = (_sum(*found) for found in _SUM.findall(text))
    return next(filter(None, sums), "")


def _sum(amount: str, scale: str, unit: str, unit_before: str, amount_after: str) -> str:
    number = number_of((amount or amount_after).rstrip(".,٬/"))
    if number is None:
        return ""
    currency = CURRENCIES[unit or unit_before]
    tomans = 10 if currency == "IRT" else 1
    return f"{number * SCALES.get(scale, 1) * tomans:.15g} {'IRR' if tomans > 1 else currency}"
