"""What whoever holds a receipt may do now, beside reading."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.desk import clocks, queries, receipt_times, receipts, seats
from sanjeh.apps.desk.kinds import POOLS, SeatRole, StatementKind
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.desk.open_moves import UNDECIDED
from sanjeh.apps.desk.sealing import reader_of
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove, ComplaintState
from sanjeh.core.working_time.complaint_stages import Stage


@dataclass(frozen=True, slots=True)
class ReceiptActs:
    """`challenge` are those who sit and were not challenged yet: value of the form, part, reference."""

    withdraw: bool
    appeal: bool
    represent: bool
    follow_up: bool
    challenge: tuple[tuple[str, Translatable, str], ...]
    representative: str


def receipt_acts(number: int, code: str, now: datetime) -> ReceiptActs:
    """Return what this receipt opens now; raise NoSuchComplaint."""
    complaint = queries.opened_with(number, code)
    is_own = receipts.opens(code, complaint.receipt_hash)
    moves = COMPLAINT.moves(ComplaintState(complaint.state))
    named = complaint.representatives.filter(ended_at=None).first()
    return ReceiptActs(
        withdraw=is_own and ComplaintMove.WITHDRAW in moves,
        appeal=ComplaintMove.APPEAL in moves and may_appeal(complaint, now),
        represent=is_own,
        follow_up=receipt_times.is_asked(complaint, now),
        challenge=challengeable(complaint),
        representative=reader_of(complaint)(named.name) if named else "",
    )


def may_appeal(complaint: Complaint, now: datetime) -> bool:
    if complaint.statements.filter(kind=StatementKind.APPEAL).exists():
        return False
    clock = complaint.clocks.filter(stage=Stage.APPEAL).prefetch_related("events").first()
    return clock is None or not clocks.is_late(clock, now)


def challengeable(complaint: Complaint) -> tuple[tuple[str, Translatable, str], ...]:
    if complaint.state not in UNDECIDED:
        return ()
    sitting = seats.open_seats(complaint).filter(challenge=None)
    return tuple(
        (f"{seat.role} {seat.person.reference}", POOLS[SeatRole(seat.role)].title, seat.person.reference)
        for seat in sitting
    )
