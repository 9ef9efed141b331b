"""Reading what was not kept and what followed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.queries import roles_of
from sanjeh.apps.commitments.kinds import REMEDY_WORDS, Remedy
from sanjeh.apps.commitments.models import Breach, BreachStep
from sanjeh.apps.desk.credits import CreditRow, credits_of
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.breaches import (
    BREACH,
    EVENTS,
    MOVE_WORDS,
    NEXT_WORDS,
    NOTHING_AGREED,
    STATE_WORDS,
    BreachMove,
    BreachState,
)

OVER = (BreachState.VERIFIED, BreachState.EXCUSED)
MOST = 200


class NoSuchBreach(LookupError):
    """No breach has this number."""


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step; its words are for the office, the move and the day are published."""

    title: Translatable
    remedy: Translatable | None
    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BreachRow:
    """`due_at` is None where the version holds no remedy: then nothing is due, and that is said."""

    number: int
    code: str
    version: int
    sentence: Words
    refs: tuple[str, ...]
    remedies: tuple[Remedy, ...]
    state: BreachState
    opened_at: datetime
    due_at: datetime | None
    is_late: bool
    steps: tuple[StepRow, ...]
    given_back: tuple[CreditRow, ...]
    moves: tuple[BreachMove, ...]

    @property
    def says(self) -> Translatable:
        return STATE_WORDS[self.state]

    @property
    def says_next(self) -> Translatable:
        return (
            NEXT_WORDS[self.state] if self.remedies or self.state is not BreachState.OPEN else NOTHING_AGREED
        )

    @property
    def is_over(self) -> bool:
        return self.state in OVER

    @property
    def open_moves(self) -> tuple[BreachMove, ...]:
        """Return the moves that lead on: without an agreed remedy there is none to give."""
        return tuple(move for move in self.moves if self.remedies or move is not BreachMove.REMEDY)

    @property
    def agreed(self) -> tuple[Translatable, ...]:
        return tuple(REMEDY_WORDS[one] for one in self.remedies)


def rows(now: datetime, code: str = "") -> tuple[BreachRow, ...]:
    """Return the breaches (of one sentence), the newest first; three questions for all."""
    found = Breach.objects.select_related("commitment__version").prefetch_related("steps")
    if code:
        found = found.filter(commitment__code=code)
    return tuple(row_of(one, now) for one in found[:MOST])


def row(number: int, now: datetime) -> BreachRow:
    """Return one breach; raise NoSuchBreach."""
    return row_of(stored(number), now, credits_of(number))


def stored(number: int) -> Breach:
    found = Breach.objects.select_related("commitment__version").filter(number=number).first()
    if found is None:
        raise NoSuchBreach(number)
    return found


def row_of(one: Breach, now: datetime, given_back: tuple[CreditRow, ...] = ()) -> BreachRow:
    state = BreachState(one.state)
    is_open = state in (BreachState.OPEN, BreachState.EXCUSE_ASKED)
    return BreachRow(
        number=one.number,
        code=one.commitment.code,
        version=one.commitment.version.number,
        sentence=Words(one.commitment.sentence, one.commitment.reading_en),
        refs=tuple(one.refs),
        remedies=tuple(map(Remedy, one.remedies)),
        state=state,
        opened_at=one.opened_at,
        due_at=one.due_at,
        is_late=bool(is_open and one.due_at and one.due_at < now),
        steps=tuple(map(step_row, one.steps.all())),
        given_back=given_back,
        moves=BREACH.moves(state),
    )


def step_row(step: BreachStep) -> StepRow:
    remedy = REMEDY_WORDS[Remedy(step.remedy)] if step.remedy else None
    return StepRow(MOVE_WORDS[BreachMove(step.move)], remedy, step.words, step.at)


def cases(refs: Iterable[str]) -> tuple[int, ...]:
    """Return the numbers of the complaints that these violations name, each once."""
    named = (one.partition("/")[0] for one in Subject.COMPLAINT.names_in(refs))
    return tuple(dict.fromkeys(int(one) for one in named if one.isdecimal()))


def under_way(now: datetime) -> tuple[BreachRow, ...]:
    """Return the breaches that wait for a remedy, its proof or a second word; two questions for all."""
    found = Breach.objects.exclude(state__in=OVER).select_related("commitment__version")
    return tuple(row_of(one, now) for one in found.prefetch_related("steps")[:MOST])


def had_part(breach: Breach, person: Person, now: datetime) -> bool:
    """Say whether somebody acted on what the breach is of, gave its remedy, or has the duty itself."""
    if breach.commitment.duty in roles_of(person, now):
        return True
    did = journal.done_by(person.reference, breach.reference)
    return EVENTS[BreachMove.REMEDY] in did or person.reference in journal.acted_on(breach.refs)


def owner(number: int) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    found = Breach.objects.filter(number=number)
    return found.values_list("commitment__version__authority__code", flat=True).first()
