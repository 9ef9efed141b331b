"""Reading whom we leave alone at present, why, and which addresses wait for another time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.politeness import queries as politeness
from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.apps.scans import jobs

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Later:
    """An address that is looked at again only then."""

    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ThrottleStatus:
    """How all workers behave at this moment; `slowed` destinations are visited more slowly."""

    visited: int
    slowed: int
    resting: tuple[politeness.Rest, ...]
    later: tuple[Later, ...]
    later_count: int
    paused: tuple[catalogue.PausedAddress, ...]


def throttle_status(now: datetime) -> ThrottleStatus:
    planned = jobs.planned_after(now)
    return ThrottleStatus(
        visited=politeness.visited_count(now),
        slowed=politeness.slowed_count(),
        resting=politeness.resting(now),
        later=earliest(planned, MOST_SHOWN),
        later_count=len(planned),
        paused=catalogue.paused(now),
    )


def waiting(now: datetime) -> tuple[Later, ...]:
    """Return every address that waits for another time, the next one first."""
    return earliest(jobs.planned_after(now), None)


def earliest(planned: Mapping[int, datetime], most: int | None) -> tuple[Later, ...]:
    shown = dict(sorted(planned.items(), key=lambda pair: pair[1])[:most])
    urls = dict(RoundAddress.objects.filter(pk__in=list(shown)).values_list("pk", "url"))
    return tuple(Later(urls[key], at) for key, at in shown.items() if key in urls)
