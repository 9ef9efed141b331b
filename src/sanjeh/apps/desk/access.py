"""Who may read a case, and which of its moves are open to whom."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TypeVar

from sanjeh.apps.accounts import permissions
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.queries import roles_of
from sanjeh.apps.desk import seats
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.models import Complaint
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintMove
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.workflow.desk_permissions import DRAWN
from sanjeh.core.workflow.moves import Reading
from sanjeh.core.workflow.permissions import permission

# Who sees a mark anew reads nothing of the case: it could say what the mark was.
READING_SEATS = (SeatRole.HANDLER, SeatRole.READER, SeatRole.PANEL)
M = TypeVar("M", ComplaintMove, ComplaintAct)


def may_read(complaint: Complaint, reader: Person, now: datetime) -> bool:
    """Say whether the reader leads or reviews cases; of those who are drawn only the seated read it, once
    they have declared, whatever else they are in the house.
    """
    reads = roles_of(reader, now) & permission(Reading.COMPLAINTS).roles
    if seat := seats.of(complaint, reader):
        return bool(reads) and seat.role in READING_SEATS and seats.has_declared(seat)
    return bool(reads - DRAWN)


def permitted(number: int, moves: Iterable[M], reader: Person, now: datetime) -> Iterator[M]:
    """Yield those of the moves that the reader's roles allow."""
    for move in moves:
        if not permissions.refusal(by=reader, move=move, about=Subject.COMPLAINT.named(number), now=now):
            yield move
