"""When an office works: weeks from a day on, holidays, and decrees for a place and some days.

Everything counts from the moment at which a person confirmed it, so a calendar is read as it was known at a
moment. What nobody has confirmed does not count at all.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from itertools import pairwise

from sanjeh.core.text.words import Wording

EVERYWHERE = ""
DAY_SECONDS = 86_400
CAME_WITH_THE_PROGRAM = datetime(1, 1, 1, tzinfo=UTC)  # what needed nobody's confirmation is known ever since


class NoCalendar(LookupError):
    """No week was in force on this day in this place."""

    def __init__(self, place: str, day: date) -> None:
        super().__init__(f"no working week is in force in {place or 'any place'!r} on {day}")
        self.place, self.day = place, day


class HoursBroken(ValueError):
    """Hours of work overlap, end before they begin, or leave the day."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Seconds of the local day during which work is done: from `opens` to just before `closes`."""

    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not 0 <= self.opens < self.closes <= DAY_SECONDS:
            raise HoursBroken(f"{self.opens} to {self.closes} is no part of a day")

    @property
    def seconds(self) -> int:
        return self.closes - self.opens


Hours = tuple[Span, ...]  # of one day, in their order; () is a day off
DAY_OFF: Hours = ()


def checked_hours(hours: Hours) -> Hours:
    """Return the hours of a day; raise HoursBroken when they overlap or stand in no order."""
    for earlier, later in pairwise(hours):
        if later.opens < earlier.closes:
            raise HoursBroken(f"{later} begins before {earlier} has ended")
    return hours


def seconds_of(hours: Hours) -> int:
    return sum(span.seconds for span in hours)


@dataclass(frozen=True, slots=True)
class CalendarVersion:
    """The week from `effective_from` on; `week` has seven days, Monday first, as `date.weekday` counts."""

    number: int
    effective_from: date
    week: tuple[Hours, ...]
    confirmed_at: datetime | None
    place: str = EVERYWHERE

    def __post_init__(self) -> None:
        if len(self.week) != 7:
            raise HoursBroken(f"a week has seven days, not {len(self.week)}")
        for hours in self.week:
            checked_hours(hours)

    @property
    def longest_day(self) -> int:
        """Return the seconds of its longest day: what "one working day" of a target is."""
        return max(map(seconds_of, self.week))


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day off, once a person has confirmed it."""

    number: int
    day: date
    title: Wording
    confirmed_at: datetime | None
    place: str = EVERYWHERE


class Effect(StrEnum):
    """What a decree does to its days."""

    CLOSES = "closes"  # nobody works
    CHANGES_HOURS = "changes_hours"  # a day on which work is done has these hours; a day off stays one
    OPENS = "opens"  # work is done in these hours, even on a holiday


@dataclass(frozen=True, slots=True)
class Decree:
    """What an authority above ordered for its days, both included; it may be issued after them."""

    number: int
    first_day: date
    last_day: date
    effect: Effect
    title: Wording
    issued_at: datetime
    confirmed_at: datetime | None
    hours: Hours = DAY_OFF
    place: str = EVERYWHERE

    def __post_init__(self) -> None:
        if self.last_day < self.first_day:
            raise HoursBroken(f"a decree ends on {self.last_day}, before it begins on {self.first_day}")
        if bool(checked_hours(self.hours)) is (self.effect is Effect.CLOSES):
            raise HoursBroken(f"a decree that {self.effect} has {len(self.hours)} spans of work")

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """All that an authority ever entered, confirmed or not; the order of the rows means nothing."""

    zone: tzinfo
    versions: tuple[CalendarVersion, ...]
    holidays: tuple[Holiday, ...] = ()
    decrees: tuple[Decree, ...] = ()


@dataclass(frozen=True, slots=True)
class DayReading:
    """The hours of one day, what the week alone would give it, and what made it otherwise."""

    hours: Hours
    usual: Hours
    ruled_by: Holiday | Decree | None = None


@dataclass(frozen=True, slots=True)
class KnownCalendar:
    """A calendar in one place as it was known at one moment."""

    zone: tzinfo
    place: str
    versions: tuple[CalendarVersion, ...]
    holidays: dict[date, Holiday] = field(hash=False)
    decrees: tuple[Decree, ...]

    def version(self, day: date) -> CalendarVersion:
        """Return the version in force: the place's own before that of everywhere, then the latest to begin,
        then the latest made; raise NoCalendar where none is.
        """
        begun = (one for one in self.versions if one.effective_from <= day)
        found = max(
            begun, key=lambda one: (one.place != EVERYWHERE, one.effective_from, one.number), default=None
        )
        if found is None:
            raise NoCalendar(self.place, day)
        return found

    def reading(self, day: date) -> DayReading:
        """Return the hours of a day: those of the week, unless it is a holiday, unless a decree says
        otherwise; of several decrees the one issued later has the last word.
        """
        usual = self.version(day).week[day.weekday()]
        holiday = self.holidays.get(day)
        reading = DayReading(DAY_OFF, usual, holiday) if holiday else DayReading(usual, usual)
        for decree in self.decrees:
            if decree.covers(day) and not (decree.effect is Effect.CHANGES_HOURS and not reading.hours):
                reading = DayReading(decree.hours, usual, decree)
        return reading


def as_known(calendar: WorkingCalendar, place: str, at: datetime) -> KnownCalendar:
    """Return the calendar of a place by all that had been confirmed at this moment or before."""
    at = at.astimezone(UTC)

    def counts(one: CalendarVersion | Holiday | Decree) -> bool:
        return one.confirmed_at is not None and one.confirmed_at <= at and one.place in (EVERYWHERE, place)

    holidays = sorted(filter(counts, calendar.holidays), key=lambda one: one.number, reverse=True)
    decrees = filter(counts, calendar.decrees)
    return KnownCalendar(
        calendar.zone,
        place,
        tuple(filter(counts, calendar.versions)),
        {one.day: one for one in holidays},
        tuple(sorted(decrees, key=lambda one: (one.issued_at.astimezone(UTC), one.number))),
    )
