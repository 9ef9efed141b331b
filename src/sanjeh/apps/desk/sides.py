"""Who is the other side of a complaint: whoever answers for what is complained of, by the own hand."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import impartiality, seats
from sanjeh.apps.desk.clocks import ClockRow, clocks_of
from sanjeh.apps.desk.kinds import StatementKind
from sanjeh.apps.desk.models import AnswerLink, Complaint
from sanjeh.apps.desk.sealing import reader_of
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.complaints import ComplaintState
from sanjeh.core.workflow.roles import IN_A_BODY, Role
from sanjeh.core.working_time.complaint_stages import Stage

HOUSE = frozenset(Role) - IN_A_BODY - {Role.AUDITOR}
# Before it is seated nobody is heard, and what was refused or withdrawn asks for no answer.
ANSWERABLE = frozenset(ComplaintState) - {
    ComplaintState.LODGED,
    ComplaintState.REFUSED,
    ComplaintState.WITHDRAWN,
    ComplaintState.ADMITTED,
}


@dataclass(frozen=True, slots=True)
class RespondentPage:
    """What the other side sees: the points, and the own answer; nothing of who complained."""

    number: int
    points: tuple[str, ...]
    answer: str
    may_answer: bool
    clock: ClockRow | None


class NotASide(LookupError):
    """There is no such complaint, or this person is not its other side; nobody is told which."""


def respondents(complaint: Complaint, now: datetime) -> tuple[Person, ...]:
    """Return who may answer: those complained about; else who did what is pointed at; else who acted on the
    matter; else, for the house, its managers. Nobody who sits in the case is among them.
    """
    refs = tuple(complaint.subject_refs)
    accused = impartiality.complained_about(complaint.number, refs)
    if absent(complaint, now):
        return of_the_house(accused, complaint, now)
    for found in (
        accused,
        impartiality.doers(refs),
        journal.acted_on(refs) if refs else frozenset(),
    ):
        if people := of_the_house(found, complaint, now):
            return people
    return of_the_house((one.reference for one in accounts.holders(Role.MANAGER, now)), complaint, now)


def absent(complaint: Complaint, now: datetime) -> tuple[Person, ...]:
    """Return whom it is about and who no longer works here, but can be written to: they answer by a link."""
    accused = impartiality.complained_about(complaint.number, tuple(complaint.subject_refs))
    outside = accounts.reachable_outside(accused - seats.ever_seated(complaint.number), HOUSE, now)
    return outside if accused else ()


def linked(token: str, now: datetime) -> AnswerLink:
    """Return the link that this secret opens; raise NotASide for any other, a used and an old one."""
    links = AnswerLink.objects.select_related("complaint", "person")
    found = links.filter(token_hash=hash_of_link(token), used_at=None, expires_at__gt=now).first()
    if found is None or found.complaint.state != ComplaintState.ASSIGNED:
        raise NotASide
    return found


def hash_of_link(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def linked_page(token: str, now: datetime) -> RespondentPage:
    """Return the page of the other side as a link opens it; raise NotASide."""
    return page_of(linked(token, now).complaint, now)


def of_the_house(references: Iterable[str], complaint: Complaint, now: datetime) -> tuple[Person, ...]:
    """Return those of them who hold a mandate of the house now and sit nowhere in this case."""
    wanted, sitting = set(references), seats.ever_seated(complaint.number)
    house = (one for one in accounts.holders_of_any(HOUSE, now) if one.reference in wanted - sitting)
    return tuple(house)


def respondent_page(number: int, reader: Person, now: datetime) -> RespondentPage:
    """Return the page of the other side; raise NotASide."""
    complaint = Complaint.objects.filter(number=number).first()
    if complaint is None or complaint.state not in ANSWERABLE or reader not in respondents(complaint, now):
        raise NotASide(number)
    return page_of(complaint, now)


def page_of(complaint: Complaint, now: datetime) -> RespondentPage:
    read = reader_of(complaint)
    given = complaint.statements.filter(kind=StatementKind.ANSWER).first()
    return RespondentPage(
        number=complaint.number,
        points=tuple(read(one.text) for one in complaint.allegations.all()),
        answer=read(given.text) if given else "",
        may_answer=complaint.state == ComplaintState.ASSIGNED,
        clock=next((row for row in clocks_of(complaint, now) if row.stage is Stage.HEARING), None),
    )
