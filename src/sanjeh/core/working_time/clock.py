"""A clock recounted from its events: every second of a matter lies with exactly one party.

While it runs it lies with the party that the target binds, in a pause with whom it waits for, between a stop
and a reopening with whom the reopening names, and while no channel works with the provider.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sanjeh.core.working_time.events import (
    PAUSE_REASONS,
    Event,
    EventKind,
    Outage,
    Party,
    PauseReason,
    in_order,
)
from sanjeh.core.working_time.hours import WorkingHours, instant


class NotStarted(ValueError):
    """Nothing has happened to this clock yet."""


class HistoryBroken(ValueError):
    """An event cannot have happened after those before it."""

    def __init__(self, event: Event, state: str) -> None:
        super().__init__(f"event {event.key} ({event.kind}) cannot happen to a clock that is {state}")
        self.event, self.state = event, state


@dataclass(frozen=True, slots=True)
class Target:
    """What was promised when the clock started; later agreements and calendars do not change it.

    `seconds` is the working time that the `bound` party has, `day_seconds` the working day in which it was
    told, `agreement` the version that was in force (0: none).
    """

    seconds: int
    day_seconds: int
    bound: Party = Party.PROVIDER
    agreement: int = 0

    def __post_init__(self) -> None:
        if min(self.seconds, self.day_seconds) <= 0:
            raise ValueError(f"a target of {self.seconds} seconds in days of {self.day_seconds}")


@dataclass(frozen=True, slots=True)
class Credit:
    """Working seconds that the bound party was given beside the target, known since a moment."""

    seconds: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """A target and what happened; the order of events, outages and credits means nothing."""

    target: Target
    events: tuple[Event, ...]
    outages: tuple[Outage, ...] = ()
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Possession:
    """With whom the matter lay from one instant to just before another, and why not with the bound party."""

    holder: Party
    begin: int
    end: int
    reason: PauseReason | None = None
    is_outage: bool = False


@dataclass(frozen=True, slots=True)
class Course:
    """All possessions from `begin` until `end`, without a gap, and how the clock stands then.

    `is_waiting`: it is not over, and does not lie with the party that is bound.
    """

    possessions: tuple[Possession, ...]
    begin: int
    end: int
    is_over: bool
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class Shares:
    """The working seconds of each party; together they are the whole."""

    provider: int
    applicant: int
    third_party: int
    total: int

    def of(self, party: Party) -> int:
        return {
            Party.PROVIDER: self.provider,
            Party.APPLICANT: self.applicant,
            Party.THIRD_PARTY: self.third_party,
        }[party]


class _Walk:
    """Goes through the events of a clock, one after the other."""

    def __init__(self, clock: Clock) -> None:
        self.bound = clock.target.bound
        self.overturned = {one.pause for one in clock.events if one.kind is EventKind.PAUSE_OVERTURNED}
        self.found: list[Possession] = []
        self.state = "not started"
        self.since = 0
        self.holder = self.bound
        self.reason: PauseReason | None = None
        self.pause: int | None = None
        self.pauses: set[int] = set()

    def step(self, event: Event) -> None:
        needed = NEEDS.get(event.kind)
        if needed and self.state not in needed:
            raise HistoryBroken(event, self.state)
        STEPS[event.kind](self, event)

    def lies_with(self, holder: Party, at: int, reason: PauseReason | None = None) -> None:
        self.end(at)
        self.holder, self.reason = holder, reason

    def end(self, at: int) -> None:
        if at > self.since:
            self.found.append(Possession(self.holder, self.since, at, self.reason))
        self.since = at

    def started(self, event: Event) -> None:
        self.since, self.state = instant(event.at), "running"

    def paused(self, event: Event) -> None:
        waits_for = PAUSE_REASONS[event.reason].waits_for if event.reason else None
        if waits_for is None or waits_for is self.bound:  # nobody pauses a clock to wait for themselves
            raise HistoryBroken(event, f"bound to {self.bound}")
        self.state, self.pause = "paused", event.key
        self.pauses.add(event.key)
        if event.key not in self.overturned:
            self.lies_with(waits_for, instant(event.at), event.reason)

    def resumed(self, event: Event) -> None:
        self.state, self.pause = "running", None
        self.lies_with(self.bound, instant(event.at))

    def about_a_pause(self, event: Event) -> None:
        if event.pause not in self.pauses:
            raise HistoryBroken(event, "without that pause")

    def pause_overturned(self, event: Event) -> None:
        self.about_a_pause(event)
        if self.pause == event.pause:
            self.state, self.pause = "running", None

    def stopped(self, event: Event) -> None:
        self.end(instant(event.at))
        self.state, self.pause = "stopped", None

    def reopened(self, event: Event) -> None:
        if event.held_by is None:
            raise HistoryBroken(event, "stopped, without a word on whose time has passed")
        self.holder, self.reason = event.held_by, None
        self.state = "running"
        self.lies_with(self.bound, instant(event.at))


NEEDS = {
    EventKind.STARTED: {"not started"},
    EventKind.PAUSED: {"running"},
    EventKind.RESUMED: {"paused"},
    EventKind.STOPPED: {"running", "paused"},
    EventKind.REOPENED: {"stopped"},
}
STEPS = {
    EventKind.STARTED: _Walk.started,
    EventKind.PAUSED: _Walk.paused,
    EventKind.RESUMED: _Walk.resumed,
    EventKind.CONTESTED: _Walk.about_a_pause,
    EventKind.PAUSE_OVERTURNED: _Walk.pause_overturned,
    EventKind.STOPPED: _Walk.stopped,
    EventKind.REOPENED: _Walk.reopened,
}


def course(clock: Clock, now: datetime) -> Course:
    """Return with whom the matter lay until now, or until it stopped; raise NotStarted or HistoryBroken.

    What has not happened yet is left out, so any moment of the past can be asked for.
    """
    now = now.astimezone(UTC)  # moments of one zone are compared by their walls, which may go back
    happened = tuple(event for event in in_order(clock.events) if event.at <= now)
    if not happened:
        raise NotStarted
    walk = _Walk(replace(clock, events=happened))
    for event in happened:
        walk.step(event)
    is_over = walk.state == "stopped"
    if not is_over:
        walk.end(instant(now))
    possessions = tuple(walk.found)
    for begin, end in outages_as_instants(clock.outages, now):
        possessions = tuple(part for one in possessions for part in cut(one, begin, end))
    waits = walk.state == "paused" or (
        clock.target.bound is not Party.PROVIDER and is_down(clock.outages, now)
    )
    begin = instant(happened[0].at)
    return Course(possessions, begin, walk.since, is_over=is_over, is_waiting=waits and not is_over)


def credited(clock: Clock, now: datetime) -> int:
    """Return the working seconds that were given beside the target until now."""
    return sum(one.seconds for one in clock.credits if one.at <= now)


def is_down(outages: Iterable[Outage], now: datetime) -> bool:
    """Say whether no channel works at this moment."""
    return any(one.begin <= now and (one.end is None or one.end > now) for one in outages)


def outages_as_instants(outages: Iterable[Outage], now: datetime) -> list[tuple[int, int]]:
    """Return the outages until now, those that overlap or touch as one."""
    found: list[tuple[int, int]] = []
    begun = (one for one in outages if one.begin <= now)
    for begin, end in sorted((instant(one.begin), instant(min(one.end or now, now))) for one in begun):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def cut(one: Possession, begin: int, end: int) -> Iterable[Possession]:
    """Yield the parts of a possession outside an outage as they were, the one inside as the provider's."""
    begin, end = max(begin, one.begin), min(end, one.end)
    if begin >= end:
        yield one
        return
    if one.begin < begin:
        yield replace(one, end=begin)
    yield Possession(Party.PROVIDER, begin, end, is_outage=True)
    if end < one.end:
        yield replace(one, begin=end)


def paused(clock: Clock, hours: WorkingHours, now: datetime) -> int:
    """Return the working seconds of all pauses that count until now."""
    return sum(hours.between(one.begin, one.end) for one in course(clock, now).possessions if one.reason)


def shares(clock: Clock, hours: WorkingHours, now: datetime) -> Shares:
    """Return the working seconds that each party has had the matter until now."""
    run = course(clock, now)
    had = dict.fromkeys(Party, 0)
    for one in run.possessions:
        had[one.holder] += hours.between(one.begin, one.end)
    total = hours.between(run.begin, run.end)
    return Shares(had[Party.PROVIDER], had[Party.APPLICANT], had[Party.THIRD_PARTY], total)
