"""The slow way to recount a clock: every working second is looked at alone, by rules that know no course.

Written apart from the house's own arithmetic: it asks all of four months, five minutes at a time, whether
work is done then, and each second of those with whom the matter lies.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import cache

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.working_time.calendar import Effect, Hours, WorkingCalendar
from sanjeh.core.working_time.clock import Clock
from sanjeh.core.working_time.events import PAUSE_REASONS, Event, EventKind, Party

Seconds = NDArray[np.int64]
PARTIES = list(Party)
STEP = 300  # hours of work and the jumps of clocks on the wall lie on whole steps


def known_rows(calendar: WorkingCalendar, place: str, at: datetime) -> tuple[list[int], list[int], list[int]]:
    """Return the places of the rows that count here at this moment: versions, holidays, decrees."""
    return (
        [i for i, row in enumerate(calendar.versions) if counts(row.confirmed_at, row.place, place, at)],
        [i for i, row in enumerate(calendar.holidays) if counts(row.confirmed_at, row.place, place, at)],
        [i for i, row in enumerate(calendar.decrees) if counts(row.confirmed_at, row.place, place, at)],
    )


def counts(confirmed_at: datetime | None, of_row: str, place: str, at: datetime) -> bool:
    return confirmed_at is not None and confirmed_at <= at and of_row in ("", place)


def working_seconds(calendar: WorkingCalendar, place: str, at: datetime, first: date, days: int) -> Seconds:
    """Return every working second of so many days."""
    known = known_rows(calendar, place, at)
    each = (first + timedelta(days=number) for number in range(days))
    return np.concatenate(
        [seconds_of_day(calendar.zone, day, hours_of(calendar, known, day)) for day in each]
    )


@cache
def seconds_of_day(zone: tzinfo, day: date, hours: Hours) -> Seconds:
    """Return the working seconds of a day, each five minutes asked what clocks on the wall show."""
    midnight = int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())
    found: list[int] = []
    around = range(midnight - 120 * 60, midnight + 26 * 3600, STEP) if hours else ()
    for moment in around:
        local = datetime.fromtimestamp(moment, zone)
        second = local.hour * 3600 + local.minute * 60
        if local.date() == day and any(span.opens <= second < span.closes for span in hours):
            found.append(moment)
    return (np.array(found, dtype=np.int64).reshape(-1, 1) + np.arange(STEP)).ravel()


def hours_of(calendar: WorkingCalendar, known: tuple[list[int], list[int], list[int]], day: date) -> Hours:
    weeks = [calendar.versions[i] for i in known[0] if calendar.versions[i].effective_from <= day]
    own = [one for one in weeks if one.place] or weeks
    latest = max(own, key=lambda one: (one.effective_from, one.number))
    hours = latest.week[day.weekday()]
    if any(calendar.holidays[i].day == day for i in known[1]):
        hours = ()
    for one in sorted((calendar.decrees[i] for i in known[2]), key=lambda one: (one.issued_at, one.number)):
        if not one.first_day <= day <= one.last_day:
            continue
        if one.effect is Effect.CLOSES:
            hours = ()
        elif one.effect is Effect.OPENS or hours:
            hours = one.hours
    return hours


@dataclass(frozen=True)
class Answer:
    provider: int
    applicant: int
    third_party: int
    total: int
    used: int
    due_at: int
    is_over: bool


def answer(clock: Clock, work: Seconds, now: datetime) -> Answer:
    happened = [event for event in clock.events if event.at <= now]
    happened.sort(key=lambda event: event.key)
    happened.sort(key=lambda event: event.at)
    is_over = open_stop(happened) is not None
    end = floor(happened[open_stop(happened) or 0].at) if is_over else floor(now)
    begin = floor(happened[0].at)
    first, last = np.searchsorted(work, (begin, end))
    mine = work[first:last]
    holder = holders(clock, happened, mine, now)
    provider, applicant, third_party = (int((holder == number).sum()) for number in range(3))
    charged = mine[holder == PARTIES.index(clock.target.bound)]
    rest = work[last : last + clock.target.seconds]
    line = np.concatenate((charged, rest))  # who is bound has all seconds from now on
    return Answer(
        provider,
        applicant,
        third_party,
        total=len(mine),
        used=len(charged),
        due_at=int(line[clock.target.seconds - 1]) + 1,
        is_over=is_over,
    )


def floor(at: datetime) -> int:
    return int(at.replace(microsecond=0).timestamp())


def open_stop(happened: list[Event]) -> int | None:
    """Return the place of the stop after which nothing was opened again."""
    stops = [i for i, one in enumerate(happened) if one.kind in (EventKind.STOPPED, EventKind.REOPENED)]
    return stops[-1] if stops and happened[stops[-1]].kind is EventKind.STOPPED else None


def holders(clock: Clock, happened: list[Event], seconds: Seconds, now: datetime) -> NDArray[np.int8]:
    """Return with whom the matter lay in each of these seconds."""
    marks = np.array([floor(one.at) for one in happened], dtype=np.int64)
    last = np.searchsorted(marks, seconds, side="right") - 1
    after = [PARTIES.index(holder_after(clock, happened, i)) for i in range(len(happened))]
    found = np.array(after, dtype=np.int8)[last]
    for outage in clock.outages:
        if outage.begin <= now:
            until = min(outage.end or now, now)
            inside = (seconds >= floor(outage.begin)) & (seconds < floor(until))
            found[inside] = PARTIES.index(Party.PROVIDER)
    return found


def holder_after(clock: Clock, happened: list[Event], place: int) -> Party:
    """Return with whom the matter lies between this event and the next, by what stands around it."""
    ends = (EventKind.STOPPED, EventKind.REOPENED)
    edges = [one for one in happened[: place + 1] if one.kind in ends]
    if edges and edges[-1].kind is EventKind.STOPPED:
        reopened = [one for one in happened[place + 1 :] if one.kind is EventKind.REOPENED]
        return reopened[0].held_by or Party.PROVIDER if reopened else clock.target.bound
    turns = (EventKind.STARTED, EventKind.PAUSED, EventKind.RESUMED, *ends)
    turn = [one for one in happened[: place + 1] if one.kind in turns][-1]
    overturned = {one.pause for one in happened if one.kind is EventKind.PAUSE_OVERTURNED}
    if turn.kind is EventKind.PAUSED and turn.key not in overturned and turn.reason:
        return PAUSE_REASONS[turn.reason].waits_for
    return clock.target.bound
