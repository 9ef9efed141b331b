"""A ruling is written by the handler, read by a second person, and given by both or not at all."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.desk import precedents, receipts, sealing, seats
from sanjeh.apps.desk.actions import NotImpartial, ReasonMissing, seated, stated, written
from sanjeh.apps.desk.kinds import IN_FAVOUR, SeatRole, StatementKind, Verdict
from sanjeh.apps.desk.models import Complaint, Ruling
from sanjeh.apps.desk.step_actions import moved, note, tell
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintMove


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the handler finds of one allegation; `distinguishing` says why it differs from the like."""

    verdict: Verdict
    reasons: str
    distinguishing: str = ""


class WorseThanBefore(ValueError):
    """Nobody is worse off for an appeal: a point is never decided less in favour than it was."""


class DistinctionMissing(ValueError):
    """Two rulings on the like ended otherwise, and it is not said why this one differs."""

    def __init__(self, allegation: int) -> None:
        super().__init__(f"allegation {allegation} is decided unlike two precedents without a word on why")
        self.allegation = allegation


@transaction.atomic
def propose_ruling(*, number: int, judgements: Mapping[int, Judgement], by: Person, now: datetime) -> None:
    """Write a ruling of every allegation; it is given once a second person has read it.

    Raise ReasonMissing where one is left out, DistinctionMissing where it differs from precedents in silence.
    """
    permit(by=by, move=ComplaintMove.PROPOSE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.PROPOSE)
    seated(complaint, by)
    if {one.number for one in complaint.allegations.all()} != set(judgements):
        raise ReasonMissing
    for judgement in judgements.values():
        written(judgement.reasons)
    told_apart(complaint, judgements)
    if any(judgements[place].verdict in worse for place, worse in worse_than_before(complaint).items()):
        raise WorseThanBefore
    text = json.dumps({place: asdict(one) for place, one in judgements.items()}, ensure_ascii=False)
    note(complaint, by, now, {"content": stated(complaint, StatementKind.PROPOSAL, text, by, now)})
    if reader := seats.seat_of(complaint, SeatRole.READER):
        tell((reader.person,), number, now)


def told_apart(complaint: Complaint, judgements: Mapping[int, Judgement]) -> None:
    """Raise DistinctionMissing where a point is decided unlike two on the like, and it is not said why."""
    known = precedents.precedents(complaint)
    for place, judgement in sorted(judgements.items()):
        if precedents.differs(judgement.verdict, known) and not judgement.distinguishing.strip():
            raise DistinctionMissing(place)


def worse_than_before(complaint: Complaint) -> Mapping[int, tuple[Verdict, ...]]:
    """Return by each allegation the verdicts that would be less in favour than one that was quashed."""
    rulings = Ruling.objects.filter(allegation__complaint=complaint).values_list(
        "allegation__number", "verdict"
    )
    found: dict[int, tuple[Verdict, ...]] = {}
    for place, verdict in rulings:
        worse = IN_FAVOUR[: IN_FAVOUR.index(Verdict(verdict))]
        found[place] = max(worse, found.get(place, ()), key=len)
    return found


def proposal(complaint: Complaint) -> Mapping[int, Judgement]:
    """Return what the handler wrote last."""
    last = complaint.statements.filter(kind=StatementKind.PROPOSAL).last()
    found = json.loads(sealing.reader_of(complaint)(last.text) or "{}") if last else {}
    return {
        int(place): Judgement(Verdict(one["verdict"]), one["reasons"], one["distinguishing"])
        for place, one in found.items()
    }


@transaction.atomic
def send_back(*, number: int, reasons: str, by: Person, now: datetime) -> None:
    """Give a ruling back to the handler with a reason; raise NotImpartial from all but the second reader."""
    permit(by=by, move=ComplaintMove.SEND_BACK, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.SEND_BACK)
    seated(complaint, by, SeatRole.READER)
    commitment = stated(complaint, StatementKind.SENT_BACK, written(reasons), by, now)
    about = Subject.COMPLAINT.named(number)
    journal.write(by=by, at=now, what="complaint.sent_back", about=about, facts={"content": commitment})
    if handler := seats.seat_of(complaint):
        tell((handler.person,), number, now)


@transaction.atomic
def decide_complaint(*, number: int, by: Person, now: datetime) -> None:
    """Sign the ruling that the handler wrote, as its second reader; from now on it is given.

    Raise DistinctionMissing where it differs from precedents of by now in silence: it is to be sent back.
    """
    permit(by=by, move=ComplaintMove.DECIDE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.DECIDE)
    seated(complaint, by, SeatRole.READER)
    handler = seats.seat_of(complaint)
    if handler is None:
        raise NotImpartial
    judgements, sealer = proposal(complaint), sealing.sealer_of(complaint)
    told_apart(complaint, judgements)  # others may have been decided since it was written
    cycle = 1 + (
        Ruling.objects.filter(allegation__complaint=complaint).aggregate(last=Max("cycle"))["last"] or 0
    )
    for allegation in complaint.allegations.all():
        one = judgements[allegation.number]
        Ruling.objects.create(
            allegation=allegation,
            cycle=cycle,
            verdict=one.verdict,
            reasons=sealer.seal(one.reasons.strip()),
            distinguishing=sealer.seal(one.distinguishing.strip()),
            by=handler.person,
            read_by=by,
            at=now,
        )
    note(complaint, by, now, facts_of(judgements, sealer.open(complaint.salt), handler.person))


def facts_of(judgements: Mapping[int, Judgement], salt: str, handler: Person) -> dict[str, Fact]:
    in_order = [judgements[place] for place in sorted(judgements)]
    return {
        "verdicts": tuple(one.verdict.value for one in in_order),
        "content": receipts.sealed(salt, *(one.reasons.strip() for one in in_order)),
        "written_by": handler.reference,
    }
