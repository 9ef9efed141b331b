"""The Islamic calendar, reckoned: years of 354 or 355 days in a round of thirty.

The civil reckoning (Reingold and Dershowitz, Calendrical Calculations, chapter 7): leap years are 2, 5, 7,
10, 13, 16, 18, 21, 24, 26 and 29. Where months begin by a sighting of the moon, it may be a day or two off.
"""

from datetime import date
from typing import NamedTuple

MONTHS = (
    "محرم", "صفر", "ربیع‌الاول", "ربیع‌الثانی", "جمادی‌الاول", "جمادی‌الثانی",
    "رجب", "شعبان", "رمضان", "شوال", "ذی‌القعده", "ذی‌الحجه",
)  # fmt: skip
_BEFORE_FIRST = 227_014  # `date.toordinal` of the day before 1 Muharram 1


class IslamicDay(NamedTuple):
    """A day of the Islamic calendar; `month` and `day` begin at 1."""

    year: int
    month: int
    day: int


def islamic(day: date) -> IslamicDay:
    """Return the Islamic day of a Gregorian one."""
    year = (30 * (day.toordinal() - _BEFORE_FIRST - 1) + 10_646) // 10_631
    passed = day.toordinal() - _first_day(year)
    month = min(12, (11 * passed + 330) // 325)
    return IslamicDay(year, month, passed - _days_before(month) + 1)


def _first_day(year: int) -> int:
    """Return the first of Muharram as `date.toordinal` counts days."""
    return _BEFORE_FIRST + 1 + 354 * (year - 1) + (3 + 11 * year) // 30


def _days_before(month: int) -> int:
    """Return how many days of its year lie before a month: 30 and 29 in turn."""
    return 29 * (month - 1) + month // 2
