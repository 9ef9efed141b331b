"""How the clock of a question stands: recounted from its events, each time somebody asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.channels import queries as channels
from sanjeh.apps.questions.models import Question, QuestionEvent
from sanjeh.core.text.words import Translatable
from sanjeh.core.working_time.clock import Clock, Shares, Target, course, shares
from sanjeh.core.working_time.due import Standing, standing
from sanjeh.core.working_time.events import Event, EventKind, Outage, Party, PauseReason
from sanjeh.core.working_time.explanation import Explained, sentence


@dataclass(frozen=True, slots=True)
class QuestionClock:
    """The clock with its sentence, and whose working time has passed so far."""

    sentence: Translatable
    standing: Standing
    shares: Shares


def clock_of(row: Question, down: tuple[Outage, ...]) -> Clock:
    target = Target(row.seconds, row.day_seconds, Party.PROVIDER, row.agreement)
    return Clock(target, tuple(map(event_of, row.events.all())), down)


def event_of(row: QuestionEvent) -> Event:
    return Event(
        key=row.pk,
        at=row.at,
        kind=EventKind(row.kind),
        reason=PauseReason(row.reason) if row.reason else None,
        held_by=Party(row.held_by) if row.held_by else None,
    )


def clock(row: Question, now: datetime) -> QuestionClock:
    """Return the clock of one question."""
    known, hours = clock_of(row, channels.outages(now)), calendars.working_hours(now)
    stands = standing(known, hours, now)
    explained = Explained(known, course(known, now), stands, hours)
    return QuestionClock(sentence(explained, calendars.moments()), stands, shares(known, hours, now))


def standings(rows: Iterable[Question], now: datetime) -> Mapping[int, Standing]:
    """Return how the clock of each question stands, by its number; the events come with the rows."""
    down, hours = channels.outages(now), calendars.working_hours(now)
    return {row.number: standing(clock_of(row, down), hours, now) for row in rows}
