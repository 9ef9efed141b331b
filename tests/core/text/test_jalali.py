from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate

from sanjeh.core.text.jalali import gregorian, is_leap, jalali


@given(st.dates(min_value=date(1799, 3, 21), max_value=date(2123, 3, 20)))
def test_every_day_is_the_one_that_another_calendar_says(day: date) -> None:
    other = JalaliDate(day)  # type: ignore[no-untyped-call] # a package without types

    assert jalali(day) == (other.year, other.month, other.day)
    assert gregorian(other.year, other.month, other.day) == day


@given(st.dates(max_value=date(9999, 12, 30)))
def test_the_day_after_is_the_next_of_its_month_or_the_first_of_another(day: date) -> None:
    today, tomorrow = jalali(day), jalali(day + timedelta(days=1))

    assert (tomorrow.day, tomorrow.month) in {(today.day + 1, today.month), (1, today.month % 12 + 1)}
    assert tomorrow > today


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 3, 20), (1403, 12, 30)),
        (date(2025, 3, 21), (1404, 1, 1)),
        (date(2025, 9, 22), (1404, 6, 31)),
        (date(2025, 9, 23), (1404, 7, 1)),
        (date(2026, 3, 20), (1404, 12, 29)),
        (date(2026, 3, 21), (1405, 1, 1)),
        (date.max, (9378, 10, 10)),
    ],
)
def test_months_and_years_end_where_they_should(day: date, expected: tuple[int, int, int]) -> None:
    assert jalali(day) == expected


def test_four_leap_years_follow_one_another_at_four_or_five_years() -> None:
    assert [year for year in range(1395, 1413) if is_leap(year)] == [1395, 1399, 1403, 1408, 1412]


@pytest.mark.parametrize(
    "day",
    [(1404, 12, 30), (1405, 7, 31), (1405, 13, 1), (1405, 0, 1), (1405, 1, 0), (1177, 12, 29), (1502, 1, 1)],
)
def test_a_day_that_never_was_is_refused(day: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="Jalali"):
        gregorian(*day)
