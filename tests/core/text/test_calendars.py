"""Days in the calendars of authorities."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from sanjeh.core.text.calendars import CALENDAR_WORDS, MONTHS, Calendar, parts
from sanjeh.core.text.islamic import islamic

LEAP = {2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29}  # of each thirty


def counted(day: date) -> tuple[int, int, int]:
    """Count from 1 Muharram 1 on, year by year and month by month."""
    left, year, month = (day - date(622, 7, 19)).days, 1, 1
    while left >= (length := 355 if year % 30 in LEAP else 354):
        left, year = left - length, year + 1
    while left >= (length := 30 if month % 2 or (month == 12 and year % 30 in LEAP) else 29):
        left, month = left - length, month + 1
    return year, month, left + 1


@given(st.dates(date(622, 7, 19), date(2500, 1, 1)))
@example(date(622, 7, 19))
@example(date(2023, 7, 18))
def test_an_islamic_day_is_the_one_that_is_reached_by_counting(day: date) -> None:
    assert islamic(day) == counted(day)


def test_the_islamic_year_1421_began_on_the_sixth_of_april_2000() -> None:
    assert [islamic(date(2000, 4, day)) for day in (5, 6)] == [(1420, 12, 30), (1421, 1, 1)]


@given(st.dates(date(622, 7, 19), date(2500, 1, 1)))
def test_an_islamic_day_is_followed_by_the_next_one(day: date) -> None:
    year, month, of_month = islamic(day)
    after = islamic(day + timedelta(days=1))

    assert after in {(year, month, of_month + 1), (year, month + 1, 1), (year + 1, 1, 1)}
    assert (1 <= month <= 12, 1 <= of_month <= 30) == (True, True)


def test_one_day_has_its_numbers_in_every_calendar() -> None:
    assert {calendar: parts(date(2026, 11, 30), calendar) for calendar in Calendar} == {
        Calendar.PERSIAN: (1405, 9, 9),
        Calendar.GREGORIAN: (2026, 11, 30),
        Calendar.ISLAMIC: (1448, 6, 19),
    }


def test_every_calendar_has_a_name_and_twelve_months() -> None:
    assert {calendar: len(set(MONTHS[calendar])) for calendar in Calendar} == dict.fromkeys(Calendar, 12)
    assert set(CALENDAR_WORDS) == set(Calendar)
