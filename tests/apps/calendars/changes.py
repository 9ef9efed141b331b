"""Changes of the calendar as the tests enter, announce and confirm them."""

from datetime import UTC, datetime, timedelta

from sanjeh.apps.calendars import actions
from sanjeh.apps.calendars.entries import DecreeEntry, Entry, HolidayEntry, WeekEntry
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.jalali import gregorian
from sanjeh.core.text.words import Words
from sanjeh.core.working_time.calendar import Effect, Span
from tests import people, working

NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)  # 10 Aban 1405, a Sunday, half past eleven in Tehran
LATER = NOW + timedelta(hours=1)
HOUR = 3600
SHORT = (Span(8 * HOUR, 13 * HOUR),)
MORNING = (Span(7 * HOUR + 1800, 14 * HOUR + 1800),)
WORDS = Words("آلودگی هوا", "Air pollution")
CLOSED = gregorian(1405, 8, 12)
HOLIDAY = HolidayEntry(CLOSED, WORDS)
DECREE = DecreeEntry(CLOSED, CLOSED, Effect.CLOSES, WORDS, "1405/8/77", NOW)
WEEK = WeekEntry(gregorian(1405, 9, 1), (SHORT, SHORT, SHORT, (), (), SHORT, SHORT))


def entered(entry: Entry = DECREE, now: datetime = NOW) -> int:
    return actions.enter_change(entry=entry, by=people.secretariat(), now=now)


def announce(
    version: object, now: datetime = NOW, effective: datetime | None = None, kind: Kind = Kind.CALENDAR
) -> int:
    """Publish a notice that names this version, on short notice."""
    announcement = notices.Announcement(
        kind, str(version), WORDS, WORDS, effective or now, short_notice_reason="دستور همین امروز رسید"
    )
    return notices.publish_notice(
        hours=working.hours(now), announcement=announcement, by=people.secretariat(), now=now
    ).number


def confirm(number: int, now: datetime = LATER) -> int:
    return actions.confirm_change(number=number, by=people.approver(), now=now)


def in_force(entry: Entry = DECREE, now: datetime = NOW, effective: datetime | None = None) -> int:
    """Enter, announce and confirm a change at one moment."""
    number = entered(entry, now)
    announce(number, now, effective)
    confirm(number, now)
    return number
