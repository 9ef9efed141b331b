"""Reading for how long evidence is needed: rounds that are over, and bytes that belong to no other."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F, Func

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans.models import CaptureRecord
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.engine import retention
from sanjeh.engine.evidence import Blob

SETTLED = frozenset(
    {RoundState.FINAL, RoundState.PUBLISHED, RoundState.FEEDBACK, RoundState.ARCHIVED}
)  # its objections are decided


def over(keep: Collection[str] = ()) -> tuple[str, ...]:
    """Return the rounds whose evidence nobody can need: the objections to a later round are decided.

    `keep` are rounds to be held back, for instance while a complaint about them is open.
    """
    newest_first = rounds.rounds()
    settled = [number for number, row in enumerate(newest_first) if row.state in SETTLED]
    past = newest_first[settled[0] + 1 :] if settled else ()
    return tuple(row.code for row in past if row.state in SETTLED and row.code not in keep)


def unneeded(keep: Collection[str], now: datetime) -> tuple[Blob, ...]:
    """Return the kept bytes that belong to no round but those that are over."""
    captures = CaptureRecord.objects.exclude(address__round__code__in=over(keep))
    named = captures.annotate(named=Func(F("kept"), function="unnest")).values_list("named", flat=True)
    return tuple(retention.unneeded(evidence_store(), set(named.distinct()), now))
