"""What follows from a case: urgent orders, likenesses, remedies that another verifies, a correction."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.desk import impartiality, queries, sealing
from sanjeh.apps.desk.actions import NotImpartial, seated, stated, written
from sanjeh.apps.desk.kinds import RemedyKind, SeatRole, StatementKind
from sanjeh.apps.desk.models import Complaint, CorrectionOrder, Likeness, Remedy
from sanjeh.apps.desk.open_moves import is_upheld
from sanjeh.apps.desk.step_actions import locked
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.results.actions import OrderedMark, take_correction
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.working_time.hours import instant

REMEDY_DAYS = 10  # working days, a proposal of the house like every other time


class NothingUpheld(Exception):
    """There is no ruling for the complainant from which this could follow."""


class NoSuchRemedy(LookupError):
    """No remedy of this case waits for this."""


class NotAlike(ValueError):
    """A complaint is like another one, and is likened to it once."""


class NoMarkNamed(ValueError):
    """The complaint points at no such mark, or the mark was corrected already."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A mark seen anew: `becomes` is in the indicator's own unit, an empty service means the body."""

    round: str
    indicator: str
    becomes: Decimal
    words: str
    service: str = ""


@transaction.atomic
def order_at_once(*, number: int, words: str, by: Person, now: datetime) -> None:
    """Order what cannot wait for the ruling; both sides see it. Raise NotImpartial from one with a part."""
    permit(by=by, move=ComplaintAct.ORDER, about=Subject.COMPLAINT.named(number), now=now)
    complaint = clean(number, by)
    commitment = stated(complaint, StatementKind.ORDER, written(words), by, now)
    tell(complaint, "complaint.ordered", by, now, {"content": commitment})


@transaction.atomic
def liken(*, number: int, other: int, by: Person, now: datetime) -> None:
    """Lead two complaints about the like to one another; each keeps its own way. Raise NotAlike."""
    permit(by=by, move=ComplaintAct.LIKEN, about=Subject.COMPLAINT.named(number), now=now)
    complaint = clean(number, by)
    twin = queries.complaint(other)
    one, two = sorted((complaint, twin), key=lambda each: each.pk)
    if one == two or one.kind != two.kind or Likeness.objects.filter(one=one, other=two).exists():
        raise NotAlike(number)
    Likeness.objects.create(one=one, other=two, by=by, at=now)
    tell(complaint, "complaint.likened", by, now, {"other": Subject.COMPLAINT.named(other)})


@transaction.atomic
def plan_remedy(*, number: int, kind: RemedyKind, words: str, by: Person, now: datetime) -> None:
    """Promise to make something good, within ten working days; raise NothingUpheld."""
    permit(by=by, move=ComplaintAct.PLAN_REMEDY, about=Subject.COMPLAINT.named(number), now=now)
    complaint = locked(number)
    if not is_upheld(complaint):
        raise NothingUpheld(number)
    hours = calendars.working_hours(now)
    length = REMEDY_DAYS * hours.calendar.version(hours.day_of(instant(now))).longest_day
    Remedy.objects.create(
        complaint=complaint,
        kind=kind,
        words=sealing.sealer_of(complaint).seal(written(words)),
        planned_by=by,
        planned_at=now,
        due_at=datetime.fromtimestamp(hours.after(instant(now), length), UTC),
    )
    tell(complaint, "complaint.remedy_planned", by, now, {"kind": kind.value})


@transaction.atomic
def do_remedy(*, number: int, remedy: int, by: Person, now: datetime) -> None:
    """Say that what was promised is done; raise NoSuchRemedy."""
    permit(by=by, move=ComplaintAct.DO_REMEDY, about=Subject.COMPLAINT.named(number), now=now)
    waiting = Remedy.objects.filter(pk=remedy, complaint=locked(number), done_at=None)
    if not waiting.update(done_by=by, done_at=now):
        raise NoSuchRemedy(remedy)
    tell(queries.complaint(number), "complaint.remedy_done", by, now, {"remedy": remedy})


@transaction.atomic
def verify_remedy(*, number: int, remedy: int, by: Person, now: datetime) -> None:
    """Say, as another, that it was really done; raise NoSuchRemedy, or NotImpartial from one with a part."""
    permit(by=by, move=ComplaintAct.VERIFY_REMEDY, about=Subject.COMPLAINT.named(number), now=now)
    complaint = clean(number, by)
    done = Remedy.objects.filter(pk=remedy, complaint=complaint, done_at__isnull=False, verified_at=None)
    if not done.exclude(done_by=by).update(verified_by=by, verified_at=now):
        raise NoSuchRemedy(remedy)
    tell(complaint, "complaint.remedy_verified", by, now, {"remedy": remedy})


@transaction.atomic
def order_correction(*, number: int, correction: Correction, by: Person, now: datetime) -> None:
    """Order that a mark becomes what the drawn rescorer has seen; raise NothingUpheld or NoMarkNamed.

    The rescorer is shown neither the mark that was given nor the place of the body.
    """
    permit(by=by, move=ComplaintAct.CORRECT, about=Subject.COMPLAINT.named(number), now=now)
    complaint = locked(number)
    seated(complaint, by, SeatRole.RESCORER)
    if not is_upheld(complaint):
        raise NothingUpheld(number)
    marks = Subject.MARK.names_in(complaint.subject_refs)
    place = {"round": correction.round, "service": correction.service, "indicator": correction.indicator}
    if (
        f"{complaint.body}/{correction.indicator}" not in marks
        or complaint.corrections.filter(**place).exists()
    ):
        raise NoMarkNamed(number)
    words = sealing.sealer_of(complaint).seal(written(correction.words))
    CorrectionOrder.objects.create(
        complaint=complaint,
        body=complaint.body,
        becomes=correction.becomes,
        words=words,
        by=by,
        at=now,
        **place,
    )
    mark = OrderedMark(complaint.body, correction.indicator, correction.becomes, correction.service)
    about = Subject.COMPLAINT.named(number)
    take_correction(round_code=correction.round, mark=mark, ordered_in=about, now=now)
    facts: dict[str, Fact] = {**place, "becomes": str(correction.becomes)}
    tell(complaint, "complaint.correction_ordered", by, now, facts)


def clean(number: int, by: Person) -> Complaint:
    """Return the complaint, locked, for one who had no part in it; raise NotImpartial."""
    complaint = locked(number)
    if by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)):
        raise NotImpartial
    return complaint


def tell(complaint: Complaint, what: str, by: Person, now: datetime, facts: dict[str, Fact]) -> None:
    about = Subject.COMPLAINT.named(complaint.number)
    journal.write(by=by, at=now, what=what, about=about, facts=facts)
