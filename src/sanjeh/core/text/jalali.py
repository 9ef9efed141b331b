"""The calendar of Iran: years of 365 or 366 days that begin at the spring equinox.

The 33-year rule agrees with the official, astronomical calendar from 1178 until 1501; later it may be a
day off.
"""

from datetime import date
from typing import NamedTuple

MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور", "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
_LONG_MONTHS, _LONG_DAYS = 6, 186  # the first six months have 31 days, the others 30, the last 29 or 30


class JalaliDay(NamedTuple):
    """A day of the Jalali calendar; `month` and `day` begin at 1."""

    year: int
    month: int
    day: int


def jalali(day: date) -> JalaliDay:
    """Return the Jalali day of a Gregorian one."""
    year = day.year - 621
    if day.toordinal() < _first_day(year):
        year -= 1
    passed = day.toordinal() - _first_day(year)
    if passed < _LONG_DAYS:
        return JalaliDay(year, passed // 31 + 1, passed % 31 + 1)
    passed -= _LONG_DAYS
    return JalaliDay(year, passed // 30 + _LONG_MONTHS + 1, passed % 30 + 1)


def gregorian(year: int, month: int, day: int) -> date:
    """Return the Gregorian day of a Jalali one; raise ValueError when there is no such day, or after 1501."""
    length = 31 if month <= _LONG_MONTHS else 30 if month < 12 or is_leap(year) else 29
    if not (1178 <= year <= 1501 and 1 <= month <= 12 and 1 <= day <= length):
        raise ValueError(f"there is no day {year}/{month}/{day} in the Jalali calendar")
    before = (month - 1) * 31 if month <= _LONG_MONTHS else (month - 1) * 30 + _LONG_MONTHS
    return date.fromordinal(_first_day(year) + before + day - 1)


def is_leap(year: int) -> bool:
    """Tell whether Esfand of this year has 30 days."""
    return year % 33 in {1, 5, 9, 13, 17, 22, 26, 30}


def _first_day(year: int) -> int:
    """Return the first of Farvardin as `date.toordinal` counts days; it may lie before the first of those."""
    years = year + 1595
    return 365 * years + years // 33 * 8 + (years % 33 + 3) // 4 - 356_032
