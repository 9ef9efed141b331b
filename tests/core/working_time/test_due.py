"""When a clock is due, on both sides of every boundary."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.calendar import CalendarVersion, Decree, Effect, Span
from sanjeh.core.working_time.clock import Clock, Credit
from sanjeh.core.working_time.due import Standing, due_at, standing
from sanjeh.core.working_time.events import EventKind, Outage, Party
from sanjeh.core.working_time.hours import instant
from tests.core.working_time.example import (
    DAY,
    FIRST,
    HOUR,
    SHORT,
    Told,
    at,
    day,
    decree,
    hours,
    said_at,
)


def stands(
    clock: Clock, now: str, *decrees: Decree, versions: tuple[CalendarVersion, ...] = (FIRST,)
) -> Standing:
    return standing(clock, hours(*decrees, versions=versions), at(now))


def due(
    clock: Clock, now: str, *decrees: Decree, versions: tuple[CalendarVersion, ...] = (FIRST,)
) -> datetime:
    return said_at(stands(clock, now, *decrees, versions=versions).due_at)


def test_ten_working_hours_before_nowruz_are_due_after_it() -> None:
    # 27 Esfand 1403 is a Monday: an hour and a half, seven hours each on two days, and the rest after Nowruz.
    clock = Told("1403-12-27 13:0").clock(18 / 7)

    assert due(clock, "1403-12-27 13:0") == at("1404-1-5 10:0")
    assert due_at(clock, hours(), at("1403-12-27 13:0")) == instant(at("1404-1-5 10:0"))


def test_a_target_ends_with_the_last_working_second_of_a_day() -> None:
    clock = Told("1404-2-1 7:30").clock(1)

    assert due(clock, "1404-2-1 7:30") == at("1404-2-1 14:30")


@pytest.mark.parametrize(
    ("stopped", "is_late"),
    [
        ("1404-2-1 14:29:59", False),
        ("1404-2-1 14:30", False),
        ("1404-2-1 23:59:59", False),  # no working second has passed since
        ("1404-2-2 7:30", False),
        ("1404-2-2 7:30:1", True),
    ],
)
def test_a_clock_is_late_when_more_than_its_target_was_worked(stopped: str, is_late: bool) -> None:  # noqa: FBT001
    found = stands(Told("1404-2-1 7:30").stopped(stopped).clock(1), "1404-2-20")

    assert (found.is_late, found.is_over, said_at(found.due_at)) == (is_late, True, at("1404-2-1 14:30"))


def test_a_pause_moves_the_due_moment_by_its_working_time_exactly() -> None:
    # Fifteen working days from 27 Esfand, with a pause of two working days after Nowruz.
    without = Told("1403-12-27 13:0").clock(15)
    paused = Told("1403-12-27 13:0").paused("1404-1-6 9:0").resumed("1404-1-10 9:0").clock(15)

    office = hours()
    ends = [stands(clock, "1404-1-12").due_at for clock in (without, paused)]
    assert office.between(*ends) == 2 * DAY


def test_while_it_waits_the_due_moment_moves_with_every_working_second() -> None:
    clock = Told("1404-2-1 8:0").paused("1404-2-1 9:0").clock(1)

    found = [stands(clock, now) for now in ("1404-2-1 9:0", "1404-2-1 10:0", "1404-2-1 10:0:1")]
    assert [(one.is_waiting, said_at(one.due_at)) for one in found] == [
        (True, at("1404-2-2 8:0")),
        (True, at("1404-2-2 9:0")),
        (True, at("1404-2-2 9:0:1")),
    ]


def test_a_due_moment_that_has_passed_does_not_move_any_more() -> None:
    clock = Told("1404-2-1 7:30").paused("1404-2-2 9:0").resumed("1404-2-2 12:0").clock(1)

    found = [stands(clock, now) for now in ("1404-2-2 8:0", "1404-2-2 13:0", "1404-2-6 13:0")]
    assert {said_at(one.due_at) for one in found} == {at("1404-2-1 14:30")}
    assert [(one.used - DAY, one.left) for one in found[:2]] == [(HOUR // 2, 0), (HOUR * 5 // 2, 0)]


def test_a_later_version_of_the_calendar_does_not_change_what_was_promised() -> None:
    later = CalendarVersion(2, day("1404-2-2"), (SHORT,) * 7, at("1404-1-1"))
    clock = Told("1404-2-1 7:30").clock(2)

    # Fourteen hours were promised: seven on the first day, five on each of the next, which are shorter.
    assert due(clock, "1404-2-1 8:0", versions=(FIRST, later)) == at("1404-2-3 10:0")


def test_a_decree_after_the_fact_gives_back_the_day_that_it_closed() -> None:
    closed = decree(
        "1404-2-2", "1404-2-2", Effect.CLOSES, issued=at("1404-2-3 8:0"), confirmed=at("1404-2-3 9:0")
    )
    clock = Told("1404-2-1 7:30").clock(2)

    before, after = at("1404-2-3 9:0") - timedelta(seconds=1), at("1404-2-3 9:0")
    found = [standing(clock, hours(closed, known=known), known) for known in (before, after)]
    assert [(said_at(one.due_at), one.is_late) for one in found] == [
        (at("1404-2-2 14:30"), True),
        (at("1404-2-3 14:30"), False),
    ]


@pytest.mark.parametrize(
    ("closes_from", "expected"),
    [("1404-2-2", "1404-2-3 14:30"), ("1404-2-3", "1404-2-2 14:30")],
    ids=["on the day that it is due", "on the day after"],
)
def test_a_decree_counts_on_the_day_of_the_due_moment_and_not_after(closes_from: str, expected: str) -> None:
    closed = decree(closes_from, closes_from, Effect.CLOSES)

    assert due(Told("1404-2-1 7:30").clock(2), "1404-2-1 8:0", closed) == at(expected)


def test_a_decree_that_ends_a_day_at_the_due_moment_changes_nothing_and_one_second_earlier_it_does() -> None:
    clock = Told("1404-2-1 7:30").clock(1 / 7)  # due at 8:30
    ends = [(Span(7 * HOUR + 1800, end),) for end in (8 * HOUR + 1800, 8 * HOUR + 1799)]

    found = [
        due(clock, "1404-2-1 8:0", decree("1404-2-1", "1404-2-1", Effect.CHANGES_HOURS, shorter))
        for shorter in ends
    ]
    assert found == [at("1404-2-1 8:30"), at("1404-2-2 7:30:1")]


def test_an_outage_of_all_channels_extends_the_time_of_the_applicant_by_its_working_seconds() -> None:
    down = Outage(at("1404-2-2 11:30"), at("1404-2-2 22:0"))  # three hours of it are worked
    clock = Told("1404-2-1 7:30").clock(2, down, bound=Party.APPLICANT)

    found = [
        due(one, "1404-2-2 23:0") for one in (Told("1404-2-1 7:30").clock(2, bound=Party.APPLICANT), clock)
    ]
    assert found == [at("1404-2-2 14:30"), at("1404-2-3 10:30")]


def test_an_outage_before_a_clock_began_counts_from_its_begin() -> None:
    down = Outage(at("1404-1-31 9:0"), at("1404-2-1 8:30"))
    clock = Told("1404-2-1 7:30").clock(2, down, bound=Party.APPLICANT)

    assert due(clock, "1404-2-2 23:0") == at("1404-2-3 8:30")


def test_an_outage_does_not_excuse_the_provider() -> None:
    down = Outage(at("1404-2-1 9:0"), at("1404-2-1 12:0"))

    assert due(Told("1404-2-1 7:30").clock(2, down), "1404-2-2 8:0") == at("1404-2-2 14:30")


@pytest.mark.parametrize(
    ("holder", "expected"), [(Party.PROVIDER, "1404-2-2 14:30"), (Party.APPLICANT, "1404-2-3 14:30")]
)
def test_a_reopened_clock_goes_on_with_what_was_left(holder: Party, expected: str) -> None:
    story = Told("1404-2-1 7:30").stopped("1404-2-1 10:0")
    story.then("1404-2-2 10:0", EventKind.REOPENED, held_by=holder)

    assert due(story.clock(2), "1404-2-2 11:0") == at(expected)


def test_a_clock_that_stopped_early_says_when_it_would_have_been_due() -> None:
    clock = Told("1404-2-1 7:30").stopped("1404-2-1 9:0").clock(2)

    assert {due(clock, now) for now in ("1404-2-1 9:0", "1404-2-20")} == {at("1404-2-2 14:30")}


@pytest.mark.parametrize(
    ("now", "reached"),
    [
        ("1404-2-1 14:29:59", []),
        ("1404-2-1 14:30", [50]),
        ("1404-2-2 10:59:59", [50]),
        ("1404-2-2 11:0", [50, 75]),
        ("1404-2-2 14:29:59", [50, 75]),
        ("1404-2-2 14:30", [50, 75, 100]),
    ],
)
def test_duties_are_called_at_half_three_quarters_and_the_whole_of_a_target(
    now: str, reached: list[int]
) -> None:
    found = stands(Told("1404-2-1 7:30").clock(2), now).escalation

    assert [one.duty.percent for one in found if one.is_reached] == reached
    assert [(one.duty.role, said_at(one.at)) for one in found] == [
        (Role.HANDLER, at("1404-2-1 14:30")),
        (Role.SECRETARIAT, at("1404-2-2 11:0")),
        (Role.MANAGER, at("1404-2-2 14:30")),
    ]


def test_half_of_an_odd_target_is_passed_with_its_whole_second() -> None:
    clock = Told("1404-2-1 7:30").clock(3 / DAY)

    found = stands(clock, "1404-2-1 7:30").escalation
    assert [said_at(one.at) for one in found] == [
        at("1404-2-1 7:30:2"),
        at("1404-2-1 7:30:3"),
        at("1404-2-1 7:30:3"),
    ]


def test_a_credit_moves_the_due_moment_by_exactly_its_working_seconds_once_it_is_known() -> None:
    plain = Told("1404-2-1 7:30").clock(1, bound=Party.APPLICANT)
    given = replace(plain, credits=(Credit(6 * HOUR, at("1404-2-1 9:0")),))

    dues = [due(clock, now) for clock in (plain, given) for now in ("1404-2-1 8:59:59", "1404-2-1 9:0")]

    assert dues == [
        at("1404-2-1 14:30"),
        at("1404-2-1 14:30"),
        at("1404-2-1 14:30"),
        at("1404-2-2 13:30"),
    ]
    assert due_at(given, hours(), at("1404-2-1 9:0")) == instant(at("1404-2-2 13:30"))


@pytest.mark.parametrize(("now", "is_late"), [("1404-2-2 13:30", False), ("1404-2-2 13:30:1", True)])
def test_nobody_is_late_before_the_credit_is_used_up(now: str, *, is_late: bool) -> None:
    given = (Credit(2 * HOUR, at("1404-2-1 9:0")), Credit(4 * HOUR, at("1404-2-1 8:0")))
    stood = stands(replace(Told("1404-2-1 7:30").clock(1), credits=given), now)

    assert (stood.is_late, stood.left, stood.credited) == (is_late, 0, 6 * HOUR)
