"""When the clocks of a complaint wait: for a reason that the complainant sees, and can contest."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.desk import clocks, impartiality, queries
from sanjeh.apps.desk.actions import NotImpartial
from sanjeh.apps.desk.models import ClockEvent, Complaint, ComplaintClock
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.desk_moves import ClockMove
from sanjeh.core.working_time.events import EventKind, PauseReason


class NothingToPause(Exception):
    """No time of ours is running."""


class NothingPaused(Exception):
    """No time of ours waits."""


class NothingToContest(Exception):
    """There has been no pause, or each was contested already."""


class NothingContested(Exception):
    """No pause waits for a decision on it."""


class PausesUsedUp(Exception):
    """These clocks have waited as long as they may altogether."""


@transaction.atomic
def pause_clocks(*, number: int, reason: PauseReason, by: Person, now: datetime) -> None:
    """Let the provider's running clocks wait; raise NothingToPause."""
    permit(by=by, move=ClockMove.PAUSE, about=Subject.COMPLAINT.named(number), now=now)
    running = [row for row in open_clocks(number) if clocks.may_pause(row, now)]
    if not running:
        raise NothingToPause(number)
    running = [row for row in running if not clocks.has_paused_enough(row, now)]
    if not running:
        raise PausesUsedUp(number)
    for row in running:
        ClockEvent.objects.create(clock=row, kind=EventKind.PAUSED, at=now, reason=reason, by=by)
    note(number, "clock.paused", by, now, {"reason": reason.value})


@transaction.atomic
def resume_clocks(*, number: int, by: Person, now: datetime) -> None:
    """Let the clocks that wait go on; raise NothingPaused."""
    permit(by=by, move=ClockMove.RESUME, about=Subject.COMPLAINT.named(number), now=now)
    waiting = [row for row in open_clocks(number) if clocks.is_paused(row, now)]
    if not waiting:
        raise NothingPaused(number)
    for row in waiting:
        ClockEvent.objects.create(clock=row, kind=EventKind.RESUMED, at=now, by=by)
    note(number, "clock.resumed", by, now)


def end_long_pauses(*, now: datetime) -> int:
    """Let clocks go on that have waited as long as they may altogether; return how many did."""
    waiting = [row for row in clocks.open_clocks() if clocks.is_paused(row, now)]
    over = [row for row in waiting if clocks.has_paused_enough(row, now)]
    for row in over:
        with transaction.atomic():
            ClockEvent.objects.create(clock=row, kind=EventKind.RESUMED, at=now)
            note(row.complaint.number, "clock.resumed", None, now, {"reason": "cap"})
    return len(over)


@transaction.atomic
def contest_pauses(*, number: int, code: str, now: datetime) -> None:
    """Contest every pause so far, with the receipt; raise NoSuchComplaint or NothingToContest."""
    complaint = queries.opened_with(number, code)
    pauses = list(clocks.pauses(complaint, without=EventKind.CONTESTED))
    if not pauses:
        raise NothingToContest(number)
    add_about(pauses, EventKind.CONTESTED, None, now)
    note(number, "clock.contested", journal.PUBLIC, now)


@transaction.atomic
def overturn_pauses(*, number: int, by: Person, now: datetime) -> None:
    """Uphold what the complainant contested: those pauses count as if there had been none.

    Raise NotImpartial from one who had a part in the matter, or NothingContested.
    """
    permit(by=by, move=ClockMove.OVERTURN, about=Subject.COMPLAINT.named(number), now=now)
    complaint = locked(number)
    if by.reference in impartiality.had_part(number, tuple(complaint.subject_refs)):
        raise NotImpartial
    contested = clocks.pauses(complaint, among=EventKind.CONTESTED, without=EventKind.PAUSE_OVERTURNED)
    if not (pauses := list(contested)):
        raise NothingContested(number)
    add_about(pauses, EventKind.PAUSE_OVERTURNED, by, now)
    note(number, "clock.overturned", by, now)


def add_about(pauses: Iterable[ClockEvent], kind: EventKind, by: Person | None, now: datetime) -> None:
    for pause in pauses:
        ClockEvent.objects.create(clock=pause.clock, kind=kind, at=now, pause=pause, by=by)


def locked(number: int) -> Complaint:
    complaint = Complaint.objects.select_for_update().filter(number=number).first()
    if complaint is None:
        raise queries.NoSuchComplaint(number)
    return complaint


def open_clocks(number: int) -> Iterable[ComplaintClock]:
    return locked(number).clocks.prefetch_related("events")


def note(
    number: int, what: str, by: journal.Actor | None, now: datetime, facts: dict[str, str] | None = None
) -> None:
    journal.write(by=by, at=now, what=what, about=Subject.COMPLAINT.named(number), facts=facts)
