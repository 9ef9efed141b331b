"""The register of outside members, and the two hands without which none of them is drawn."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import ever_of_the_house, roles_of
from sanjeh.apps.desk import draw_actions, impartiality, outside
from sanjeh.apps.desk.actions import NotImpartial
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.models import Necessity, NecessityApproval, OutsideMember
from sanjeh.apps.desk.step_actions import locked
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.workflow.desk_permissions import DRAWN, LEAD
from sanjeh.core.workflow.outsiders import OutsideMove
from sanjeh.core.workflow.roles import Role

# The unit that leads cases and the one that decides them: who belongs to either lets nobody in from outside.
THIS_UNIT = LEAD | DRAWN | {Role.MANAGER}


class NotFromOutside(ValueError):
    """This person is on the register already, or has worked in the house."""


class LetterMissing(ValueError):
    """Nobody is registered without an organisation and a letter."""


class NoSuchMember(LookupError):
    """There is no such line in the register, or it has ended."""


class NotOfAnotherUnit(Exception):
    """Who leads or decides cases lets nobody in from outside."""


class NothingLacking(Exception):
    """For this part of the case nobody is lacking, or this person has let it already."""


@transaction.atomic
def register_outside_member(
    *, person: Person, organisation: str, letter: Letter, by: Person, now: datetime
) -> int:
    """Put somebody from outside on the register; raise NotFromOutside or LetterMissing.

    The mandate by which they act is given after that, like any other.
    """
    permit(by=by, move=OutsideMove.REGISTER, about=person.reference, now=now)
    if not organisation.strip() or not letter.number.strip() or letter.day is None:
        raise LetterMissing
    if OutsideMember.objects.filter(person=person).exists() or ever_of_the_house(person):
        raise NotFromOutside
    row = OutsideMember.objects.create(
        person=person,
        organisation=organisation.strip(),
        letter_number=letter.number.strip(),
        letter_date=letter.day,
        registered_by=by,
        registered_at=now,
    )
    facts: dict[str, Fact] = {"letter": row.letter_number}
    journal.write(by=by, at=now, what="outside.registered", about=person.reference, facts=facts)
    return row.pk


@transaction.atomic
def end_outside_member(*, number: int, by: Person, now: datetime) -> None:
    """Take somebody off the register: who was on it is of no pool afterwards. Raise NoSuchMember."""
    row = OutsideMember.objects.select_for_update().filter(pk=number, ended_at=None).first()
    if row is None:
        raise NoSuchMember(number)
    permit(by=by, move=OutsideMove.END, about=row.person.reference, now=now)
    OutsideMember.objects.filter(pk=number).update(ended_by=by, ended_at=now)
    journal.write(by=by, at=now, what="outside.ended", about=row.person.reference)


@transaction.atomic
def let_outsiders(*, number: int, role: SeatRole, by: Person, now: datetime) -> bool:
    """Let people from outside be drawn for a part of a case; say whether, by the second hand, one was listed.

    Raise NotImpartial from one with a part, NotOfAnotherUnit, or NothingLacking.
    """
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.LET_OUTSIDERS, about=about, now=now)
    complaint = locked(number)
    if by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)):
        raise NotImpartial
    if roles_of(by, now) & THIS_UNIT:
        raise NotOfAnotherUnit
    lacking = Necessity.objects.filter(complaint=complaint, role=role).first()
    if lacking is None or outside.is_let(complaint, role) or lacking.approvals.filter(by=by).exists():
        raise NothingLacking(number)
    NecessityApproval.objects.create(necessity=lacking, by=by, at=now)
    journal.write(by=by, at=now, what="complaint.outsiders_let", about=about, facts={"role": role.value})
    return draw_actions.list_for(complaint, role, now, places=lacking.places)
