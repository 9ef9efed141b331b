"""A second authority has a calendar of its own beside that of the first, and its notices count on it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from sanjeh.apps.calendars import actions, queries
from sanjeh.apps.calendars.entries import Entry
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind, earliest_effect
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.calendar import Hours
from sanjeh.core.working_time.hours import instant
from tests import people
from tests.apps.authorities.two import PROVINCE, announcement, officer, province
from tests.apps.calendars.changes import (
    CLOSED,
    DECREE,
    HOUR,
    LATER,
    MORNING,
    NOW,
    SHORT,
    WEEK,
    announce,
    confirm,
    entered,
)

pytestmark = pytest.mark.django_db


def hours(day: date) -> Hours:
    return queries.working_hours(LATER).calendar.reading(day).hours


def of_the_province(entry: Entry, now: datetime = NOW) -> int:
    """Enter, announce and confirm a change of the second authority's calendar, by its own officers."""
    enters, confirms = officer("enters", Role.SECRETARIAT), officer("confirms", Role.APPROVER)
    number = actions.enter_change(entry=entry, by=enters, now=now, authority=PROVINCE)
    notices.publish_notice(
        announcement=replace(announcement(Kind.CALENDAR, str(number)), effective_at=now),
        hours=queries.working_hours(now, authority=PROVINCE),
        by=enters,
        now=now,
    )
    actions.confirm_change(number=number, by=confirms, now=now)
    return number


def test_a_second_authority_counts_by_the_calendar_of_the_first_and_its_own_decrees() -> None:
    province()

    of_the_province(DECREE)

    own, first = (queries.working_hours(LATER, authority=one) for one in (PROVINCE, DEFAULT_AUTHORITY))
    assert (own.calendar.reading(CLOSED).hours, first.calendar.reading(CLOSED).hours) == ((), MORNING)
    later = instant(NOW + timedelta(days=1))
    assert own.between(later, later + 5 * 24 * HOUR) == first.between(later, later + 5 * 24 * HOUR) - 7 * HOUR


def test_a_second_authority_has_its_own_week_once_one_counts() -> None:
    province()
    enters = officer("first", Role.SECRETARIAT)
    actions.enter_change(entry=WEEK, by=enters, now=NOW, authority=PROVINCE)
    day = WEEK.effective_from + timedelta(days=1)
    waiting = queries.working_hours(LATER, authority=PROVINCE).calendar.reading(day).hours

    of_the_province(WEEK)

    counted = queries.working_hours(LATER, authority=PROVINCE).calendar.reading(day).hours
    assert (waiting, counted, hours(day)) == (MORNING, SHORT, MORNING)


def test_nobody_of_one_authority_changes_the_calendar_of_another() -> None:
    province()
    number = entered()
    announce(number)

    with pytest.raises(NotPermitted):
        actions.confirm_change(number=number, by=officer("a", Role.APPROVER), now=LATER)
    with pytest.raises(NotPermitted):
        actions.enter_change(entry=DECREE, by=people.secretariat(), now=NOW, authority=PROVINCE)
    assert queries.owner(number) == DEFAULT_AUTHORITY
    assert [row.number for row in queries.awaiting_second(DEFAULT_AUTHORITY)] == [number]
    assert queries.awaiting_second(PROVINCE) == ()


def test_a_notice_of_another_authority_announces_no_change_of_the_calendar() -> None:
    province()
    number = entered()
    notices.publish_notice(
        announcement=replace(announcement(Kind.CALENDAR, str(number)), effective_at=NOW),
        hours=queries.working_hours(NOW, authority=PROVINCE),
        by=officer("tells", Role.SECRETARIAT),
        now=NOW,
    )

    with pytest.raises(actions.NotAnnounced):
        confirm(number)


def test_the_lead_time_of_a_notice_counts_on_the_calendar_of_its_authority() -> None:
    """Ten working days end one working day later where a day of them was closed by an own decree."""
    province()
    of_the_province(DECREE)

    own, first = (
        earliest_effect(Kind.FORM, queries.working_hours(LATER, authority=one), LATER)
        for one in (PROVINCE, DEFAULT_AUTHORITY)
    )

    assert queries.working_hours(LATER).between(instant(first), instant(own)) == 7 * HOUR
