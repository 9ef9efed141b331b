"""Erasing the words of a complaint for good, and the legal hold that forbids it.

What the journal has committed to stays, and its chain verifies as before: only nobody can read the words
any more. A backup that was made earlier still holds them until it grows old itself.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.desk import erasure, impartiality, queries
from sanjeh.apps.desk.actions import NotImpartial, ReasonMissing
from sanjeh.apps.desk.models import CaseKey, Complaint, LegalHold
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import OVER
from sanjeh.core.workflow.desk_moves import ComplaintAct


class StillOpen(Exception):
    """Only what has come to its end may be erased."""


class Held(Exception):
    """A legal hold keeps the words, or there is none that could be lifted."""


class AlreadyErased(Exception):
    """The words of this complaint are gone."""


@transaction.atomic
def erase_complaint(*, number: int, by: Person | None, now: datetime) -> None:
    """Destroy the key of a complaint that is over; None is the nightly task, when its time has come.

    Raise NotImpartial from one who had a part in the matter.
    """
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.ERASE, about=about, now=now)
    complaint = locked(number)
    if by and by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)):
        raise NotImpartial
    if complaint.state not in OVER:
        raise StillOpen(number)
    if erasure.open_hold(complaint):
        raise Held(number)
    if not CaseKey.objects.filter(complaint=complaint).delete()[0]:
        raise AlreadyErased(number)
    journal.write(by=by, at=now, what=erasure.ERASED, about=about)


def locked(number: int) -> Complaint:
    complaint = Complaint.objects.select_for_update().filter(number=number).first()
    if complaint is None:
        raise queries.NoSuchComplaint(number)
    return complaint


def erase_old(*, before: datetime, handed_over: Collection[int] | None, now: datetime) -> int:
    """Erase every complaint that came to its end before this moment, unless held; return how many.

    Of these alone where `handed_over` names what an archive has; None where no archive is waited for.
    """
    old = erasure.erasable(before, handed_over)
    for number in old:
        erase_complaint(number=number, by=None, now=now)
    return len(old)


@transaction.atomic
def hold_complaint(*, number: int, reason: str, by: Person, now: datetime) -> None:
    """Forbid that the words are erased, for a reason; only one hold is open at a time."""
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.HOLD, about=about, now=now)
    complaint = locked(number)
    if not reason.strip():
        raise ReasonMissing
    if erasure.open_hold(complaint):
        raise Held(number)
    LegalHold.objects.create(complaint=complaint, reason=reason.strip(), placed_by=by, placed_at=now)
    journal.write(by=by, at=now, what="complaint.held", about=about)


@transaction.atomic
def lift_hold(*, number: int, by: Person, now: datetime) -> None:
    """End the hold; never whoever placed one about this complaint."""
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.LIFT_HOLD, about=about, now=now)
    held = LegalHold.objects.filter(complaint=locked(number), lifted_at=None)
    if not held.update(lifted_by=by, lifted_at=now):
        raise Held(number)
    journal.write(by=by, at=now, what="complaint.hold_lifted", about=about)
