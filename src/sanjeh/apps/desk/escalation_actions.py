"""What happens when nobody acts: duties are called, silence is a move, pauses end, seats are filled."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.queries import holders
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.channels import queries as channels
from sanjeh.apps.desk import (
    actions,
    clocks,
    draw_actions,
    hearing_actions,
    impartiality,
    open_moves,
    pause_actions,
    sealing,
    seats,
)
from sanjeh.apps.desk.kinds import ComplaintKind, SeatRole
from sanjeh.apps.desk.models import Call, Complaint, ComplaintClock
from sanjeh.apps.desk.step_actions import tell
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.results import recount_actions
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.complaints import ComplaintState
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.complaint_stages import Stage
from sanjeh.core.working_time.due import Duty, standing
from sanjeh.core.working_time.events import Party
from sanjeh.core.working_time.hours import WorkingHours

S = ComplaintState
LISTS = {
    SeatRole.HANDLER: (S.ADMITTED,),
    SeatRole.READER: (S.ADMITTED, S.ASSIGNED, S.HEARD, S.PROPOSED),
    SeatRole.PANEL: (S.APPEALED,),
}


def go_on(*, now: datetime) -> None:
    """Do all that time alone has made due, and count what a correction has asked for; each part is whole."""
    draw_actions.end_conflicts(now=now)
    draw_actions.seat_drawn(now=now)
    list_missing(now=now)
    list_rescorers(now=now)
    admit_unjudged(now=now)
    for number in hearing_actions.silent(now):
        hearing_actions.end_hearing(number=number, now=now)
    pause_actions.end_long_pauses(now=now)
    close_unappealed(now=now)
    call_duties(now=now)
    recount_actions.recount_corrected(now=now)


def list_missing(*, now: datetime) -> None:
    """List for every seat that is still waited for and has no list: somebody may be eligible by now."""
    for role, states in LISTS.items():
        for complaint in Complaint.objects.filter(state__in=states):
            if not seats.seat_of(complaint, role):
                with transaction.atomic():
                    draw_actions.list_for(complaint, role, now)


def list_rescorers(*, now: datetime) -> None:
    """List for whoever sees a mark anew, where a ruling for the complainant names one."""
    unseen = Complaint.objects.exclude(draws__role=SeatRole.RESCORER)
    for complaint in unseen.filter(state__in=open_moves.RULED, corrections=None):
        is_of_a_mark = Subject.MARK.names_in(complaint.subject_refs) and sealing.is_kept(complaint)
        if is_of_a_mark and open_moves.is_upheld(complaint):
            with transaction.atomic():
                draw_actions.list_for(complaint, SeatRole.RESCORER, now)


def admit_unjudged(*, now: datetime) -> int:
    """Admit what nobody has judged in time: silence refuses no complaint.

    One about conduct that names nobody waits for a person: whom to leave out of the draw must be said.
    """
    late = clocks.late(Stage.ADMISSION, S.LODGED, now)
    judged = [one for one in late if one.kind != ComplaintKind.CONDUCT or names_somebody(one)]
    for complaint in judged:
        actions.admit_complaint(number=complaint.number, by=None, now=now)
    return len(judged)


def names_somebody(complaint: Complaint) -> bool:
    return bool(Subject.PERSON.names_in(complaint.subject_refs))


def close_unappealed(*, now: datetime) -> int:
    """Close what was served and not appealed in time."""
    late = clocks.late(Stage.APPEAL, S.SERVED, now)
    for complaint in late:
        actions.close_complaint(number=complaint.number, by=None, now=now)
    return len(late)


def call_duties(*, now: datetime) -> int:
    """Write to every duty whose share of a target has passed, once; return how many were called."""
    calendar, called, hours = calendars.working_calendar(), 0, dict[str, WorkingHours]()
    down = channels.outages(now)
    known = set(Call.objects.values_list("clock", "percent"))
    for row in clocks.open_clocks():
        clock = clocks.clock_of(row, down)
        if clock.target.bound is not Party.PROVIDER:
            continue
        by = hours.setdefault(row.place, clocks.hours_of(row, calendar, now))
        stands = standing(clock, by, now)
        for point in stands.escalation:
            if point.is_reached and (row.pk, point.duty.percent) not in known:
                call(row, point.duty, now)
                called += 1
    return called


@transaction.atomic
def call(row: ComplaintClock, duty: Duty, now: datetime) -> None:
    """Note the call, and write to all who have the duty and no part in the matter."""
    Call.objects.create(clock=row, percent=duty.percent, at=now)
    complaint = row.complaint
    about = Subject.COMPLAINT.named(complaint.number)
    facts: dict[str, Fact] = {"stage": row.stage, "percent": duty.percent, "duty": duty.role.value}
    journal.write(by=None, at=now, what="clock.called", about=about, facts=facts)
    tell(on_duty(complaint, duty, now), complaint.number, now)


def on_duty(complaint: Complaint, duty: Duty, now: datetime) -> tuple[Person, ...]:
    """Return who is called: the seated handler, or all of that role who have had no part."""
    if duty.role is Role.HANDLER:
        seat = seats.seat_of(complaint)
        return (seat.person,) if seat else ()
    barred = impartiality.had_part(complaint.number, tuple(complaint.subject_refs))
    return tuple(one for one in holders(duty.role, now) if one.reference not in barred)
