"""Clocks of chance: around Nowruz, with decrees afterwards, pauses over weekends and reopenings."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

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
)
from sanjeh.core.working_time.clock import Clock, Target
from sanjeh.core.working_time.events import PAUSE_REASONS, Event, EventKind, Outage, Party, PauseReason

HOUR = 3600
FIRST, NOWRUZ = date(2025, 3, 8), date(2025, 3, 21)  # 18 Esfand 1403, a leap year; 1 Farvardin 1404
ZONES = ("Asia/Tehran", "Europe/Berlin")  # Berlin puts its clocks forward on 30 March 2025
PLACES = ("", "tehran")
MORNING: Hours = (Span(7 * HOUR + 1800, 14 * HOUR + 1800),)
WITH_A_BREAK: Hours = (Span(8 * HOUR, 12 * HOUR), Span(12 * HOUR + 1800, 15 * HOUR))
SHORT: Hours = (Span(9 * HOUR, 13 * HOUR),)
WORDS = Words("سبب", "cause")
STEPS = (0, 1, 59, 3600, 6 * 3600, 26 * 3600, 3 * 86_400)


def week(hours: Hours, thursday: Hours = ()) -> tuple[Hours, ...]:
    """Return a week that rests on Fridays, Monday first."""
    return (hours, hours, hours, thursday, (), hours, hours)


def calendar(chance: random.Random) -> WorkingCalendar:
    """Return a calendar in two versions, some rows of which nobody or somebody late has confirmed."""
    zone = ZoneInfo(chance.choice(ZONES))
    changes = NOWRUZ + timedelta(days=chance.randrange(-8, 15))
    versions = (
        CalendarVersion(1, date(2024, 3, 20), week(MORNING), CAME_WITH_THE_PROGRAM),
        CalendarVersion(2, changes, week(WITH_A_BREAK, SHORT), confirmed(chance, changes, zone)),
        CalendarVersion(3, changes, week(SHORT), confirmed(chance, changes, zone), "tehran"),
    )
    days = sorted({NOWRUZ + timedelta(days=chance.randrange(-6, 14)) for _ in range(9)})
    holidays = tuple(
        Holiday(number, day, WORDS, confirmed(chance, day, zone), chance.choice(("", "", "tehran")))
        for number, day in enumerate(days)
    )
    return WorkingCalendar(
        zone, versions, holidays, tuple(decree(chance, number, zone) for number in range(5))
    )


def confirmed(chance: random.Random, day: date, zone: ZoneInfo) -> datetime | None:
    """Return when a row was confirmed: before its day, days after it, or never."""
    at = datetime(day.year, day.month, day.day, 10, tzinfo=zone)
    return chance.choice((None, at - timedelta(days=20), at - timedelta(days=20), at + timedelta(days=6)))


def decree(chance: random.Random, number: int, zone: ZoneInfo) -> Decree:
    first = NOWRUZ + timedelta(days=chance.randrange(-9, 25))
    effect = chance.choice(list(Effect))
    hours = () if effect is Effect.CLOSES else chance.choice((SHORT, WITH_A_BREAK))
    issued = datetime(first.year, first.month, first.day, 18, tzinfo=zone) + timedelta(
        days=chance.randrange(-3, 4)
    )
    return Decree(
        number,
        first,
        first + timedelta(days=chance.choice((0, 0, 1, 4))),
        effect,
        WORDS,
        issued,
        chance.choice((None, issued, issued + timedelta(days=5))),
        hours,
        chance.choice(PLACES),
    )


@dataclass
class _Storage:
    """What somebody who only knows the present would do next with a clock; keys stand in no order of time."""

    chance: random.Random
    at: datetime
    bound: Party
    state: str = ""
    running_pause: int = 0

    def __post_init__(self) -> None:
        self.events: list[Event] = []
        self.pauses: list[int] = []
        self.key = self.chance.randrange(1, 9)

    def add(self, kind: EventKind, state: str, event: Event | None = None) -> None:
        self.key += self.chance.randrange(1, 4)
        self.events.append(replace(event or Event(0, self.at, kind), key=self.key, at=self.at, kind=kind))
        self.state = state

    def go_on(self) -> None:
        seconds = self.chance.choice(STEPS) * self.chance.random()
        self.at += timedelta(seconds=seconds)
        if self.chance.random() < 0.3:
            self.at = self.at.replace(microsecond=0) + timedelta(seconds=1)
        MOVES[self.state](self)

    def start(self) -> None:
        self.add(EventKind.STARTED, "running")

    def run(self) -> None:
        if self.pauses and self.chance.random() < 0.3:
            self.judge_a_pause()
        elif self.chance.random() < 0.8:
            reasons = [one for one in PauseReason if PAUSE_REASONS[one].waits_for is not self.bound]
            self.add(
                EventKind.PAUSED, "paused", Event(0, self.at, EventKind.PAUSED, self.chance.choice(reasons))
            )
            self.running_pause = self.key
            self.pauses.append(self.key)
        else:
            self.add(EventKind.STOPPED, "stopped")

    def wait(self) -> None:
        if self.chance.random() < 0.2:
            self.judge_a_pause()
        elif self.chance.random() < 0.85:
            self.add(EventKind.RESUMED, "running")
        else:
            self.add(EventKind.STOPPED, "stopped")

    def judge_a_pause(self) -> None:
        pause = self.chance.choice(self.pauses)
        kind = self.chance.choice((EventKind.CONTESTED, EventKind.PAUSE_OVERTURNED))
        ends = kind is EventKind.PAUSE_OVERTURNED and self.state == "paused" and pause == self.running_pause
        self.add(kind, "running" if ends else self.state, Event(0, self.at, kind, pause=pause))

    def reopen(self) -> None:
        holder = self.chance.choice(list(Party))
        self.add(EventKind.REOPENED, "running", Event(0, self.at, EventKind.REOPENED, held_by=holder))


MOVES = {
    "": _Storage.start,
    "running": _Storage.run,
    "paused": _Storage.wait,
    "stopped": _Storage.reopen,
}


@dataclass(frozen=True)
class History:
    """A clock in a place, looked at in one moment."""

    clock: Clock
    place: str
    now: datetime


def history(chance: random.Random, zone: ZoneInfo) -> History:
    """Return a clock that began before Nowruz; its target is that of the agreement of its start."""
    midnight = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=zone).astimezone(UTC)
    begin = midnight + timedelta(
        seconds=chance.randrange(20 * 86_400), microseconds=chance.randrange(1_000_000)
    )
    bound = chance.choice((Party.PROVIDER, Party.PROVIDER, Party.APPLICANT))
    storage = _Storage(chance, begin, bound)
    for _ in range(chance.randrange(1, 14)):
        storage.go_on()
    target = target_of(begin, chance, bound)
    begins = [begin + timedelta(seconds=chance.randrange(15 * 86_400)) for _ in range(chance.randrange(3))]
    outages = [Outage(at, at + timedelta(seconds=chance.randrange(1, 30 * HOUR))) for at in begins]
    now = (
        begin
        + (storage.at - begin) * chance.choice((0.5, 1, 1, 1))
        + timedelta(hours=chance.choice((0, 0, 1, 50)))
    )
    return History(
        Clock(target, tuple(storage.events), tuple(outages)),
        chance.choice(PLACES),
        max(now, storage.events[0].at),
    )


def target_of(begin: datetime, chance: random.Random, bound: Party) -> Target:
    """Return what the first agreement promised, or from the fifth of Farvardin on the second one."""
    agreement = 1 if begin.date() < date(2025, 3, 25) else 2
    seconds = chance.choice((1, 25_200, 3 * 25_200, 10 * 25_200)) if agreement == 1 else 2 * 25_200 - 1
    return Target(seconds, 25_200, bound, agreement)


def shuffled(of: History, chance: random.Random) -> Clock:
    """Return the same clock as another database would give it."""
    events, outages = list(of.clock.events), list(of.clock.outages)
    chance.shuffle(events)
    chance.shuffle(outages)
    return replace(of.clock, events=tuple(events), outages=tuple(outages))


def shuffled_calendar(one: WorkingCalendar, chance: random.Random) -> WorkingCalendar:
    return replace(
        one,
        versions=tuple(chance.sample(one.versions, len(one.versions))),
        holidays=tuple(chance.sample(one.holidays, len(one.holidays))),
        decrees=tuple(chance.sample(one.decrees, len(one.decrees))),
    )
