"""Reading whom we leave alone at present, why, and which addresses wait for another time."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.measurement import jobs
from sanjeh.apps.measurement.models import Destination
from sanjeh.apps.rounds.models import RoundAddress
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Words
from sanjeh.engine.texts import failure_words

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Rest:
    """A place that is left alone until then; `failures` in a row have led to it."""

    place: str
    until: datetime
    why: Words
    failures: int


@dataclass(frozen=True, slots=True)
class Later:
    """An address that is looked at again only then."""

    url: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conduct:
    """How all workers behave at this moment; `slowed` counts the places that are visited more slowly."""

    visited: int
    slowed: int
    resting: tuple[Rest, ...]
    later: tuple[Later, ...]
    later_count: int
    paused: tuple[catalogue.PausedAddress, ...]


def conduct(now: datetime) -> Conduct:
    planned = jobs.planned_after(now)
    shown = dict(sorted(planned.items(), key=lambda pair: pair[1])[:MOST_SHOWN])
    urls = dict(RoundAddress.objects.filter(pk__in=list(shown)).values_list("pk", "url"))
    return Conduct(
        visited=Destination.objects.filter(held_until__gt=now).count(),
        slowed=Destination.objects.filter(doublings__gt=0).count(),
        resting=resting(now),
        later=tuple(Later(urls[key], at) for key, at in shown.items() if key in urls),
        later_count=len(planned),
        paused=catalogue.paused(now),
    )


def resting(now: datetime) -> tuple[Rest, ...]:
    """Return the places with a reason to be left alone, the soonest to be visited again first."""
    found = Destination.objects.filter(free_at__gt=now).exclude(because="").order_by("free_at", "place")
    return tuple(
        Rest(one.place, one.free_at, failure_words(Reason(one.because)).happened, one.failures)
        for one in found
        if one.free_at
    )
