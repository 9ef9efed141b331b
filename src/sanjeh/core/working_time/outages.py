"""When no channel worked at all, worked out from what was seen of each.

Doubt counts for whoever wanted to reach the house: a channel that the machine looks at counts as down from
the last look that found it working until the next one that does, and so does a time in which nobody looked.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sanjeh.core.working_time.clock import Clock, Target
from sanjeh.core.working_time.due import due_at
from sanjeh.core.working_time.events import Event, EventKind, Outage, Party
from sanjeh.core.working_time.hours import WorkingHours, instant

# The machine looks every five minutes: after so long without a look it was down itself.
SILENCE = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one look, or one report of a person, said of a channel."""

    at: datetime
    is_up: bool


@dataclass(frozen=True, slots=True)
class ChannelCourse:
    """A channel while it was authorised, and what was seen of it; `is_watched`: the machine looks at it.

    Before the first sighting it counts as working, and before the machine has ever seen it working nothing is
    known of it: a page that cannot be asked for from here is no page that is down.
    """

    since: datetime
    until: datetime | None
    is_watched: bool
    sightings: tuple[Sighting, ...] = ()


def downs(channel: ChannelCourse, now: datetime) -> tuple[Outage, ...]:
    """Return when this channel did not work; the last one is open while it lasts."""
    found: list[Outage] = []
    begin: datetime | None = None
    last: Sighting | None = None
    for seen in sorted(channel.sightings, key=lambda one: one.at):
        if begin is None:
            begin = began(channel, last, seen)
        if seen.is_up and begin is not None:
            found.append(Outage(begin, seen.at))
            begin = None
        last = seen
    if begin is None and last and is_silent(channel, last, now):
        begin = last.at
    return (*found, Outage(begin)) if begin else tuple(found)


def began(channel: ChannelCourse, last: Sighting | None, seen: Sighting) -> datetime | None:
    """Return since when it is down by this sighting, after a last one at which it worked."""
    if last and is_silent(channel, last, seen.at):
        return last.at
    if seen.is_up:
        return None
    if not channel.is_watched:
        return seen.at
    return last.at if last and last.is_up else None


def is_silent(channel: ChannelCourse, last: Sighting, at: datetime) -> bool:
    """Say whether nobody has looked for so long that nothing is known."""
    return channel.is_watched and last.is_up and at - last.at > SILENCE


def outages(channels: Iterable[ChannelCourse], now: datetime) -> tuple[Outage, ...]:
    """Return when every channel that was authorised was down, in their order."""
    known = tuple((channel, downs(channel, now)) for channel in channels)
    edges = sorted({edge for channel, spans in known for edge in edges_of(channel, spans) if edge <= now})
    found: list[Outage] = []
    for place, edge in enumerate(edges):
        if not all_down(known, edge):
            continue
        end = edges[place + 1] if place + 1 < len(edges) else None
        if found and found[-1].end == edge and not was_seen_working(known, edge):
            found[-1] = replace(found[-1], end=end)
        else:
            found.append(Outage(edge, end))
    return tuple(found)


Known = tuple[ChannelCourse, tuple[Outage, ...]]


def edges_of(channel: ChannelCourse, spans: tuple[Outage, ...]) -> Iterable[datetime]:
    yield channel.since
    yield from (channel.until,) if channel.until else ()
    for span in spans:
        yield span.begin
        yield from (span.end,) if span.end else ()


def all_down(known: Iterable[Known], at: datetime) -> bool:
    """Say whether there were channels at this moment, and none of them worked."""
    there = [spans for channel, spans in known if lasts(channel.since, channel.until, at)]
    return bool(there) and all(any(lasts(one.begin, one.end, at) for one in spans) for spans in there)


def was_seen_working(known: Iterable[Known], at: datetime) -> bool:
    """Say whether a look found a channel working at this very moment: that ends one outage."""
    return any(one.end == at for _, spans in known for one in spans)


def lasts(begin: datetime, end: datetime | None, at: datetime) -> bool:
    return begin <= at and (end is None or at < end)


def extended(
    begin: datetime, due: datetime, outages: Iterable[Outage], hours: WorkingHours, now: datetime
) -> int:
    """Return the instant until which a time from `begin` to `due` lasts with what outages have taken of it.

    It is the clock of whoever has to be in time: while no channel works it stands still.
    """
    seconds = hours.between(instant(begin), instant(due))
    if seconds <= 0:
        return instant(due)
    target = Target(seconds, seconds, Party.APPLICANT)
    clock = Clock(target, (Event(0, begin, EventKind.STARTED),), tuple(outages))
    return max(instant(due), due_at(clock, hours, now))
