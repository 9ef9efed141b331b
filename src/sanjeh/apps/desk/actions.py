"""What is done with a complaint. No function here takes a handler: the draw alone seats one."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.desk import clock_actions, impartiality, queries, receipts, sealing
from sanjeh.apps.desk.kinds import ComplaintKind, StatementKind, Verdict
from sanjeh.apps.desk.models import Allegation, CaseKey, Complaint, Ruling, Seat, Statement
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.lottery import LISTED, drawn_candidate
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.templates import TemplateName
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove, ComplaintState


@dataclass(frozen=True, slots=True)
class Lodging:
    """What a complainant writes; the name may stay empty, and one allegation is enough.

    `notice`, `earlier` and `contact` are the numbers of a notice, of a complaint and of a report to us,
    `indicator` the code of the mark of that body, `about_person` a name as typed.
    """

    kind: ComplaintKind
    body: str
    round: str
    complainant: str
    allegations: tuple[str, ...]
    notice: str = ""
    earlier: str = ""
    about_person: str = ""
    contact: str = ""
    indicator: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The public number and the secret code; the code is nowhere else from now on."""

    number: int
    code: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the handler finds of one allegation."""

    verdict: Verdict
    reasons: str


class NothingAlleged(ValueError):
    """A complaint needs at least one allegation."""


class NotImpartial(Exception):
    """This person had a part in the matter, or is not the one who was drawn."""


class WhomNotSaid(ValueError):
    """Of a complaint about conduct it must be said whose, or that it is nobody of the house."""


class ReasonMissing(ValueError):
    """Refusals, answers and rulings need words; each allegation needs its own ruling."""


def next_number() -> int:
    """Return the number after the last one; nobody else gets it until this transaction ends."""
    one_at_a_time("number of a complaint")
    last = Complaint.objects.order_by("-number").first()
    return last.number + 1 if last else 1


@transaction.atomic
def lodge_complaint(*, lodging: Lodging, now: datetime) -> Receipt:
    """Take a complaint and give its receipt; the journal gets a commitment, not the words."""
    texts = tuple(text.strip() for text in lodging.allegations if text.strip())
    if not texts:
        raise NothingAlleged
    code, salt = receipts.new_code(), secrets.token_hex(16)
    sealer, locked = sealing.new_key()
    complaint = Complaint.objects.create(
        number=next_number(),
        receipt_hash=receipts.hash_of(code),
        salt=sealer.seal(salt),
        kind=lodging.kind,
        body=lodging.body,
        round=lodging.round,
        complainant=sealer.seal(lodging.complainant.strip()),
        about_person=sealer.seal(lodging.about_person.strip()),
        subject_refs=touched_by(lodging),
        agreement=agreements.state(now).number,
        lodged_at=now,
        state=COMPLAINT.start,
    )
    CaseKey.objects.create(complaint=complaint, locked=locked)
    for place, text in enumerate(texts, start=1):
        Allegation.objects.create(complaint=complaint, number=place, text=sealer.seal(text))
    note(complaint, journal.PUBLIC, now, {"content": receipts.sealed(salt, *texts)})
    return Receipt(complaint.number, code)


def touched_by(lodging: Lodging) -> list[str]:
    by_place = impartiality.subject_refs_of(lodging.body, lodging.round)
    pointed = impartiality.Pointed(
        lodging.notice, lodging.earlier, lodging.contact, lodging.indicator, lodging.about_person
    )
    return sorted({*by_place, *impartiality.named_refs(lodging.kind, lodging.body, pointed)})


def note(
    complaint: Complaint, by: journal.Actor | None, now: datetime, facts: Mapping[str, Fact] | None = None
) -> None:
    """Write into the journal that the complaint came into its present state; its clocks follow."""
    about = Subject.COMPLAINT.named(complaint.number)
    journal.write(by=by, at=now, what=f"complaint.{complaint.state}", about=about, facts=facts)
    clock_actions.follow(complaint, now)


def moved(number: int, move: ComplaintMove) -> Complaint:
    """Make the move and return the complaint, locked; raise MoveNotAllowed from any other state."""
    complaint = Complaint.objects.select_for_update().filter(number=number).first()
    if complaint is None:
        raise queries.NoSuchComplaint(number)
    complaint.state = COMPLAINT.next(ComplaintState(complaint.state), move)
    complaint.save(update_fields=["state"])
    return complaint


def written(text: str) -> str:
    if not (words := text.strip()):
        raise ReasonMissing
    return words


@transaction.atomic
def refuse_complaint(*, number: int, reasons: str, by: Person, now: datetime) -> None:
    """Refuse a complaint with reasons; raise NotImpartial from one who had a part in the matter."""
    permit(by=by, move=ComplaintMove.REFUSE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.REFUSE)
    if by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)):
        raise NotImpartial
    commitment = stated(complaint, StatementKind.REFUSAL, written(reasons), by, now)
    note(complaint, by, now, {"content": commitment})


def stated(complaint: Complaint, kind: StatementKind, text: str, by: Person, now: datetime) -> str:
    """Keep a statement sealed, and return the journal's commitment to its words."""
    sealer = sealing.sealer_of(complaint)
    Statement.objects.create(complaint=complaint, kind=kind, text=sealer.seal(text), by=by, at=now)
    return receipts.sealed(sealer.open(complaint.salt), text)


@transaction.atomic
def admit_complaint(
    *,
    number: int,
    by: Person,
    now: datetime,
    concerns: tuple[Person, ...] | None = None,
    reasons: str = "",
) -> bool:
    """Admit a complaint and draw its handler at once; say whether anyone could be drawn.

    `concerns` are those whose conduct it is about, none of whom is drawn: () says that it is nobody of the
    house, None says nothing, and raises WhomNotSaid where the kind asks for it and the complainant named
    nobody. Who had a part in the matter does not admit it either (NotImpartial). `reasons` may stay empty:
    that a complaint is heard needs none.
    """
    permit(by=by, move=ComplaintMove.ADMIT, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.ADMIT)
    subject_refs = tuple(complaint.subject_refs)
    if by.reference in impartiality.had_part(number, subject_refs) or by in (concerns or ()):
        raise NotImpartial
    stated(complaint, StatementKind.ADMISSION, reasons.strip(), by, now)
    is_named = bool(Subject.PERSON.names_in(subject_refs))
    if complaint.kind == ComplaintKind.CONDUCT and concerns is None and not is_named:
        raise WhomNotSaid
    facts: dict[str, Fact] = {"concerns": tuple(one.reference for one in concerns)} if concerns else {}
    note(complaint, by, now, facts)
    return seat_by_draw(number, now)


@transaction.atomic
def draw_handler(*, number: int, by: Person | None, now: datetime) -> bool:
    """Seat one of the eligible by the published draw; without any, leave the complaint waiting.

    It takes no handler's name and nothing that could lean it: whoever asks gets the same answer.
    """
    permit(by=by, move=ComplaintMove.ASSIGN, about=Subject.COMPLAINT.named(number), now=now)
    return seat_by_draw(number, now)


def seat_by_draw(number: int, now: datetime) -> bool:
    waiting = queries.complaint(number)
    COMPLAINT.next(ComplaintState(waiting.state), ComplaintMove.ASSIGN)
    candidates = impartiality.candidates_of(number, tuple(waiting.subject_refs), now)
    if not candidates.eligible:
        return False
    complaint = moved(number, ComplaintMove.ASSIGN)
    about = Subject.COMPLAINT.named(number)
    facts: dict[str, Fact] = {
        "eligible": candidates.eligible,
        "acted": candidates.acted,
        "members": candidates.members,
    }
    listing = journal.write(by=None, at=now, what=LISTED, about=about, facts=facts)
    handler = drawn_candidate(candidates.eligible, digest=listing.digest, matter=about)
    (person,) = Subject.PERSON.names_in([handler])
    seat = Seat.objects.create(complaint=complaint, person_id=int(person), draw_line=listing.number, at=now)
    note(complaint, None, now, {"handler": handler, "drawn_in": listing.number})
    tell_seated(seat.person, number, now)
    return True


def tell_seated(handler: Person, number: int, now: datetime) -> None:
    """Write to the handler whom the draw chose; of the case nothing but its number is said."""
    content = messages.Content(
        TemplateName.CASE_MOVED,
        Subject.COMPLAINT.named(number),
        f"/office/complaints/{number}/",
        {"number": number},
    )
    messages.send(content=content, to=[handler], now=now)


def seated(complaint: Complaint, by: Person) -> None:
    """Raise NotImpartial unless the draw has seated this person."""
    if not is_seated(complaint, by):
        raise NotImpartial


def is_seated(complaint: Complaint, person: Person) -> bool:
    seat = queries.seat_of(complaint)
    return seat is not None and seat.person_id == person.pk


@transaction.atomic
def hear_other_side(*, number: int, answer: str, by: Person, now: datetime) -> None:
    """Put down what the other side answered; without it nothing can be decided.

    The office writes it, never whoever decides: raise NotImpartial from the seated handler.
    """
    permit(by=by, move=ComplaintMove.HEAR, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.HEAR)
    if is_seated(complaint, by):
        raise NotImpartial
    commitment = stated(complaint, StatementKind.ANSWER, written(answer), by, now)
    note(complaint, by, now, {"content": commitment})


@transaction.atomic
def decide_complaint(*, number: int, judgements: Mapping[int, Judgement], by: Person, now: datetime) -> None:
    """Decide each allegation with its own reasons; raise ReasonMissing when one is left out."""
    permit(by=by, move=ComplaintMove.DECIDE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.DECIDE)
    seated(complaint, by)
    allegations = list(complaint.allegations.all())
    if {allegation.number for allegation in allegations} != set(judgements):
        raise ReasonMissing
    sealer = sealing.sealer_of(complaint)
    for allegation in allegations:
        rule(allegation, judgements[allegation.number], sealer, by, now)
    verdicts = tuple(judgements[allegation.number].verdict.value for allegation in allegations)
    reasons = [judgements[allegation.number].reasons.strip() for allegation in allegations]
    note(
        complaint,
        by,
        now,
        {"verdicts": verdicts, "content": receipts.sealed(sealer.open(complaint.salt), *reasons)},
    )


def rule(
    allegation: Allegation, judgement: Judgement, sealer: sealing.Sealer, by: Person, now: datetime
) -> None:
    reasons = sealer.seal(written(judgement.reasons))
    Ruling.objects.create(allegation=allegation, verdict=judgement.verdict, reasons=reasons, by=by, at=now)


@transaction.atomic
def open_with_receipt(*, number: int, code: str, now: datetime) -> queries.ComplaintPage:
    """Show a complaint to whoever holds its receipt; a decision counts as served when it is first shown."""
    complaint = queries.opened_with(number, code)
    if complaint.state == ComplaintState.DECIDED:
        note(moved(number, ComplaintMove.SERVE), journal.PUBLIC, now)
    return queries.tracked(number, code, now)


@transaction.atomic
def close_complaint(*, number: int, by: Person, now: datetime) -> None:
    """Close a complaint whose decision has been served."""
    permit(by=by, move=ComplaintMove.CLOSE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.CLOSE)
    seated(complaint, by)
    note(complaint, by, now)
