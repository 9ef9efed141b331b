"""What starts and stops the clocks of a complaint: its own moves, in the same transaction."""

from datetime import datetime

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.desk.models import ClockEvent, Complaint, ComplaintClock
from sanjeh.core.workflow.complaints import ComplaintState
from sanjeh.core.working_time.complaint_stages import STAGES, Stage
from sanjeh.core.working_time.events import EventKind
from sanjeh.core.working_time.hours import WorkingHours, instant


def follow(complaint: Complaint, now: datetime) -> None:
    """Stop the clocks that end with the complaint's present state, and start those that begin with it."""
    state = ComplaintState(complaint.state)
    ending = [stage for stage, clock in STAGES.items() if state in clock.stops]
    for row in complaint.clocks.filter(stage__in=ending):
        ClockEvent.objects.create(clock=row, kind=EventKind.STOPPED, at=now)
    beginning = [stage for stage, clock in STAGES.items() if state is clock.starts]
    if beginning:
        hours = calendars.working_hours(now)
        for stage in beginning:
            start(complaint, stage, hours, now)


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
