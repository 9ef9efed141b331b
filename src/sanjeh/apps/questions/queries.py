"""Reading questions: askers those of their bodies, experts and who watches over them all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.queries import bodies_of, ever_members, roles_of
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.questions.clocks import QuestionClock, clock, standings
from sanjeh.apps.questions.models import AnswerTemplate, Note, Part, PartWord, Question
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.workflow.question_permissions import ASKING
from sanjeh.core.workflow.questions import (
    ABOUT_WORDS,
    QUESTION,
    STATE_WORDS,
    About,
    QuestionMove,
    QuestionState,
)
from sanjeh.core.workflow.roles import IN_A_BODY
from sanjeh.core.working_time.due import Standing


class NoSuchQuestion(LookupError):
    """There is no such question, or it is not for this reader; nobody is told which."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    number: int
    title: str
    body: str
    body_title: Words | None
    about: Translatable
    name: str
    asked_at: datetime
    state: QuestionState
    parts: int
    standing: Standing

    @property
    def says(self) -> Translatable:
        return STATE_WORDS[self.state]

    @property
    def is_late(self) -> bool:
        return self.standing.is_late


@dataclass(frozen=True, slots=True)
class WordRow:
    """An answer, or the word that it was none, as either side reads it."""

    is_answer: bool
    text: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PartRow:
    number: int
    text: str
    words: tuple[WordRow, ...]

    @property
    def waits(self) -> bool:
        return not (self.words and self.words[-1].is_answer)


@dataclass(frozen=True, slots=True)
class NoteRow:
    """`is_mail`: it came to the thread by mail, and nobody has proven from whom."""

    text: str
    name: str
    at: datetime
    is_mail: bool


@dataclass(frozen=True, slots=True)
class QuestionPage:
    row: QuestionRow
    asker: str
    parts: tuple[PartRow, ...]
    notes: tuple[NoteRow, ...]
    clock: QuestionClock
    moves: tuple[QuestionMove, ...]
    is_own: bool

    @property
    def waiting(self) -> tuple[int, ...]:
        return tuple(part.number for part in self.parts if part.waits)


@dataclass(frozen=True, slots=True)
class TemplateRow:
    number: int
    title: str
    text: str
    at: datetime


OF_ASKER = frozenset({QuestionMove.REPLY, QuestionMove.NOT_ANSWERED, QuestionMove.CLOSE})


def visible(reader: Person, now: datetime) -> QuerySet[Question]:
    """Return the questions that this reader may see."""
    rows = Question.objects.select_related("by").prefetch_related("events", "parts")
    if roles_of(reader, now) - IN_A_BODY:
        return rows
    return rows.filter(body__in=bodies_of(reader, ASKING, now))


def questions(reader: Person, now: datetime) -> tuple[QuestionRow, ...]:
    """Return them, the newest first."""
    rows, titles = list(visible(reader, now)), catalogue.titles()
    stand = standings(rows, now)
    return tuple(row_of(row, titles.get(row.body), stand[row.number]) for row in rows)


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that waits for somebody, with the moves that lead it on from this reader's side."""

    number: int
    reference: str
    title: str
    says: Translatable
    asked_at: datetime
    moves: tuple[QuestionMove, ...]


def open_for(reader: Person, now: datetime) -> tuple[OpenQuestion, ...]:
    """Return what waits for the side of this reader: for experts an answer, for a body its own reply."""
    mine = bodies_of(reader, ASKING, now)
    rows = visible(reader, now).exclude(state=QuestionState.CLOSED).order_by("number")
    return tuple(
        OpenQuestion(
            row.number, row.reference, row.title, STATE_WORDS[QuestionState(row.state)], row.asked_at, moves
        )
        for row in rows
        if (moves := moves_of_side(row, is_own=row.body in mine))
    )


def moves_of_side(row: Question, *, is_own: bool) -> tuple[QuestionMove, ...]:
    """Return the moves of this state that belong to the side of the asker, or to that of the experts."""
    moves = QUESTION.moves(QuestionState(row.state))
    return tuple(move for move in moves if (move in OF_ASKER) == is_own)


def row_of(row: Question, title: Words | None, standing: Standing) -> QuestionRow:
    return QuestionRow(
        number=row.number,
        title=row.title,
        body=row.body,
        body_title=title,
        about=ABOUT_WORDS[About(row.about)],
        name=row.name,
        asked_at=row.asked_at,
        state=QuestionState(row.state),
        parts=len(row.parts.all()),
        standing=standing,
    )


def question(number: int, reader: Person, now: datetime) -> QuestionPage:
    """Return one of them, with what its state lets each side do; raise NoSuchQuestion."""
    row = visible(reader, now).filter(number=number).first()
    if row is None:
        raise NoSuchQuestion(number)
    known = clock(row, now)
    is_own = row.body in bodies_of(reader, ASKING, now)
    return QuestionPage(
        row=row_of(row, catalogue.titles().get(row.body), known.standing),
        asker=row.by.display_name,
        parts=tuple(part_row(part) for part in row.parts.prefetch_related("words__by")),
        notes=tuple(note_row(note) for note in row.notes.select_related("by")),
        clock=known,
        moves=moves_of_side(row, is_own=is_own),
        is_own=is_own,
    )


def part_row(part: Part) -> PartRow:
    words = (WordRow(one.is_answer, one.text, one.by.display_name, one.at) for one in part.words.all())
    return PartRow(part.number, part.text, tuple(words))


def note_row(note: Note) -> NoteRow:
    return NoteRow(note.text, note.by.display_name if note.by else "", note.at, note.incoming_id is not None)


def waiting_parts(row: Question) -> tuple[Part, ...]:
    """Return the parts whose last word is no answer."""
    return tuple(part for part in row.parts.prefetch_related("words") if part_waits(part))


def part_waits(part: Part) -> bool:
    last: PartWord | None = max(part.words.all(), key=lambda one: (one.at, one.pk), default=None)
    return last is None or not last.is_answer


def expert_of(row: Question) -> Person | None:
    """Return who answered last, None before anybody has."""
    last = PartWord.objects.filter(part__question=row, is_answer=True).select_related("by").last()
    return last.by if last else None


def is_of_body(person: Person, body: str) -> bool:
    """Say whether somebody belongs to this body, or ever did."""
    return person.reference in ever_members([body])


def matters(row: Question) -> tuple[str, ...]:
    """Return the references of what a question touches: itself, its body, and the mark or notice it names."""
    touched = [row.reference, Subject.BODY.named(row.body)]
    if row.about == About.INDICATOR and row.name:
        touched.append(Subject.MARK.named(f"{row.body}/{row.name}"))
    if row.about == About.NOTICE and row.name:
        touched.append(Subject.NOTICE.named(row.name))
    return tuple(touched)


def templates() -> tuple[TemplateRow, ...]:
    """Return the templates of answers that are in use."""
    rows: Iterable[AnswerTemplate] = AnswerTemplate.objects.filter(retired_at=None)
    return tuple(TemplateRow(row.pk, row.title, row.text, row.at) for row in rows)
