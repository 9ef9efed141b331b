"""What starts and stops the clocks of a complaint: its own moves, in the same transaction."""

from collections.abc import Iterable
from datetime import datetime

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.desk import clocks
from sanjeh.apps.desk.models import ClockEvent, Complaint, ComplaintClock
from sanjeh.core.workflow.complaints import ComplaintState
from sanjeh.core.working_time.complaint_stages import STAGES, Stage
from sanjeh.core.working_time.events import EventKind, Party
from sanjeh.core.working_time.hours import WorkingHours, instant


def follow(complaint: Complaint, now: datetime) -> None:
    """Stop the clocks that end with the complaint's present state, and start those that begin with it."""
    state = ComplaintState(complaint.state)
    stop(complaint, [stage for stage, clock in STAGES.items() if state in clock.stops], now)
    beginning = [stage for stage, clock in STAGES.items() if state in clock.starts]
    if beginning:
        hours = calendars.working_hours(now)
        for stage in beginning:
            begin(complaint, stage, hours, now)


def stop(complaint: Complaint, stages: Iterable[Stage], now: datetime) -> None:
    """Stop those of these clocks that have started and are not over."""
    for row in complaint.clocks.filter(stage__in=list(stages)).prefetch_related("events"):
        if not clocks.is_over(row, now):
            ClockEvent.objects.create(clock=row, kind=EventKind.STOPPED, at=now)


def begin(complaint: Complaint, stage: Stage, hours: WorkingHours, now: datetime) -> None:
    """Start a clock, or open the one of this stage again: the time since its end was the complainant's."""
    row = complaint.clocks.filter(stage=stage).prefetch_related("events").first()
    if row is None:
        start(complaint, stage, hours, now)
    elif clocks.is_over(row, now):
        ClockEvent.objects.create(clock=row, kind=EventKind.REOPENED, at=now, held_by=Party.APPLICANT)


def start(complaint: Complaint, stage: Stage, hours: WorkingHours, now: datetime) -> None:
    """Start a clock; its target keeps the working day of the week that is in force now."""
    day_seconds = hours.calendar.version(hours.day_of(instant(now))).longest_day
    row = ComplaintClock.objects.create(
        complaint=complaint,
        stage=stage,
        seconds=STAGES[stage].days * day_seconds,
        day_seconds=day_seconds,
        agreement=complaint.agreement,
    )
    ClockEvent.objects.create(clock=row, kind=EventKind.STARTED, at=now)
