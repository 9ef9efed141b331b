"""How a day is written in each language."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from babel import UnknownLocaleError
from babel.dates import get_month_names

from sanjeh.core.text.calendars import MONTHS, Calendar, parts
from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.words import SOURCE


def day(value: date, language: str, calendar: Calendar) -> str:
    """Return the day: in Persian by this calendar, in other languages by the Gregorian one."""
    if language != SOURCE:
        return in_digits(f"{value.day} {month_names(language)[value.month]} {value.year}", language)
    year, month, of_month = parts(value, calendar)
    return in_digits(f"{of_month} {MONTHS[calendar][month - 1]} {year}", language)


@cache
def month_names(language: str) -> Mapping[int, str]:
    """Return what the months are called, by their numbers; in English where nobody has written that down."""
    try:
        names: Mapping[int, str] = get_month_names("wide", locale=language)
    except UnknownLocaleError:
        names = get_month_names("wide", locale="en")
    return names
