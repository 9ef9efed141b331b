"""How the clocks of complaints stand: recounted from their events each time somebody asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.channels import queries as channels
from sanjeh.apps.desk.models import ClockEvent, Complaint, ComplaintClock
from sanjeh.core.text.words import Translatable, Wording
from sanjeh.core.workflow.complaints import OVER, ComplaintState
from sanjeh.core.workflow.roles import ROLE_WORDS
from sanjeh.core.working_time.calendar import WorkingCalendar, as_known
from sanjeh.core.working_time.clock import (
    Clock,
    Credit,
    HistoryBroken,
    NotStarted,
    Shares,
    Target,
    course,
    paused,
    shares,
)
from sanjeh.core.working_time.complaint_stages import MOST_PAUSED_DAYS, STAGES, Stage
from sanjeh.core.working_time.due import Standing, due_at, standing
from sanjeh.core.working_time.events import (
    PAUSE_REASONS,
    Event,
    EventKind,
    Outage,
    Party,
    PauseReason,
    in_order,
)
from sanjeh.core.working_time.explanation import Explained, SayMoment, sentence
from sanjeh.core.working_time.hours import WorkingHours, instant

PARTS = ("events", "complaint__credits")  # what a clock is recounted from

Outages = tuple[Outage, ...]


@dataclass(frozen=True, slots=True)
class ClockRow:
    """One clock of a complaint with the sentence that explains it."""

    complaint: int
    stage: Stage
    title: Translatable
    sentence: Translatable
    standing: Standing
    shares: Shares
    agreement: int
    calls: tuple["CallRow", ...]
    pauses: tuple["PauseRow", ...]

    @property
    def may_contest(self) -> bool:
        return any(not one.is_contested for one in self.pauses)

    @property
    def says(self) -> Translatable:
        """Return how it stands, in two or three words."""
        if self.standing.is_late:
            return Translatable("دیر شد") if self.standing.is_over else Translatable("دیر شده است")
        if self.standing.is_over:
            return Translatable("در مهلت انجام شد")
        return Translatable("در درنگ") if self.standing.is_waiting else Translatable("در مهلت")


@dataclass(frozen=True, slots=True)
class CallRow:
    """Who of the house is called when so many per cent of a target have passed."""

    percent: int
    duty: Translatable
    at: Wording
    is_reached: bool

    @property
    def share(self) -> float:
        return self.percent / 100


@dataclass(frozen=True, slots=True)
class PauseRow:
    """One pause: for what it waited since when, and what came of a contest."""

    reason: Translatable
    since: Wording
    is_contested: bool
    is_overturned: bool


def pause_rows(clock: Clock, moment: SayMoment) -> tuple[PauseRow, ...]:
    """Return the pauses of a clock in their order."""
    about = {kind: {one.pause for one in clock.events if one.kind is kind} for kind in EventKind}
    return tuple(
        PauseRow(
            PAUSE_REASONS[one.reason].title,
            moment(instant(one.at)),
            one.key in about[EventKind.CONTESTED],
            one.key in about[EventKind.PAUSE_OVERTURNED],
        )
        for one in in_order(clock.events)
        if one.reason
    )


def clocks_of(complaint: Complaint, now: datetime) -> tuple[ClockRow, ...]:
    """Return the clocks of one complaint in the order in which they started."""
    rows = complaint.clocks.select_related("complaint").prefetch_related(*PARTS)
    if not rows:
        return ()
    calendar, down, moment = calendars.working_calendar(), channels.outages(now), calendars.moments()
    return tuple(row_of(row, hours_of(row, calendar, now), down, now, moment) for row in rows)


def hours_of(row: ComplaintClock, calendar: WorkingCalendar, now: datetime) -> WorkingHours:
    return WorkingHours(as_known(calendar, row.place, now))


def row_of(
    row: ComplaintClock, hours: WorkingHours, down: Outages, now: datetime, moment: SayMoment
) -> ClockRow:
    clock = clock_of(row, down)
    stands = standing(clock, hours, now)
    return ClockRow(
        complaint=row.complaint.number,
        stage=Stage(row.stage),
        title=STAGES[Stage(row.stage)].title,
        sentence=sentence(Explained(clock, course(clock, now), stands, hours), moment),
        standing=stands,
        shares=shares(clock, hours, now),
        agreement=row.agreement,
        calls=tuple(
            CallRow(one.duty.percent, ROLE_WORDS[one.duty.role], moment(one.at), one.is_reached)
            for one in stands.escalation
        ),
        pauses=pause_rows(clock, moment),
    )


def may_pause(row: ComplaintClock, now: datetime) -> bool:
    """Say whether this is a clock of the provider that runs now."""
    clock = clock_of(row)
    run = course(clock, now)
    return clock.target.bound is Party.PROVIDER and not (run.is_over or run.is_waiting)


def is_over(row: ComplaintClock, now: datetime) -> bool:
    return course(clock_of(row), now).is_over


def is_late(row: ComplaintClock, now: datetime) -> bool:
    """Say whether a clock that has not stopped has used up its whole target."""
    clock = clock_of(row, channels.outages(now))
    stands = standing(clock, hours_of(row, calendars.working_calendar(), now), now)
    return not stands.is_over and stands.left == 0


def late(stage: Stage, state: ComplaintState, now: datetime) -> tuple[Complaint, ...]:
    """Return the complaints in this state whose clock of this stage has used up its target."""
    calendar, known, down = calendars.working_calendar(), dict[str, WorkingHours](), channels.outages(now)
    found = []
    for row in open_clocks().filter(stage=stage, complaint__state=state):
        hours = known.setdefault(row.place, hours_of(row, calendar, now))
        if standing(clock_of(row, down), hours, now).left == 0:
            found.append(row.complaint)
    return tuple(found)


def is_appeal_over(complaint: Complaint, now: datetime) -> bool:
    """Say whether the time in which the complainant may appeal is over; one without a clock has none."""
    row = complaint.clocks.filter(stage=Stage.APPEAL).prefetch_related(*PARTS).first()
    return row is None or is_late(row, now)


def has_paused_enough(row: ComplaintClock, now: datetime) -> bool:
    """Say whether the pauses of this clock together have reached what they may last."""
    hours = hours_of(row, calendars.working_calendar(), now)
    clock = clock_of(row, channels.outages(now))
    return paused(clock, hours, now) >= MOST_PAUSED_DAYS * row.day_seconds


def is_paused(row: ComplaintClock, now: datetime) -> bool:
    return course(clock_of(row), now).is_waiting


def pauses(
    complaint: Complaint, *, without: EventKind, among: EventKind | None = None
) -> QuerySet[ClockEvent]:
    """Return the pauses of which no event `without` was noted, and one `among` where that is given."""
    found = ClockEvent.objects.filter(clock__complaint=complaint, kind=EventKind.PAUSED)
    noted = ClockEvent.objects.filter(clock__complaint=complaint)
    if among:
        found = found.filter(pk__in=noted.filter(kind=among).values("pause"))
    return found.exclude(pk__in=noted.filter(kind=without).values("pause")).select_related("clock")


def clock_of(row: ComplaintClock, down: Outages = ()) -> Clock:
    """Return the clock with the times in which no channel worked; whether it runs asks for none of them."""
    bound = STAGES[Stage(row.stage)].bound
    target = Target(row.seconds, row.day_seconds, bound, row.agreement)
    given = row.complaint.credits.all() if bound is Party.APPLICANT else ()
    credits_given = tuple(Credit(one.seconds, one.at) for one in given)
    return Clock(target, tuple(map(event_of, row.events.all())), down, credits_given)


def event_of(row: ClockEvent) -> Event:
    return Event(
        key=row.pk,
        at=row.at,
        kind=EventKind(row.kind),
        reason=PauseReason(row.reason) if row.reason else None,
        pause=row.pause_id,
        held_by=Party(row.held_by) if row.held_by else None,
    )


@dataclass(frozen=True, slots=True)
class MovedDue:
    """An open clock whose due moment would move; both are instants."""

    complaint: int
    title: Translatable
    before: int
    after: int


def moved_by(present: WorkingCalendar, changed: WorkingCalendar, now: datetime) -> tuple[MovedDue, ...]:
    """Return the open clocks that another calendar would give another due moment."""
    found, down = [], channels.outages(now)
    known: dict[tuple[bool, str], WorkingHours] = {}
    for row in open_clocks():
        due = []
        for is_changed, calendar in ((False, present), (True, changed)):
            hours = known.setdefault((is_changed, row.place), hours_of(row, calendar, now))
            due.append(due_at(clock_of(row, down), hours, now))
        if due[0] != due[1]:
            found.append(MovedDue(row.complaint.number, STAGES[Stage(row.stage)].title, *due))
    return tuple(found)


def open_clocks() -> QuerySet[ComplaintClock]:
    """Return the clocks that have not stopped."""
    rows = ComplaintClock.objects.select_related("complaint").prefetch_related(*PARTS)
    over = ClockEvent.objects.filter(kind=EventKind.STOPPED).values("clock")
    return rows.exclude(pk__in=over).order_by("complaint__number", "pk")


def late_in(stage: Stage, now: datetime) -> Iterator[tuple[int, bool]]:
    """Give the number of each complaint with a clock of this stage, and whether it is or was late.

    A clock whose events cannot have happened so is left out: it is neither, and the board names it.
    """
    calendar, down = calendars.working_calendar(), channels.outages(now)
    known: dict[str, WorkingHours] = {}
    rows = ComplaintClock.objects.filter(stage=stage).select_related("complaint").prefetch_related(*PARTS)
    for row in rows.order_by("pk").iterator(chunk_size=2_000):
        hours = known.setdefault(row.place, hours_of(row, calendar, now))
        try:
            yield row.complaint.number, standing(clock_of(row, down), hours, now).is_late
        except (NotStarted, HistoryBroken):
            continue


def lateness(complaint: Complaint, now: datetime) -> int:
    """Return the working seconds by which the house was late in this case, 0 where it never was.

    Clocks of one case run beside one another: the longest lateness counts, and once.
    """
    calendar, most = calendars.working_calendar(), 0
    for row in complaint.clocks.prefetch_related(*PARTS):
        clock, hours = clock_of(row), hours_of(row, calendar, now)
        if clock.target.bound is Party.PROVIDER:
            most = max(most, standing(clock, hours, now).used - clock.target.seconds)
    return most


def has_own_deadline(complaint: Complaint, now: datetime) -> bool:
    """Say whether a deadline of the complainant runs in this case, or may still begin."""
    row = complaint.clocks.filter(stage=Stage.APPEAL).prefetch_related(*PARTS).first()
    return complaint.state not in OVER if row is None else not is_over(row, now)
