"""Working seconds are added and counted exactly, over nights, weekends, years and changes of the clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.working_time.calendar import (
    CAME_WITH_THE_PROGRAM,
    CalendarVersion,
    Span,
    WorkingCalendar,
    as_known,
)
from sanjeh.core.working_time.hours import NeverWorked, WorkingHours, instant
from tests.core.working_time.example import DAY, HOUR, at, hours, said_at


def between(begin: str, end: str) -> int:
    return hours().between(instant(at(begin)), instant(at(end)))


def after(begin: str, seconds: int) -> datetime:
    return said_at(hours().after(instant(at(begin)), seconds))


@pytest.mark.parametrize(
    ("begin", "end", "seconds"),
    [
        ("1404-2-1 7:29:59", "1404-2-1 7:30", 0),
        ("1404-2-1 7:30", "1404-2-1 7:30:1", 1),
        ("1404-2-1 14:29:59", "1404-2-1 14:30", 1),
        ("1404-2-1 14:30", "1404-2-1 14:30:1", 0),
        ("1404-2-1 14:29:59", "1404-2-2 7:30:1", 2),
        ("1404-2-3 14:29:59", "1404-2-6 7:30:1", 2),  # from Wednesday to Saturday
        ("1404-2-1", "1404-2-2", DAY),
        ("1404-2-2", "1404-2-1", 0),
        ("1404-2-1 9:0", "1404-2-1 9:0", 0),
        ("1403-12-29 14:29:59", "1404-1-5 7:30", 1),  # nothing is worked from the leap day to 4 Farvardin
    ],
)
def test_working_seconds_between_two_moments(begin: str, end: str, seconds: int) -> None:
    assert between(begin, end) == seconds


@pytest.mark.parametrize(
    ("begin", "seconds", "end"),
    [
        ("1404-2-1 7:30", 1, "1404-2-1 7:30:1"),
        ("1404-2-1 7:30", DAY, "1404-2-1 14:30"),
        ("1404-2-1 7:30", DAY + 1, "1404-2-2 7:30:1"),
        ("1404-2-1 22:0", 1, "1404-2-2 7:30:1"),
        ("1404-2-1 14:29:59", 1, "1404-2-1 14:30"),
        ("1404-2-1 14:29:59", 2, "1404-2-2 7:30:1"),
        ("1404-2-3 14:30", 1, "1404-2-6 7:30:1"),
        ("1404-2-1 22:0", 0, "1404-2-1 22:0"),
        ("1403-12-29 13:30", 2 * HOUR, "1404-1-5 8:30"),
    ],
)
def test_a_working_time_ends_with_its_last_working_second(begin: str, seconds: int, end: str) -> None:
    assert after(begin, seconds) == at(end)


def zoned(name: str, span: Span) -> WorkingHours:
    version = CalendarVersion(1, date(2020, 1, 1), ((span,),) * 7, CAME_WITH_THE_PROGRAM)
    return WorkingHours(as_known(WorkingCalendar(ZoneInfo(name), (version,)), "", at("1404-1-1")))


@pytest.mark.parametrize(
    ("name", "day", "hours_of_day"),
    [
        ("Asia/Tehran", date(2025, 3, 30), 24),
        ("Asia/Tehran", date(2022, 3, 22), 23),  # the last year in which Iran put its clocks forward
        ("Asia/Tehran", date(2023, 3, 22), 24),
        ("Europe/Berlin", date(2025, 3, 30), 23),
        ("Europe/Berlin", date(2025, 10, 26), 25),
    ],
)
def test_a_day_in_which_clocks_are_put_forward_is_an_hour_shorter(
    name: str, day: date, hours_of_day: int
) -> None:
    zone = ZoneInfo(name)
    begin = datetime(day.year, day.month, day.day, tzinfo=zone)
    tomorrow = day + timedelta(days=1)
    end = datetime(tomorrow.year, tomorrow.month, tomorrow.day, tzinfo=zone)

    assert zoned(name, Span(0, 86_400)).between(instant(begin), instant(end)) == hours_of_day * HOUR


def test_office_hours_are_those_on_the_wall_on_both_sides_of_a_change() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    office = zoned("Europe/Berlin", Span(9 * HOUR, 17 * HOUR))

    ends = [office.after(instant(datetime(2025, 3, day, 9, tzinfo=berlin)), 8 * HOUR) for day in (29, 30)]
    assert [datetime.fromtimestamp(end, berlin).strftime("%d %H:%M %z") for end in ends] == [
        "29 17:00 +0100",
        "30 17:00 +0200",
    ]


def test_a_calendar_without_work_never_ends_a_working_time() -> None:
    version = CalendarVersion(1, date(2020, 1, 1), ((),) * 7, CAME_WITH_THE_PROGRAM)
    idle = WorkingHours(as_known(WorkingCalendar(ZoneInfo("Asia/Tehran"), (version,)), "", at("1404-1-1")))

    with pytest.raises(NeverWorked, match="1 of 1 working seconds are left"):
        idle.after(instant(at("1404-1-1")), 1)


def test_a_moment_is_the_second_that_it_lies_in() -> None:
    second = at("1404-2-1 9:0")

    found = [instant(second + timedelta(microseconds=part)) for part in (-1, 0, 999_999, 1_000_000)]
    assert [one - instant(second) for one in found] == [-1, 0, 0, 1]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        instant(datetime(2025, 1, 1))  # noqa: DTZ001


MOMENTS = st.integers(instant(at("1403-11-1")), instant(at("1404-3-1")))


@given(MOMENTS, st.integers(1, 40 * DAY))
def test_what_is_added_is_found_again(begin: int, seconds: int) -> None:
    office = hours()

    end = office.after(begin, seconds)

    assert (office.between(begin, end), office.between(begin, end - 1)) == (seconds, seconds - 1)


@given(MOMENTS, MOMENTS, MOMENTS)
def test_two_parts_of_a_time_are_the_whole(one: int, two: int, three: int) -> None:
    begin, middle, end = sorted((one, two, three))
    office = hours()

    assert office.between(begin, middle) + office.between(middle, end) == office.between(begin, end)
