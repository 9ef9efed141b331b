"""Reading which destinations are left alone at present, and why."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.politeness.models import Destination
from sanjeh.core.probing.failures import Reason
from sanjeh.core.text.words import Translatable
from sanjeh.engine.texts import failure_words


@dataclass(frozen=True, slots=True)
class Rest:
    """A destination that is left alone until then; `failures` in a row have led to it."""

    key: str
    until: datetime
    why: Translatable
    failures: int


def resting(now: datetime) -> tuple[Rest, ...]:
    """Return the destinations with a reason to be left alone, the soonest to be visited again first."""
    found = Destination.objects.filter(free_at__gt=now).exclude(because="").order_by("free_at", "key")
    return tuple(
        Rest(one.key, one.free_at, failure_words(Reason(one.because)).happened, one.failures)
        for one in found
        if one.free_at
    )


def visited_count(now: datetime) -> int:
    """Return how many destinations are being visited."""
    return Destination.objects.filter(held_until__gt=now).count()


def slowed_count() -> int:
    """Return how many destinations are visited more slowly than usual."""
    return Destination.objects.filter(doublings__gt=0).count()
