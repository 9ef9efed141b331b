"""Digits as people write them and numbers as they read them: the only tables of digits in the house."""

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

LATIN, PERSIAN, ARABIC = "0123456789", "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩"
LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"  # keeps the minus before its number inside a right-to-left text

_TO_LATIN = str.maketrans(PERSIAN + ARABIC, LATIN * 2)
# Languages that write in digits of their own; all others write in Latin ones.
_OWN = {
    language: str.maketrans(f"{LATIN}%", f"{digits}٪")
    for language, digits in (("fa", PERSIAN), ("ar", ARABIC), ("ckb", ARABIC))
}
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")


def latin_digits(text: str) -> str:
    """Return the text with Persian and Arabic digits as 0-9."""
    return text.translate(_TO_LATIN)


def kind_of_digit(digit: str) -> str:
    """Return `persian`, `arabic` or, for all others, `latin`."""
    return "persian" if digit in PERSIAN else "arabic" if digit in ARABIC else "latin"


def in_digits(text: object, language: str) -> str:
    """Return a text with the digits of the language, and its signs inside and after numbers."""
    own = _OWN.get(language)
    if own is None:
        return str(text)
    return _THOUSANDS.sub("٬", _POINT.sub("٫", str(text))).translate(own)


def number(value: float | Decimal, language: str, places: int = 0) -> str:
    """Return the number with so many decimal places, rounded half-up as everything published is."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = LEFT_TO_RIGHT if exact < 0 and language in _OWN else ""
    return sign + in_digits(f"{exact:,}", language)


def percent(share: float | Decimal, language: str, places: int = 0) -> str:
    """Return a share of one in per cent: 0.125 is 13% in English, ۱۳٪ in Persian."""
    return in_digits(f"{number(Decimal(str(share)) * 100, 'en', places)}%", language)


def percent_below(share: float, language: str) -> str:
    """Return a share that is too small, cut and not rounded: 89.96 % never reads as the 90 % it lacks."""
    exact = Decimal(str(round(share * 100, 9))).quantize(Decimal("0.1"), ROUND_FLOOR)
    return in_digits(f"{f'{exact:f}'.removesuffix('.0')}%", language)
