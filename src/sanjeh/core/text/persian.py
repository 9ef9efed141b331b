"""Persian text as people write it: letters of two keyboards, three kinds of digits, two calendars."""

import re
import unicodedata
from datetime import date, timedelta

ARABIC_YE_KE = frozenset("يكى")
_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩")}
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "أ": "ا",
        "إ": "ا",
        "ٱ": "ا",
        "ؤ": "و",
        "آ": "ا",
    }
)


class _OneSpelling(dict[int, str | None]):
    """What each character becomes where spellings are compared; worked out when it is first met."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code).translate(_LETTERS)
        is_mark = unicodedata.category(letter) == "Mn" or letter == "ـ"
        self[code] = None if is_mark else latin_digits(letter)
        return self[code]


_ONE_SPELLING = _OneSpelling()
_JOINERS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]+")
_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ONE_TO_TWELVE = "یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده"
_NUMBER_WORDS = {word: number for number, word in enumerate(_ONE_TO_TWELVE.split(), start=1)} | {
    "پانزده": 15,
    "بیست": 20,
    "سی": 30,
    "چهل": 40,
    "شصت": 60,
    "نود": 90,
}


def latin_digits(text: str) -> str:
    """Return the text with Persian and Arabic digits as 0-9."""
    return text.translate(_DIGITS)


def normalise(text: str) -> str:
    """Return one spelling for all that read the same: letters, digits, marks, joiners, spaces, case."""
    plain = unicodedata.normalize("NFKC", _JOINERS.sub(" ", text)).translate(_ONE_SPELLING)
    return " ".join(plain.casefold().split())


def contains(text: str, phrase: str) -> bool:
    """Tell whether a normalised text has a phrase as whole words; spaces inside it may be missing."""
    pattern = r"\s?".join(re.escape(word) for word in phrase.split())
    return re.search(rf"(?<!\w){pattern}(?!\w)", text) is not None


def number_of(word: str) -> float | None:
    """Return the number that a normalised word says («سه», "3", "1,500"), or None."""
    if re.fullmatch(r"\d{1,3}([,٬]\d{3})+|\d+([./٫]\d+)?", word):
        return float(re.sub("[/٫]", ".", re.sub("[,٬]", "", word)))
    return _NUMBER_WORDS.get(word)


def gregorian(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a Jalali one; raise ValueError when there is no such day.

    The 33-year rule agrees with the official, astronomical calendar until 1501; later years are refused.
    """
    length = 31 if month <= 6 else 30 if month < 12 or is_leap(year) else 29
    if not (1178 <= year <= 1501 and 1 <= month <= 12 and 1 <= day <= length):
        message = f"there is no day {year}/{month}/{day} in the Jalali calendar"
        raise ValueError(message)
    years = year + 1595
    before = (month - 1) * 31 if month < 7 else (month - 7) * 30 + 186
    days = 365 * years + years // 33 * 8 + (years % 33 + 3) // 4 + before + day
    return date(1970, 1, 1) + timedelta(days=days - 1075196)


def is_leap(jalali_year: int) -> bool:
    """Tell whether Esfand of this Jalali year has 30 days."""
    return jalali_year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return (date if int(year) > 1700 else gregorian)(int(year), month, int(day))
    except ValueError:
        return None


_YEAR_FIRST = re.compile(r"(?<!\d)(1[2-5]\d\d|20\d\d)\s?[/\-.]\s?(\d{1,2})\s?[/\-.]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(r"(?<![\d/.\-])(\d{1,2})[/\-.](\d{1,2})[/\-.](1[34]\d\d|20\d\d)(?![\d/])")
_MONTH_NAMES = tuple(normalise(month) for month in _MONTHS)
_PERSIAN_NAME = re.compile(
    rf"(?<![^\W\d])(?:(?<!\d)(\d{{1,2}})\s?(?:ام |م )?)?({'|'.join(_MONTH_NAMES)})"
    r"(?: ?ماه)?،?\s?(?:سال )?(1[34]\d\d)(?!\d)"
)
_ENGLISH_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_ENGLISH_NAME = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?{_ENGLISH_MONTH},? (20\d\d)(?!\d)")
_ENGLISH_NAME_FIRST = re.compile(rf"\b{_ENGLISH_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (20\d\d)(?!\d)")


def dates_in(text: str) -> tuple[date, ...]:
    """Return every day that the text names, Jalali and Gregorian, in the order of their kinds of writing.

    A month without a day stands for its first: what was done in it may have been done that early.
    """
    plain = normalise(text)
    found = [_day(y, int(m), d) for y, m, d in _YEAR_FIRST.findall(plain)]
    found += [_day(y, int(m), d) or _day(y, int(d), m) for d, m, y in _YEAR_LAST.findall(plain)]
    found += [_day(y, _MONTH_NAMES.index(m) + 1, d or "1") for d, m, y in _PERSIAN_NAME.findall(plain)]
    found += [_day(y, _ENGLISH_MONTHS.index(m[:3]) + 1, d or "1") for d, m, y in _ENGLISH_NAME.findall(plain)]
    found += [_day(y, _ENGLISH_MONTHS.index(m[:3]) + 1, d) for m, d, y in _ENGLISH_NAME_FIRST.findall(plain)]
    return tuple(day for day in found if day is not None)
