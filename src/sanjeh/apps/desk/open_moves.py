"""Which moves of a case are open to whom at this moment, before any role is looked at."""

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import seats
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.models import Complaint
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove, ComplaintState

SEAT_FOR = {
    ComplaintMove.PROPOSE: SeatRole.HANDLER,
    ComplaintMove.SEND_BACK: SeatRole.READER,
    ComplaintMove.DECIDE: SeatRole.READER,
    ComplaintMove.CLOSE: SeatRole.HANDLER,
}
# On pages of their own, by receipt, or by nobody.
NOT_HERE = {ComplaintMove.HEAR, ComplaintMove.UNSEAT, ComplaintMove.CONVENE}


def moves_for(complaint: Complaint, reader: Person, *, is_barred: bool) -> tuple[ComplaintMove, ...]:
    """Return what this reader may do now: admitting and refusing need a clean hand, all later moves the
    seat; the draw may be asked for by whoever leads cases.
    """
    moves = [move for move in COMPLAINT.moves(ComplaintState(complaint.state)) if move not in NOT_HERE]
    if complaint.state == ComplaintState.ADMITTED:
        return tuple(moves)
    if is_barred:
        return ()
    return tuple(
        move for move in moves if move not in SEAT_FOR or seats.is_in(complaint, reader, SEAT_FOR[move])
    )
