"""Whether the words of a complaint may be erased: it is over, its time has come, and no law holds them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.desk.models import Complaint, LegalHold
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.hash_chain import Line
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import OVER

ERASED = "complaint.erased"
ENDS = tuple(f"complaint.{state}" for state in OVER)


@dataclass(frozen=True, slots=True)
class HoldRow:
    """Why the words of a complaint must be kept, and since when."""

    reason: str
    placed_at: datetime


def open_hold(complaint: Complaint) -> HoldRow | None:
    """Return what keeps the words of this complaint from being erased, or None."""
    hold = LegalHold.objects.filter(complaint=complaint, lifted_at=None).first()
    return HoldRow(hold.reason, hold.placed_at) if hold else None


def erasable(before: datetime, handed_over: Collection[int] | None) -> tuple[int, ...]:
    """Return the complaints that came to their end before this moment and can still be read.

    `handed_over` are those that an archive has, and no other is named then; None where no archive is
    waited for. One that is held is never among them.
    """
    ended = journal.matters_of(ENDS, before)
    numbers = {int(number) for number in Subject.COMPLAINT.names_in(ended)}
    if handed_over is not None:
        numbers &= set(handed_over)
    kept = Complaint.objects.filter(number__in=numbers, state__in=OVER, key__isnull=False)
    free = kept.exclude(holds__in=LegalHold.objects.filter(lifted_at=None))
    return tuple(free.order_by("number").values_list("number", flat=True))


def ended_between(since: datetime, until: datetime) -> tuple[int, ...]:
    """Return the complaints that came to their end from one moment until before another, by their numbers."""
    before = set(journal.matters_of(ENDS, since))
    ended = [matter for matter in journal.matters_of(ENDS, until) if matter not in before]
    numbers = [int(number) for number in Subject.COMPLAINT.names_in(ended)]
    over = Complaint.objects.filter(number__in=numbers, state__in=OVER)
    return tuple(over.order_by("number").values_list("number", flat=True))


def erased_at(lines: Iterable[Line]) -> datetime | None:
    """Return when the words were erased, or None while they can be read."""
    return next((line.entry.at for line in lines if line.entry.what == ERASED), None)
