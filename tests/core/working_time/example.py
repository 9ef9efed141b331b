"""A small calendar of Tehran and the clocks of the tests: seven hours a day, Saturday to Wednesday."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sanjeh.core.text.jalali import gregorian
from sanjeh.core.text.words import Words
from sanjeh.core.working_time.calendar import (
    CAME_WITH_THE_PROGRAM,
    CalendarVersion,
    Decree,
    Effect,
    Holiday,
    Hours,
    Span,
    WorkingCalendar,
    as_known,
)
from sanjeh.core.working_time.clock import Clock, Target
from sanjeh.core.working_time.events import Event, EventKind, Outage, Party, PauseReason
from sanjeh.core.working_time.hours import WorkingHours

HOUR = 3600
TEHRAN = ZoneInfo("Asia/Tehran")
MORNING: Hours = (Span(7 * HOUR + 1800, 14 * HOUR + 1800),)
SHORT: Hours = (Span(8 * HOUR, 13 * HOUR),)
DAY = 7 * HOUR
WEEK = (MORNING, MORNING, MORNING, (), (), MORNING, MORNING)
FIRST = CalendarVersion(1, gregorian(1403, 1, 1), WEEK, CAME_WITH_THE_PROGRAM)
NOWRUZ, SIZDAH, CLOSED = (
    Words("نوروز", "Nowruz"),
    Words("روز طبیعت", "Nature Day"),
    Words("آلودگی هوا", "air pollution"),
)
HOLIDAYS = (
    *(Holiday(day, gregorian(1404, 1, day), NOWRUZ, CAME_WITH_THE_PROGRAM) for day in (1, 2, 3, 4)),
    Holiday(13, gregorian(1404, 1, 13), SIZDAH, CAME_WITH_THE_PROGRAM),
)


def at(text: str) -> datetime:
    """Return the moment in Tehran: `1403-12-27 13:00`."""
    day, _, time = text.partition(" ")
    hour, minute, second = (int(part) for part in f"{time or '0:0'}:0".split(":")[:3])
    found = gregorian(*map(int, day.split("-")))
    return datetime(found.year, found.month, found.day, hour, minute, second, tzinfo=TEHRAN)


def day(text: str) -> date:
    return at(text).date()


def said_at(instant: int) -> datetime:
    return datetime.fromtimestamp(instant, TEHRAN)


def decree(first: str, last: str, effect: Effect, hours: Hours = (), **other: object) -> Decree:
    """Return a decree that was issued and confirmed at the beginning of 1403, unless told otherwise."""
    issued, confirmed = other.get("issued", at("1403-01-01")), other.get("confirmed", at("1403-01-01"))
    assert isinstance(issued, datetime)
    assert confirmed is None or isinstance(confirmed, datetime)
    place, number = str(other.get("place", "")), int(str(other.get("number", 1)))
    return Decree(number, day(first), day(last), effect, CLOSED, issued, confirmed, hours, place)


def hours(
    *decrees: Decree,
    known: datetime | None = None,
    place: str = "",
    versions: tuple[CalendarVersion, ...] = (FIRST,),
    holidays: tuple[Holiday, ...] = HOLIDAYS,
) -> WorkingHours:
    calendar = WorkingCalendar(TEHRAN, versions, holidays, decrees)
    return WorkingHours(as_known(calendar, place, known or at("1405-01-01")))


class Told:
    """Writes the events of a clock down, one after the other."""

    def __init__(self, start: str) -> None:
        self.events = [Event(1, at(start), EventKind.STARTED)]

    def then(
        self,
        when: str,
        kind: EventKind,
        *,
        reason: PauseReason | None = None,
        pause: int | None = None,
        held_by: Party | None = None,
    ) -> "Told":
        self.events.append(Event(len(self.events) + 1, at(when), kind, reason, pause, held_by))
        return self

    def paused(self, when: str, reason: PauseReason = PauseReason.ANSWER) -> "Told":
        return self.then(when, EventKind.PAUSED, reason=reason)

    def resumed(self, when: str) -> "Told":
        return self.then(when, EventKind.RESUMED)

    def stopped(self, when: str) -> "Told":
        return self.then(when, EventKind.STOPPED)

    def clock(self, days: float, *outages: Outage, bound: Party = Party.PROVIDER) -> Clock:
        return Clock(Target(int(days * DAY), DAY, bound, agreement=1), tuple(self.events), outages)
