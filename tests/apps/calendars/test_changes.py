"""The calendar changes by two people and a notice, and in no other way."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sanjeh.apps.calendars import actions, queries
from sanjeh.apps.calendars.entries import Change, DecreeEntry, Entry, HolidayEntry
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.jalali import gregorian
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.calendar import (
    CAME_WITH_THE_PROGRAM,
    Effect,
    Hours,
    HoursBroken,
    Span,
    as_known,
)
from tests import people
from tests.apps.calendars.changes import (
    CLOSED,
    DECREE,
    HOLIDAY,
    HOUR,
    LATER,
    MORNING,
    NOW,
    SHORT,
    WEEK,
    announce,
    confirm,
    entered,
    in_force,
)

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
TODAY, YESTERDAY = gregorian(1405, 8, 10), gregorian(1405, 8, 9)


def hours(day: date = CLOSED, at: datetime = LATER, place: str = "") -> Hours:
    return as_known(queries.working_calendar(), place, at).reading(day).hours


def test_what_was_entered_counts_only_once_a_second_person_has_confirmed_it() -> None:
    number = entered()
    before = hours()
    notice = announce(number)

    assert (before, confirm(number), hours(), hours(at=LATER - SECOND)) == (MORNING, notice, (), MORNING)
    row = queries.change(number)
    assert (row.made_by, row.confirmed_by, row.counts_from, row.notice) == (
        "secretariat",
        "approver",
        LATER,
        notice,
    )


@pytest.mark.parametrize("entry", [HOLIDAY, DECREE, WEEK], ids=["holiday", "decree", "week"])
def test_no_change_counts_without_a_notice_of_its_own(entry: Entry) -> None:
    number = entered(entry)
    announce(number + 1)
    announce(number, kind=Kind.DOCUMENT)

    with pytest.raises(actions.NotAnnounced) as refused:
        confirm(number)
    assert refused.value.versions[0] == str(number)


@pytest.mark.parametrize(("told_at", "is_taken"), [(NOW - SECOND, False), (NOW, True)])
def test_a_notice_tells_of_what_was_entered_before_it(told_at: datetime, *, is_taken: bool) -> None:
    announce("1405", told_at)
    number = entered(HOLIDAY)

    if is_taken:
        assert confirm(number) == queries.change(number).notice
    else:
        with pytest.raises(actions.NotAnnounced):
            confirm(number)


def test_one_notice_names_all_holidays_of_a_year_and_no_decree() -> None:
    holiday, decree = entered(HOLIDAY), entered(DECREE)
    notice = announce("1405")

    assert confirm(holiday) == notice
    with pytest.raises(actions.NotAnnounced):
        confirm(decree)


def test_a_reckoned_holiday_is_a_day_like_any_other_until_a_person_confirms_it() -> None:
    reckoned = next(
        one for one in queries.changes(Change.HOLIDAY) if one.is_reckoned and one.first_day > CLOSED
    )
    usual = as_known(queries.working_calendar(), "", LATER).reading(reckoned.first_day)
    assert (reckoned.awaits_second, usual.ruled_by) == (True, None)

    announce("1405")
    actions.confirm_change(number=reckoned.number, by=people.approver(), now=LATER)

    assert hours(reckoned.first_day) == ()


def test_holidays_of_the_solar_year_count_since_the_program_came() -> None:
    rows = [one for one in queries.changes(Change.HOLIDAY) if not one.is_reckoned]

    assert {one.counts_from for one in rows} == {CAME_WITH_THE_PROGRAM}
    assert [one.first_day for one in rows if one.title and one.title.en == "Nature Day"] == [
        gregorian(year, 1, 13) for year in (1403, 1404, 1405)
    ]
    assert len(rows) == 30


def test_whoever_entered_a_change_cannot_confirm_it() -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.APPROVER)
    number = actions.enter_change(entry=DECREE, by=both, now=NOW)
    announce(number)

    with pytest.raises(NotPermitted) as refused:
        actions.confirm_change(number=number, by=both, now=LATER)
    assert refused.value.why is Why.SAME_PERSON


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT}))
def test_only_the_secretariat_enters_changes(role: Role) -> None:
    with pytest.raises(NotPermitted):
        actions.enter_change(entry=DECREE, by=people.holder(role), now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER, Role.APPROVER}))
def test_only_who_publishes_confirms_changes(role: Role) -> None:
    number = entered()
    announce(number)

    with pytest.raises(NotPermitted):
        actions.confirm_change(number=number, by=people.holder(role), now=LATER)
    assert queries.change(number).awaits_second


def test_what_is_confirmed_is_confirmed_once_and_what_came_with_the_program_never() -> None:
    number = in_force()

    for again in (number, 1):
        with pytest.raises(actions.NotAwaited):
            confirm(again)


def test_there_is_no_change_that_nobody_entered() -> None:
    with pytest.raises(queries.NoSuchChange):
        confirm(9_999)
    with pytest.raises(queries.NoSuchChange):
        queries.change(9_999)


@pytest.mark.parametrize(("begins", "is_taken"), [(TODAY, True), (YESTERDAY, False)])
def test_a_week_begins_today_at_the_earliest(begins: date, *, is_taken: bool) -> None:
    number = entered(replace(WEEK, effective_from=begins))
    announce(number)

    if is_taken:
        assert confirm(number)
    else:
        with pytest.raises(actions.TooEarly):
            confirm(number)


@pytest.mark.parametrize(("effective", "is_taken"), [(0, True), (1, False)])
def test_a_week_begins_no_sooner_than_its_notice_takes_effect(effective: int, *, is_taken: bool) -> None:
    number = entered(WEEK)
    begins = datetime(2026, 11, 22, 8, tzinfo=NOW.tzinfo) + timedelta(days=effective)  # 1 Azar 1405
    announce(number, effective=begins)

    if is_taken:
        assert (confirm(number), hours(WEEK.effective_from)) == (queries.change(number).notice, SHORT)
    else:
        with pytest.raises(actions.TooEarly):
            confirm(number)


def decree(effect: Effect, day: date, given: Hours = ()) -> DecreeEntry:
    return replace(DECREE, first_day=day, last_day=day, effect=effect, hours=given)


@pytest.mark.parametrize(
    ("entry", "is_taken"),
    [
        (decree(Effect.CLOSES, YESTERDAY), True),
        (decree(Effect.CHANGES_HOURS, YESTERDAY, SHORT), True),
        (decree(Effect.CHANGES_HOURS, YESTERDAY, (Span(7 * HOUR, 13 * HOUR),)), False),
        (decree(Effect.OPENS, gregorian(1405, 8, 8), SHORT), False),  # a Friday that has passed
        (
            decree(Effect.CHANGES_HOURS, gregorian(1405, 8, 8), (Span(0, HOUR),)),
            True,
        ),  # it changes no day off
        (decree(Effect.OPENS, TODAY, (Span(7 * HOUR, 20 * HOUR),)), False),
        (decree(Effect.OPENS, gregorian(1405, 8, 15), SHORT), True),  # a Friday to come
    ],
    ids=["closes", "shorter", "longer", "opens a Friday", "of a Friday off", "opens today", "opens later"],
)
def test_a_decree_afterwards_may_take_work_and_add_none(entry: DecreeEntry, *, is_taken: bool) -> None:
    number = entered(entry)
    announce(number)

    if is_taken:
        assert confirm(number)
    else:
        with pytest.raises(actions.AddsWorkAfterwards):
            confirm(number)


def test_a_decree_of_a_place_holds_there_alone() -> None:
    in_force(replace(DECREE, place="tehran"))

    assert [hours(place=place) for place in ("tehran", "fars", "")] == [(), MORNING, MORNING]


@pytest.mark.parametrize(
    "broken",
    [
        replace(DECREE, hours=SHORT),
        replace(DECREE, last_day=CLOSED - timedelta(days=1)),
        replace(DECREE, effect=Effect.OPENS),
        replace(WEEK, week=WEEK.week[:6]),
    ],
)
def test_what_the_core_would_not_read_back_is_not_entered(broken: Entry) -> None:
    with pytest.raises(HoursBroken):
        entered(broken)
    assert queries.awaiting_second() == ()


def test_changes_of_all_kinds_have_one_row_of_numbers_and_a_line_in_the_journal() -> None:
    numbers = [entered(one) for one in (HOLIDAY, DECREE, WEEK)]
    announce(numbers[1])
    confirm(numbers[1])

    assert numbers == [numbers[0], numbers[0] + 1, numbers[0] + 2]
    lines = journal.lines_about(queries.change(numbers[1]).reference)
    assert [line.entry.what for line in lines] == [
        "calendar.entered",
        "notice.published",
        "calendar.confirmed",
    ]
    assert [one.number for one in queries.awaiting_second()] == [numbers[2], numbers[0]]


def test_a_holiday_that_was_entered_is_told_as_it_stands() -> None:
    row = queries.change(entered(HolidayEntry(CLOSED, HOLIDAY.title, "tehran")))

    assert (row.change, row.place, row.first_day, row.last_day, row.hours, row.effect) == (
        Change.HOLIDAY,
        "tehran",
        CLOSED,
        CLOSED,
        (),
        None,
    )
