"""Persian text as people write it: letters of two keyboards, days of two calendars."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise

from sanjeh.core.text.jalali import MONTHS, gregorian
from sanjeh.core.text.numerals import latin_digits

ARABIC_YE_KE = frozenset("يكى")
_LETTERS = str.maketrans(
    {
        "ي": "ی",
        "ى": "ی",
        "ئ": "ی",
        "ك": "ک",
        "ڪ": "ک",
        "ة": "ه",
        "ۀ": "ه",
        "ۂ": "ه",
        "ہ": "ه",
        "ە": "ه",
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
# Old word processors keep their half-space as the sign "not" (U+00AC).
_JOINERS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u00ac]+")
# «خانه‌ی ما», «خانه ی ما», «خانهٔ ما» and «خانه ما» are one: the «ی» after a final «ه» is only spoken.
_EZAFE = re.compile(r"(?<=ه)(?: ی)+(?!\w)")
_VULGAR = re.compile(r"(?:(\d)[ \u2009]?)?([\u00bc-\u00be\u2150-\u215e])")
_FEWEST_TO_PART, _FEWEST_BEFORE_EZAFE = 6, 4
_ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def normalise(text: str) -> str:
    """Return one spelling for all that read the same: letters, digits, marks, joiners, case, ezafe."""
    return _EZAFE.sub("", without_ornament(text))


def without_ornament(text: str) -> str:
    """Return the text in one alphabet, with spaces for joiners and every syllable that is written."""
    told = _VULGAR.sub(_decimal, _JOINERS.sub(" ", text))
    plain = unicodedata.normalize("NFKC", told).translate(_ONE_SPELLING)
    return " ".join(plain.casefold().split())


def _decimal(found: re.Match[str]) -> str:
    """Return «½» as the fraction that it is: NFKC makes «۱۱⁄۲» of «۱½»."""
    share = f"{unicodedata.numeric(found[2]):.9g}".removeprefix("0.")
    return f"{found[1] or 0}٫{share}"


def contains(text: str, phrase: str) -> bool:
    """Tell whether a normalised text has a phrase as whole words, in any of its spellings."""
    return whole(phrase).search(text) is not None


@lru_cache(maxsize=1024)
def whole(phrase: str) -> re.Pattern[str]:
    """Return the pattern of a normalised phrase as whole words, in any of its spellings."""
    return re.compile(rf"(?<!\w){spelt(phrase)}(?!\w)")


def spelt(phrase: str) -> str:
    """Return the pattern of a normalised phrase in all spellings that read the same.

    Between its letters a space may stand or be missing, for a half-space, a space and nothing are one to the
    reader; only a short word that stands alone is never parted, or it would be found in two others.
    """
    words = phrase.split()
    is_parted = len(words) > 1 or len(phrase) >= _FEWEST_TO_PART
    return r"\s?".join(_spelt(word, is_parted=is_parted) for word in words)


def one_of(phrases: Iterable[str]) -> str:
    """Return the pattern of normalised phrases in all their spellings, the longest first."""
    ordered = sorted(phrases, key=len, reverse=True)
    return f"(?:{'|'.join(map(spelt, ordered))})"


def _spelt(word: str, *, is_parted: bool) -> str:
    pattern = re.escape(word[0])
    for before, letter in pairwise(word):
        pattern += (r"\s?" if is_parted and _joins(before, letter) else "") + re.escape(letter)
    is_open = word.endswith("ه") and len(word) >= _FEWEST_BEFORE_EZAFE
    return f"{pattern}ی?" if is_open or word.endswith("ها") else pattern


def _joins(letter: str, following: str) -> bool:
    """Tell whether both are letters of Arabic script, between which typists set spaces at will."""
    return all(each.isalpha() and "\u0600" <= each <= "\u06ff" for each in (letter, following))


def _day(year: str, month: int, day: str) -> date | None:
    try:
        return (date if int(year) > 1700 else gregorian)(int(year), month, int(day))
    except ValueError:
        return None


def _is_of_the_sun(year: str, era: str, *, may_be_lunar: bool) -> bool:
    """Tell whether a day in digits is Jalali or Gregorian; a lunar one is not read, as its month may slip."""
    if era:
        return not era.endswith(("قمری", "ق"))
    return not (may_be_lunar and _FIRST_OF_THE_MOON <= int(year) <= _LAST_OF_THE_MOON)


def _day_said(digits: str, word: str) -> str:
    return digits or _DAY_OF_WORDS.get(word.replace(" ", ""), "1")


_ERA = r"(?:\s?\(?(?:هجری ?)?(قمری|شمسی|خورشیدی|(?:ه ?\.? ?)?[قش](?!\w)))?"
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(1[2-5]\d\d|20\d\d)\s?[/\\\-.٫]\s?(\d{{1,2}})\s?[/\\\-.٫]\s?(\d{{1,2}})(?!\d|\.\d){_ERA}"
)
_YEAR_LAST = re.compile(rf"(?<![\d/.\-])(\d{{1,2}})[/\-.](\d{{1,2}})[/\-.](1[34]\d\d|20\d\d)(?![\d/]){_ERA}")
# The moon's years since 2008 are written 1430 and above; the sun's year 1430 begins in 2051.
_FIRST_OF_THE_MOON, _LAST_OF_THE_MOON = 1430, 1599
# «امرداد» is the older name, which a widespread library of dates still prints.
_MONTH_NUMBERS = {normalise(month): number for number, month in enumerate(MONTHS, start=1)} | {"امرداد": 5}
_UNITS_OF_DAYS = ["یکم", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم"]
_DAYS_IN_WORDS = (
    *_UNITS_OF_DAYS,
    *("دهم", "یازدهم", "دوازدهم", "سیزدهم", "چهاردهم", "پانزدهم"),
    *("شانزدهم", "هفدهم", "هجدهم", "نوزدهم", "بیستم"),
    *(f"بیست و {each}" for each in _UNITS_OF_DAYS),
    "سی ام",
    "سی و یکم",
)
_DAY_OF_WORDS = {word.replace(" ", ""): str(day) for day, word in enumerate(_DAYS_IN_WORDS, start=1)} | {
    "اول": "1"
}
_DAY_IN_WORDS = "|".join(
    r"\s?".join(word.split()) for word in sorted((*_DAYS_IN_WORDS, "اول"), key=len, reverse=True)
)
# By the names that Persian has from French, and those of newer translations.
_GREGORIAN_NUMBERS = {
    normalise(name): number
    for number, names in enumerate(
        (
            "ژانویه", "فوریه", "مارس", "آوریل آپریل", "مه می", "ژوئن جون", "ژوئیه ژوییه جولای", "اوت آگوست",
            "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_IN_PERSIAN = rf"(?<![^\W\d])(?:(?<!\d)(\d{{1,2}})\s?(?:ام |م |[-/]\s?)?|({_DAY_IN_WORDS})\s?)"
_OF_MONTHS = "|".join(_MONTH_NUMBERS)
_PERSIAN_NAME = re.compile(rf"{_IN_PERSIAN}?({_OF_MONTHS})(?: ?ماه)?\s?[،,/-]?\s?(?:سال )?(1[34]\d\d)(?!\d)")
# «فروردین ۵، ۱۴۰۴», as software that was made for English writes it, and «۱۴۰۴/فروردین/۵».
_PERSIAN_NAME_FIRST = re.compile(rf"(?<!\w)({_OF_MONTHS})(?: ?ماه)? (\d{{1,2}})\s?[،,]\s?(1[34]\d\d)(?!\d)")
_PERSIAN_YEAR_FIRST = re.compile(rf"(?<!\d)(1[34]\d\d)\s?([-/])\s?({_OF_MONTHS})\s?\2\s?(\d{{1,2}})(?!\d)")
_GREGORIAN_NAME = re.compile(
    rf"{_IN_PERSIAN}({'|'.join(_GREGORIAN_NUMBERS)})(?: ?ماه)?،?\s?(?:سال )?(20\d\d)(?!\d)"
)
_ENGLISH_MONTH = (
    r"(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
# The months of the sun in Latin letters, as English pages of Iran write them.
_LATIN_NUMBERS = {
    name: number
    for number, names in enumerate(
        (
            "farvardin", "ordibehesht", "khordad", "tir", "mordad amordad", "shahrivar",
            "mehr", "aban", "azar", "dey dei", "bahman", "esfand",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_LATIN_MONTH = f"({'|'.join(_LATIN_NUMBERS)})"


def _english(month: str, year: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of days as English writes them, with the month behind the day and before it."""
    ordinal = r"(\d{1,2})(?:st|nd|rd|th)?"
    return (
        re.compile(rf"\b(?:{ordinal}[ -](?:day )?(?:of )?)?{month}(?:,? |-)({year})(?!\d)"),
        re.compile(rf"\b{month} (?:the )?{ordinal},? ({year})(?!\d)"),
    )


_ENGLISH = (
    (*_english(_ENGLISH_MONTH, r"20\d\d"), lambda month: _ENGLISH_MONTHS.index(month[:3]) + 1),
    (*_english(_LATIN_MONTH, r"1[34]\d\d"), _LATIN_NUMBERS.__getitem__),
)


def dates_in(text: str, *, may_be_lunar: bool = True) -> tuple[date, ...]:
    """Return every day that the text names, Jalali and Gregorian, in the order of their kinds of writing.

    A month without a day stands for its first: what was done in it may have been done that early. Days of
    the lunar calendar are left out; where nobody writes such (`may_be_lunar`), 1440 is a year of the sun.
    """
    plain = normalise(text)
    is_ours = partial(_is_of_the_sun, may_be_lunar=may_be_lunar)
    numbered = [(y, m, d) for y, m, d, era in _YEAR_FIRST.findall(plain) if is_ours(y, era)]
    found = [_day(y, int(m), d) for y, m, d in numbered]
    numbered = [(y, m, d) for d, m, y, era in _YEAR_LAST.findall(plain) if is_ours(y, era)]
    found += [_day(y, int(m), d) or _day(y, int(d), m) for y, m, d in numbered]
    for names, numbers in ((_PERSIAN_NAME, _MONTH_NUMBERS), (_GREGORIAN_NAME, _GREGORIAN_NUMBERS)):
        found += [_day(y, numbers[m], _day_said(d, word)) for d, word, m, y in names.findall(plain)]
    found += [_day(y, _MONTH_NUMBERS[m], d) for m, d, y in _PERSIAN_NAME_FIRST.findall(plain)]
    found += [_day(y, _MONTH_NUMBERS[m], d) for y, _, m, d in _PERSIAN_YEAR_FIRST.findall(plain)]
    for day_first, month_first, number in _ENGLISH:
        found += [_day(y, number(m), d or "1") for d, m, y in day_first.findall(plain)]
        found += [_day(y, number(m), d) for m, d, y in month_first.findall(plain)]
    return tuple(day for day in found if day is not None)
