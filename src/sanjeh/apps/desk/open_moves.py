"""Which moves of a case are open to whom at this moment, before any role is looked at."""

from django.db.models import Count

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import seats
from sanjeh.apps.desk.kinds import SeatRole, StatementKind, Verdict
from sanjeh.apps.desk.models import Challenge, Complaint, Ruling, Vote
from sanjeh.apps.desk.outside import APPROVERS
from sanjeh.core.workflow.complaints import COMPLAINT, OVER, ComplaintMove, ComplaintState
from sanjeh.core.workflow.desk_moves import ComplaintAct

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


RULED = (ComplaintState.DECIDED, ComplaintState.SERVED, ComplaintState.CLOSED)
UNDECIDED = frozenset(ComplaintState) - {*OVER, *RULED, ComplaintState.LODGED}


def is_upheld(complaint: Complaint) -> bool:
    """Say whether a ruling for the complainant was given, from which something can follow."""
    good = (Verdict.UPHELD, Verdict.PARTLY)
    rulings = Ruling.objects.filter(allegation__complaint=complaint, verdict__in=good)
    return complaint.state in RULED and rulings.exists()


def acts_for(complaint: Complaint, reader: Person, *, is_barred: bool) -> tuple[ComplaintAct, ...]:
    """Return what is open to this reader beside leading the case on: by its state, by seats and by parts."""
    found = of_the_seated(complaint, reader)
    remedies = complaint.remedies.filter(verified_at=None)
    if is_upheld(complaint):
        found.append(ComplaintAct.PLAN_REMEDY)
    if remedies.filter(done_at=None).exists():
        found.append(ComplaintAct.DO_REMEDY)
    if not is_barred:
        found += of_the_clean(complaint, reader)
        if remedies.filter(done_at__isnull=False).exclude(done_by=reader).exists():
            found.append(ComplaintAct.VERIFY_REMEDY)
    return tuple(found)


def of_the_seated(complaint: Complaint, reader: Person) -> list[ComplaintAct]:
    found = []
    if complaint.state in UNDECIDED and seats.is_in(complaint, reader):
        found.append(ComplaintAct.RECUSE)
    has_voted = Vote.objects.filter(seat__complaint=complaint, seat__person=reader).exists()
    is_of_panel = seats.is_in(complaint, reader, SeatRole.PANEL)
    if complaint.state == ComplaintState.CONVENED and is_of_panel and not has_voted:
        found.append(ComplaintAct.VOTE)
    if seats.is_in(complaint, reader, SeatRole.RESCORER) and not complaint.corrections.exists():
        found.append(ComplaintAct.CORRECT)
    return found


def of_the_clean(complaint: Complaint, reader: Person) -> list[ComplaintAct]:
    found = []
    is_open = complaint.state not in OVER
    answered = complaint.statements.filter(kind=StatementKind.ACKNOWLEDGEMENT).exists()
    if complaint.state == ComplaintState.LODGED and not answered:
        found.append(ComplaintAct.ACKNOWLEDGE)
    if is_open:
        found += [ComplaintAct.ORDER, ComplaintAct.LIKEN]
    lacking = complaint.necessities.exclude(approvals__by=reader).annotate(hands=Count("approvals"))
    if is_open and lacking.filter(hands__lt=APPROVERS).exists():
        found.append(ComplaintAct.LET_OUTSIDERS)
    waiting = Challenge.objects.filter(seat__complaint=complaint, seat__ended=None, decided_at=None)
    if waiting.exists() and not seats.is_in(complaint, reader):
        found.append(ComplaintAct.DECIDE_CHALLENGE)
    return found
