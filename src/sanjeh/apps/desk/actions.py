"""What is done with a complaint. No function here takes a handler: the draw alone seats one."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.desk import (
    clock_actions,
    clocks,
    draw_actions,
    impartiality,
    queries,
    receipts,
    sealing,
    seats,
)
from sanjeh.apps.desk.kinds import ComplaintKind, SeatRole, StatementKind
from sanjeh.apps.desk.models import Allegation, CaseKey, Complaint, Statement
from sanjeh.apps.desk.step_actions import locked, moved, note
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.sealing import new_key
from sanjeh.core.integrity import later_draw
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import COMPLAINT, ComplaintMove, ComplaintState
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.working_time.complaint_stages import Stage

ACKNOWLEDGED = StatementKind.ACKNOWLEDGEMENT


@dataclass(frozen=True, slots=True)
class Lodging:
    """What a complainant writes; the name may stay empty, and one allegation is enough.

    `notice`, `earlier` and `contact` are the numbers of a notice, of a complaint and of a report to us,
    `indicator` the code of the mark of that body, `about_person` a name as typed, and
    `words_for_the_draw` are mixed into every draw of the case.
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
    words_for_the_draw: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The public number and the secret code; the code is nowhere else from now on."""

    number: int
    code: str


class NothingAlleged(ValueError):
    """A complaint needs at least one allegation."""


class NotImpartial(Exception):
    """This person had a part in the matter, or is not the one who was drawn."""


class NotDeclared(Exception):
    """Who was drawn has not yet read the names, said that there is no tie, and opened the file."""


class OnlyTheComplainant(Exception):
    """This is for whoever complained, and for no representative."""


class AcknowledgedAlready(Exception):
    """The complainant has had a first answer."""


class AppealStillOpen(Exception):
    """Whoever complained may still appeal: until then nobody closes the case."""


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
    # Of the complainant's own words and of chance: whoever reads it later learns neither.
    nonce = receipts.sealed(secrets.token_hex(16), lodging.words_for_the_draw)
    sealer, locked = new_key()
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
        nonce=sealer.seal(nonce),
        state=COMPLAINT.start,
    )
    CaseKey.objects.create(complaint=complaint, locked=locked)
    for place, text in enumerate(texts, start=1):
        Allegation.objects.create(complaint=complaint, number=place, text=sealer.seal(text))
    facts = {"content": receipts.sealed(salt, *texts), "nonce": later_draw.committed(nonce)}
    note(complaint, journal.PUBLIC, now, facts)
    return Receipt(complaint.number, code)


def touched_by(lodging: Lodging) -> list[str]:
    by_place = impartiality.subject_refs_of(lodging.body, lodging.round)
    pointed = impartiality.Pointed(
        lodging.notice, lodging.earlier, lodging.contact, lodging.indicator, lodging.about_person
    )
    return sorted({*by_place, *impartiality.named_refs(lodging.kind, lodging.body, pointed)})


def written(text: str) -> str:
    if not (words := text.strip()):
        raise ReasonMissing
    return words


@transaction.atomic
def acknowledge_complaint(*, number: int, words: str, by: Person, now: datetime) -> None:
    """Tell the complainant that somebody has read the complaint; raise NotImpartial from one with a part."""
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.ACKNOWLEDGE, about=about, now=now)
    complaint = locked(number)
    if by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)):
        raise NotImpartial
    if complaint.state != ComplaintState.LODGED or complaint.statements.filter(kind=ACKNOWLEDGED).exists():
        raise AcknowledgedAlready(number)
    commitment = stated(complaint, StatementKind.ACKNOWLEDGEMENT, written(words), by, now)
    journal.write(by=by, at=now, what="complaint.acknowledged", about=about, facts={"content": commitment})
    clock_actions.stop(complaint, [Stage.ACKNOWLEDGEMENT], now)


def own(number: int, code: str) -> Complaint:
    """Return the complaint that its very own receipt opens; raise OnlyTheComplainant."""
    complaint = queries.opened_with(number, code)
    if not receipts.opens(code, complaint.receipt_hash):
        raise OnlyTheComplainant(number)
    return complaint


@transaction.atomic
def withdraw_complaint(*, number: int, code: str, reasons: str, now: datetime) -> None:
    """End a complaint for its complainant, by the receipt alone; raise MoveNotAllowed once it is decided."""
    own(number, code)
    complaint = moved(number, ComplaintMove.WITHDRAW)
    commitment = stated(complaint, StatementKind.WITHDRAWAL, reasons.strip(), None, now)
    note(complaint, journal.PUBLIC, now, {"content": commitment})


@transaction.atomic
def refuse_complaint(*, number: int, reasons: str, by: Person, now: datetime) -> None:
    """Refuse a complaint with reasons; raise NotImpartial from one who had a part in the matter."""
    permit(by=by, move=ComplaintMove.REFUSE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.REFUSE)
    if by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)):
        raise NotImpartial
    commitment = stated(complaint, StatementKind.REFUSAL, written(reasons), by, now)
    note(complaint, by, now, {"content": commitment})


def stated(complaint: Complaint, kind: StatementKind, text: str, by: Person | None, now: datetime) -> str:
    """Keep a statement sealed, and return the journal's commitment to its words."""
    sealer = sealing.sealer_of(complaint)
    Statement.objects.create(complaint=complaint, kind=kind, text=sealer.seal(text), by=by, at=now)
    return receipts.sealed(sealer.open(complaint.salt), text)


@transaction.atomic
def admit_complaint(
    *,
    number: int,
    by: Person | None,
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
    if by and (by.reference in impartiality.had_part(number, subject_refs) or by in (concerns or ())):
        raise NotImpartial
    stated(complaint, StatementKind.ADMISSION, reasons.strip(), by, now)
    is_named = bool(Subject.PERSON.names_in(subject_refs))
    if complaint.kind == ComplaintKind.CONDUCT and concerns is None and not is_named:
        raise WhomNotSaid
    facts: dict[str, Fact] = {"concerns": tuple(one.reference for one in concerns)} if concerns else {}
    note(complaint, by, now, facts)
    return list_for_case(complaint, now)


def list_for_case(complaint: Complaint, now: datetime) -> bool:
    """List who may be drawn as second reader and as handler; say whether there is a handler's list."""
    draw_actions.list_for(complaint, SeatRole.READER, now)
    return draw_actions.list_for(complaint, SeatRole.HANDLER, now)


@transaction.atomic
def draw_handler(*, number: int, by: Person | None, now: datetime) -> bool:
    """List those who may be drawn where that was not possible at the admission; say whether it is now.

    It takes no handler's name and nothing that could lean it: whoever asks gets the same answer.
    """
    permit(by=by, move=ComplaintMove.ASSIGN, about=Subject.COMPLAINT.named(number), now=now)
    complaint = locked(number)
    COMPLAINT.next(ComplaintState(complaint.state), ComplaintMove.ASSIGN)
    return list_for_case(complaint, now)


def seated(complaint: Complaint, by: Person, role: SeatRole = SeatRole.HANDLER) -> None:
    """Raise NotImpartial unless the draw has seated this person, who has had no part since; raise NotDeclared
    before the declaration, and before the file was opened.
    """
    had_part = impartiality.had_part(complaint.number, tuple(complaint.subject_refs))
    seat = seats.of(complaint, by)
    if seat is None or seat.role != role or by.reference in had_part:
        raise NotImpartial
    if not seats.may_act(seat):
        raise NotDeclared(complaint.number)


@transaction.atomic
def open_with_receipt(*, number: int, code: str, now: datetime) -> queries.ComplaintPage:
    """Show a complaint to whoever holds its receipt; a decision counts as served when it is first shown."""
    complaint = queries.opened_with(number, code)
    if complaint.state == ComplaintState.DECIDED:
        note(moved(number, ComplaintMove.SERVE), journal.PUBLIC, now)
    return queries.tracked(number, code, now)


@transaction.atomic
def close_complaint(*, number: int, by: Person | None, now: datetime) -> None:
    """Close a complaint whose decision has been served; None is the time of the appeal that is over.

    Raise AppealStillOpen from the handler before that: nobody takes the appeal from whoever complained.
    """
    permit(by=by, move=ComplaintMove.CLOSE, about=Subject.COMPLAINT.named(number), now=now)
    complaint = moved(number, ComplaintMove.CLOSE)
    if by:
        seated(complaint, by)
        if not clocks.is_appeal_over(complaint, now):
            raise AppealStillOpen(number)
    note(complaint, by, now)
