"""Which hours a day has, by what was confirmed when one looks."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sanjeh.core.working_time.calendar import (
    CalendarVersion,
    Decree,
    Effect,
    Holiday,
    Hours,
    HoursBroken,
    NoCalendar,
    Span,
    WorkingCalendar,
    as_known,
)
from tests.core.working_time.example import (
    CLOSED,
    DAY,
    FIRST,
    HOLIDAYS,
    HOUR,
    MORNING,
    NOWRUZ,
    SHORT,
    TEHRAN,
    WEEK,
    at,
    day,
    decree,
    hours,
)

SECOND = timedelta(seconds=1)
NINE = (Span(9 * HOUR, 12 * HOUR),)


def read(
    text: str,
    *decrees: Decree,
    known: datetime | None = None,
    place: str = "",
    versions: tuple[CalendarVersion, ...] = (FIRST,),
    holidays: tuple[Holiday, ...] = HOLIDAYS,
) -> Hours:
    office = hours(*decrees, known=known, place=place, versions=versions, holidays=holidays)
    return office.calendar.reading(day(text)).hours


def test_a_week_works_from_saturday_to_wednesday() -> None:
    # 1 Ordibehesht 1404 was a Monday.
    found = [read(f"1404-2-{number}") for number in range(1, 8)]

    assert found == [MORNING, MORNING, MORNING, (), (), MORNING, MORNING]


def test_a_holiday_is_a_day_off_and_the_days_around_it_are_not() -> None:
    assert [read(f"1404-1-{number}") for number in (12, 13, 16)] == [MORNING, (), MORNING]


def test_the_last_day_of_a_leap_year_is_worked_and_the_next_is_nowruz() -> None:
    # 1403 is a leap year: 30 Esfand, a Thursday, is followed by 1 Farvardin; 29 Esfand is a Wednesday.
    assert day("1403-12-30") + timedelta(days=1) == day("1404-1-1")
    assert [read("1403-12-29"), read("1403-12-30"), read("1404-1-1")] == [MORNING, (), ()]


@pytest.mark.parametrize(("known", "found"), [(at("1404-2-1") - SECOND, MORNING), (at("1404-2-1"), ())])
def test_a_holiday_counts_from_the_second_of_its_confirmation(
    known: datetime, found: tuple[Span, ...]
) -> None:
    holiday = Holiday(1, day("1404-1-20"), NOWRUZ, at("1404-2-1"))

    assert read("1404-1-20", known=known, holidays=(holiday,)) == found


def test_a_holiday_that_nobody_confirmed_is_a_day_like_any_other() -> None:
    holiday = Holiday(1, day("1404-1-20"), NOWRUZ, None)

    assert read("1404-1-20", holidays=(holiday,)) == MORNING


@pytest.mark.parametrize(
    ("place", "found"),
    [("tehran", [MORNING, (), ()]), ("", [MORNING, MORNING, ()]), ("fars", [MORNING, MORNING, ()])],
)
def test_what_holds_for_a_place_holds_there_alone(place: str, found: list[tuple[Span, ...]]) -> None:
    local = decree("1404-2-2", "1404-2-2", Effect.CLOSES, place="tehran")
    national = decree("1404-2-3", "1404-2-3", Effect.CLOSES)

    assert [read(f"1404-2-{number}", local, national, place=place) for number in (1, 2, 3)] == found


def test_a_decree_holds_on_its_first_and_last_day_and_not_around_them() -> None:
    closing = decree("1404-2-6", "1404-2-8", Effect.CLOSES)

    assert [bool(read(f"1404-2-{number}", closing)) for number in (3, 6, 7, 8, 9)] == [
        True,
        False,
        False,
        False,
        True,
    ]


def test_hours_of_a_decree_change_days_of_work_and_open_no_day_off() -> None:
    shorter = decree("1404-1-12", "1404-1-16", Effect.CHANGES_HOURS, SHORT)

    assert [read(f"1404-1-{number}", shorter) for number in (12, 13, 14, 15, 16)] == [
        SHORT,
        (),
        (),
        (),
        SHORT,
    ]


def test_a_decree_that_opens_a_day_opens_holidays_and_weekends() -> None:
    opening = decree("1404-1-13", "1404-1-14", Effect.OPENS, SHORT)

    assert [read(f"1404-1-{number}", opening) for number in (13, 14, 15)] == [SHORT, SHORT, ()]


@pytest.mark.parametrize("turned", [False, True])
def test_of_two_decrees_the_one_issued_later_has_the_last_word(turned: bool) -> None:  # noqa: FBT001
    closing = decree("1404-2-2", "1404-2-2", Effect.CLOSES, issued=at("1404-2-1"), number=9)
    opening = decree("1404-2-2", "1404-2-2", Effect.OPENS, NINE, issued=at("1404-2-1 0:0:1"), number=1)
    rows = (opening, closing) if turned else (closing, opening)

    assert read("1404-2-2", *rows) == NINE


def test_of_two_decrees_of_one_moment_the_one_with_the_higher_number_counts() -> None:
    closing = decree("1404-2-2", "1404-2-2", Effect.CLOSES, number=2)
    opening = decree("1404-2-2", "1404-2-2", Effect.OPENS, NINE, number=1)

    assert [read("1404-2-2", *rows) for rows in ((closing, opening), (opening, closing))] == [(), ()]


def test_a_version_is_in_force_from_its_day_on() -> None:
    later = CalendarVersion(2, day("1404-2-2"), (SHORT,) * 7, at("1404-1-1"))

    found = [read(f"1404-2-{number}", versions=(later, FIRST)) for number in (1, 2, 3)]
    assert found == [MORNING, SHORT, SHORT]


def test_a_version_that_was_confirmed_later_was_not_known_before() -> None:
    later = CalendarVersion(2, day("1404-2-2"), (SHORT,) * 7, at("1404-3-1"))

    found = [
        read("1404-2-3", versions=(FIRST, later), known=known)
        for known in (at("1404-3-1") - SECOND, at("1404-3-1"))
    ]
    assert found == [MORNING, SHORT]


def test_of_two_versions_of_one_day_the_later_made_counts() -> None:
    second = CalendarVersion(2, FIRST.effective_from, (NINE,) * 7, at("1403-1-1"))
    third = replace(second, number=3, week=(SHORT,) * 7)

    assert read("1404-2-1", versions=(third, FIRST, second)) == SHORT


def test_a_place_with_a_week_of_its_own_keeps_it_when_the_others_change() -> None:
    local = CalendarVersion(2, day("1403-2-1"), (SHORT,) * 7, at("1403-1-1"), "tehran")
    national = CalendarVersion(3, day("1404-1-1"), (NINE,) * 7, at("1403-1-1"))
    versions = (FIRST, local, national)

    assert [read("1404-2-1", versions=versions, place=place) for place in ("tehran", "fars")] == [SHORT, NINE]


def test_before_the_first_version_there_is_no_calendar() -> None:
    with pytest.raises(NoCalendar) as refused:
        read("1402-12-29")

    assert (refused.value.place, refused.value.day) == ("", day("1402-12-29"))


def test_the_longest_day_of_a_week_is_its_working_day() -> None:
    assert (FIRST.longest_day, replace(FIRST, week=(NINE, *WEEK[1:])).longest_day) == (DAY, DAY)


@pytest.mark.parametrize(
    ("opens", "closes"), [(-1, 5), (5, 5), (6, 5), (0, 86_401)], ids=["before", "empty", "turned", "beyond"]
)
def test_hours_that_are_no_part_of_a_day_are_refused(opens: int, closes: int) -> None:
    with pytest.raises(HoursBroken):
        Span(opens, closes)


def test_a_day_may_be_worked_from_midnight_to_midnight() -> None:
    assert Span(0, 86_400).seconds == 86_400


def test_hours_may_touch_and_may_not_overlap() -> None:
    touching = (Span(1, 2), Span(2, 3))
    assert CalendarVersion(1, day("1404-1-1"), (touching,) * 7, None).longest_day == 2

    with pytest.raises(HoursBroken):
        CalendarVersion(1, day("1404-1-1"), ((Span(1, 3), Span(2, 4)),) * 7, None)


def test_a_week_has_seven_days() -> None:
    with pytest.raises(HoursBroken):
        CalendarVersion(1, day("1404-1-1"), WEEK[:6], None)


@pytest.mark.parametrize(
    ("first", "last", "effect", "given"),
    [
        ("1404-2-2", "1404-2-1", Effect.CLOSES, ()),
        ("1404-2-1", "1404-2-1", Effect.CLOSES, SHORT),
        ("1404-2-1", "1404-2-1", Effect.OPENS, ()),
        ("1404-2-1", "1404-2-1", Effect.CHANGES_HOURS, ()),
    ],
)
def test_a_decree_that_says_two_things_is_refused(
    first: str, last: str, effect: Effect, given: tuple[Span, ...]
) -> None:
    with pytest.raises(HoursBroken):
        decree(first, last, effect, given)


def test_what_was_known_in_an_hour_that_comes_twice_is_told_apart() -> None:
    # On 26 October 2025 the walls of Berlin show half past two twice.
    berlin = ZoneInfo("Europe/Berlin")
    first = datetime(2025, 10, 26, 2, 30, tzinfo=berlin)
    holiday = Holiday(1, day("1404-2-1"), CLOSED, first.replace(fold=1))
    calendar = WorkingCalendar(TEHRAN, (FIRST,), (*HOLIDAYS, holiday))

    found = [
        as_known(calendar, "", known).reading(day("1404-2-1")).hours
        for known in (first, first.replace(fold=1))
    ]
    assert found == [MORNING, ()]
