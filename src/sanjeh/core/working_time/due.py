"""When a clock is due, whether it is late, and whom it calls on the way."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.clock import Clock, Course, course, credited
from sanjeh.core.working_time.hours import WorkingHours


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is called when so many per cent of a target have passed."""

    percent: int
    role: Role


DUTIES = (Duty(50, Role.HANDLER), Duty(75, Role.SECRETARIAT), Duty(100, Role.MANAGER))


@dataclass(frozen=True, slots=True)
class EscalationPoint:
    """The instant from which a duty is called; it may lie ahead."""

    duty: Duty
    at: int
    is_reached: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands at a moment; times are working seconds, `due_at` is an instant.

    `due_at` is that of a matter that goes on as it stands; while `is_waiting` it moves with every second.
    `used` counts against the target and what was `credited` beside it; `is_late` says that more was used.
    """

    due_at: int
    used: int
    left: int
    credited: int
    is_late: bool
    is_over: bool
    is_waiting: bool
    escalation: tuple[EscalationPoint, ...]


def standing(clock: Clock, hours: WorkingHours, now: datetime) -> Standing:
    """Return how a clock stands; raise NotStarted or HistoryBroken."""
    run = course(clock, now)
    given = credited(clock, now)
    allowed = clock.target.seconds + given
    spent = used(clock, run, hours)
    return Standing(
        due_at=reached(clock, run, hours, allowed),
        used=spent,
        left=max(0, allowed - spent),
        credited=given,
        is_late=spent > allowed,
        is_over=run.is_over,
        is_waiting=run.is_waiting,
        escalation=tuple(point(clock, run, hours, allowed, duty) for duty in DUTIES),
    )


def due_at(clock: Clock, hours: WorkingHours, now: datetime) -> int:
    """Return the due moment of a clock alone, as `standing` tells it; raise NotStarted or HistoryBroken."""
    allowed = clock.target.seconds + credited(clock, now)
    return reached(clock, course(clock, now), hours, allowed)


def used(clock: Clock, run: Course, hours: WorkingHours) -> int:
    """Return the working seconds that count against the target."""
    mine = (one for one in run.possessions if one.holder is clock.target.bound)
    return sum(hours.between(one.begin, one.end) for one in mine)


def reached(clock: Clock, run: Course, hours: WorkingHours, seconds: int) -> int:
    """Return the instant by which the bound party has had so many working seconds, past or to come."""
    left = seconds
    for one in run.possessions:
        if one.holder is not clock.target.bound:
            continue
        worked = hours.between(one.begin, one.end)
        if worked >= left:
            return hours.after(one.begin, left)
        left -= worked
    return hours.after(run.end, left)


def point(clock: Clock, run: Course, hours: WorkingHours, allowed: int, duty: Duty) -> EscalationPoint:
    # A part of a second is not passed before its end.
    seconds = -(-allowed * duty.percent // 100)
    at = reached(clock, run, hours, seconds)
    return EscalationPoint(duty, at, is_reached=used(clock, run, hours) >= seconds)
