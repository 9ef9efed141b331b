"""An appeal goes to three others who were drawn, and vote without knowing of one another's votes."""

import json
import secrets
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.desk import clocks, draw_actions, queries, sealing, seats
from sanjeh.apps.desk.actions import list_for_case, seated, stated, written
from sanjeh.apps.desk.kinds import POOLS, EndOfSeat, SeatRole, StatementKind
from sanjeh.apps.desk.models import Complaint, Seat, Vote
from sanjeh.apps.desk.step_actions import locked, moved, note
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.results import dispute_actions
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.integrity.sealed_votes import QUASH, SEALED, STANDS, TOLD, committed
from sanjeh.core.workflow.complaints import ComplaintMove, ComplaintState
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.working_time.complaint_stages import Stage

APPEALED_ALREADY = 1  # a case goes to a panel once


class TooLate(Exception):
    """The time in which an appeal could be made is over."""


class AppealedAlready(Exception):
    """A panel has had this case."""


class VotedAlready(Exception):
    """Each member votes once, and no vote is changed."""


@transaction.atomic
def appeal(*, number: int, code: str, grounds: str, now: datetime) -> None:
    """Take a ruling, or a refusal, before a panel, with the receipt; raise TooLate or AppealedAlready."""
    complaint = queries.opened_with(number, code)
    clock = complaint.clocks.filter(stage=Stage.APPEAL).prefetch_related("events").first()
    if clock and clocks.is_late(clock, now):
        raise TooLate(number)
    if complaint.statements.filter(kind=StatementKind.APPEAL).count() >= APPEALED_ALREADY:
        raise AppealedAlready(number)
    words = written(grounds)
    complaint = moved(number, ComplaintMove.APPEAL)
    commitment = stated(complaint, StatementKind.APPEAL, words, None, now)
    note(complaint, journal.PUBLIC, now, {"content": commitment})
    draw_actions.list_for(complaint, SeatRole.PANEL, now)
    dispute_actions.dispute_marks(
        round_codes=Subject.ROUND.names_in(complaint.subject_refs),
        unit=complaint.body,
        indicators=[mark.partition("/")[2] for mark in Subject.MARK.names_in(complaint.subject_refs)],
        opened_in=Subject.COMPLAINT.named(number),
        now=now,
    )


@transaction.atomic
def vote(*, number: int, is_quashed: bool, reasons: str, by: Person, now: datetime) -> None:
    """Vote as a member of the panel; with the last vote all are told, and the case goes on."""
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.VOTE, about=about, now=now)
    complaint = locked(number)
    seated(complaint, by, SeatRole.PANEL)
    if complaint.state != ComplaintState.CONVENED:
        raise MoveNotAllowed("complaint", ComplaintState(complaint.state), ComplaintAct.VOTE)
    seat = seats.open_seats(complaint).get(person=by)
    if Vote.objects.filter(seat=seat).exists():
        raise VotedAlready(number)
    given, nonce = QUASH if is_quashed else STANDS, secrets.token_hex(16)
    text = json.dumps({"vote": given, "reasons": written(reasons), "nonce": nonce}, ensure_ascii=False)
    commitment = committed(nonce, given)
    sealed = sealing.sealer_of(complaint).seal(text)
    Vote.objects.create(seat=seat, commitment=commitment, sealed=sealed, at=now)
    facts: dict[str, Fact] = {"commitment": commitment, "cycle": cycle_of(complaint)}
    journal.write(by=by, at=now, what=SEALED, about=about, facts=facts)
    told = votes_of(complaint)
    if len(told) == POOLS[SeatRole.PANEL].places:
        tell_votes(complaint, told, now)


def cycle_of(complaint: Complaint) -> int:
    return complaint.statements.filter(kind=StatementKind.APPEAL).count()


def votes_of(complaint: Complaint) -> list[dict[str, str]]:
    """Return what was voted, in the order of the votes; for the last voter and for nobody before."""
    rows = Vote.objects.filter(seat__complaint=complaint, seat__ended=None).order_by("pk")
    opened = sealing.reader_of(complaint)
    return [json.loads(opened(row.sealed)) for row in rows]


def tell_votes(complaint: Complaint, told: list[dict[str, str]], now: datetime) -> None:
    """Write all votes into the journal with what opens their commitments, and do what most have voted."""
    votes = tuple(one["vote"] for one in told)
    facts: dict[str, Fact] = {
        "votes": votes,
        "nonces": tuple(one["nonce"] for one in told),
        "cycle": cycle_of(complaint),
    }
    about = Subject.COMPLAINT.named(complaint.number)
    journal.write(by=None, at=now, what=TOLD, about=about, facts=facts)
    if votes.count(QUASH) * 2 > len(votes):
        quash(complaint, now)
    else:
        note(moved(complaint.number, ComplaintMove.UPHOLD), None, now, {"by_panel": True})


def quash(complaint: Complaint, now: datetime) -> None:
    """End every seat of the case, and list for new ones: whoever ever sat in it is not among them."""
    for seat in Seat.objects.filter(complaint=complaint, ended=None).select_related("person", "complaint"):
        draw_actions.end_seat(seat, EndOfSeat.QUASHED, None, now)
    found = moved(complaint.number, ComplaintMove.QUASH)
    note(found, None, now, {"by_panel": True})
    list_for_case(found, now)
