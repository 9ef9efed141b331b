"""The other side speaks for itself, in time; where it is silent, the case goes on and says so."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.desk import clocks, queries, sides
from sanjeh.apps.desk.actions import NotImpartial, stated, written
from sanjeh.apps.desk.kinds import StatementKind
from sanjeh.apps.desk.models import AnswerLink
from sanjeh.apps.desk.step_actions import moved, note
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintMove, ComplaintState
from sanjeh.core.working_time.complaint_stages import Stage


class StillInTime(Exception):
    """The time in which the other side may answer is not over."""


@transaction.atomic
def answer_complaint(*, number: int, answer: str, by: Person, now: datetime) -> None:
    """Answer for what is complained of, by the own hand; raise NotImpartial from whoever is no side of it."""
    permit(by=by, move=ComplaintMove.HEAR, about=Subject.COMPLAINT.named(number), now=now)
    if by not in sides.respondents(queries.complaint(number), now):
        raise NotImpartial
    words = written(answer)
    complaint = moved(number, ComplaintMove.HEAR)
    commitment = stated(complaint, StatementKind.ANSWER, words, by, now)
    note(complaint, by, now, {"content": commitment, "answered": True})


@transaction.atomic
def answer_by_link(*, token: str, answer: str, now: datetime) -> None:
    """Take the answer of whoever holds the link, once; raise NotASide or ReasonMissing."""
    link = sides.linked(token, now)
    words = written(answer)
    complaint = moved(link.complaint.number, ComplaintMove.HEAR)
    if not AnswerLink.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise sides.NotASide
    commitment = stated(complaint, StatementKind.ANSWER, words, link.person, now)
    note(complaint, link.person, now, {"content": commitment, "answered": True})


@transaction.atomic
def end_hearing(*, number: int, now: datetime) -> None:
    """Go on without an answer; raise StillInTime before the time of the other side is over."""
    permit(by=None, move=ComplaintMove.HEAR, about=Subject.COMPLAINT.named(number), now=now)
    row = queries.complaint(number).clocks.prefetch_related("events").get(stage=Stage.HEARING)
    if not clocks.is_late(row, now):
        raise StillInTime(number)
    complaint = moved(number, ComplaintMove.HEAR)
    stated(complaint, StatementKind.SILENCE, "", None, now)
    note(complaint, None, now, {"answered": False})


def silent(now: datetime) -> tuple[int, ...]:
    """Return the numbers of the complaints whose other side has let its time pass."""
    late = clocks.late(Stage.HEARING, ComplaintState.ASSIGNED, now)
    return tuple(complaint.number for complaint in late)
