"""Asking, answering part by part, asking back, and saying that something was no answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import bodies_of, holders
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.questions import queries
from sanjeh.apps.questions.models import Note, Part, PartWord, Question, QuestionEvent
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.question_permissions import ASKING
from sanjeh.core.workflow.questions import (
    ANSWER_DAYS,
    EVENTS,
    MOST_PARTS,
    QUESTION,
    About,
    QuestionMove,
    QuestionState,
)
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.events import EventKind, Party, PauseReason
from sanjeh.core.working_time.hours import instant

Facts = dict[str, Fact] | None


class NothingAsked(ValueError):
    """A question has a title and one to five parts with words."""


class NotOfThatBody(ValueError):
    """Who asks speaks for no such body."""


class PartsUnanswered(ValueError):
    """Parts still wait for an answer; `numbers` says which."""

    def __init__(self, numbers: tuple[int, ...]) -> None:
        super().__init__(f"parts without an answer: {numbers}")
        self.numbers = numbers


class OwnBody(Exception):
    """Nobody answers a question of a body to which they belong."""


class WordsMissing(ValueError):
    """What is asked back, replied or held against an answer needs words."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: `name` is the code or number of what it is about, empty for another matter."""

    body: str
    title: str
    parts: tuple[str, ...]
    about: About = About.OTHER
    name: str = ""


@transaction.atomic
def ask(*, asked: Asked, by: Person, now: datetime) -> int:
    """Ask the experts; return the number. Raise NothingAsked or NotOfThatBody."""
    one_at_a_time("number of a question")
    number: int = (Question.objects.aggregate(last=Max("number"))["last"] or 0) + 1
    permit(by=by, move=QuestionMove.ASK, about=Subject.QUESTION.named(number), now=now)
    if asked.body not in bodies_of(by, ASKING, now):
        raise NotOfThatBody(asked.body)
    texts = tuple(text.strip() for text in asked.parts if text.strip())
    if not (asked.title.strip() and 0 < len(texts) <= MOST_PARTS):
        raise NothingAsked
    row = kept(asked, number, by, now)
    Part.objects.bulk_create(Part(question=row, number=n, text=text) for n, text in enumerate(texts, start=1))
    happened(row, EventKind.STARTED, now)
    note(row, QuestionMove.ASK, by, now, {"parts": len(texts)})
    tell(row, TemplateName.QUESTION_ASKED, holders(Role.SECRETARIAT, now), now)
    return number


def kept(asked: Asked, number: int, by: Person, now: datetime) -> Question:
    """Store the question with its target, in the working day of the week that is in force now."""
    hours = calendars.working_hours(now)
    day_seconds = hours.calendar.version(hours.day_of(instant(now))).longest_day
    return Question.objects.create(
        number=number,
        by=by,
        body=asked.body,
        about=asked.about,
        name="" if asked.about is About.OTHER else asked.name.strip(),
        title=asked.title.strip()[:200],
        asked_at=now,
        seconds=ANSWER_DAYS * day_seconds,
        day_seconds=day_seconds,
        agreement=agreements.state(now).number,
        state=QUESTION.start,
    )


@transaction.atomic
def answer(*, number: int, answers: Mapping[int, str], by: Person, now: datetime) -> None:
    """Answer every part that waits, in one move; raise PartsUnanswered naming those that would still wait.

    Raise OwnBody from one who belongs to the body that asks.
    """
    permit(by=by, move=QuestionMove.ANSWER, about=Subject.QUESTION.named(number), now=now)
    row = locked(number)
    refuse_own(row, by)
    QUESTION.next(QuestionState(row.state), QuestionMove.ANSWER)
    waiting = queries.waiting_parts(row)
    lacking = tuple(part.number for part in waiting if not answers.get(part.number, "").strip())
    if lacking:
        raise PartsUnanswered(lacking)
    for part in waiting:
        word(part, answers[part.number], by, now, is_answer=True)
    if row.state == QuestionState.WAITING:
        happened(row, EventKind.RESUMED, now, by=by)
    happened(row, EventKind.STOPPED, now, by=by)
    moved(row, QuestionMove.ANSWER, by, now)
    tell(row, TemplateName.QUESTION_ANSWERED, [row.by], now)


@transaction.atomic
def ask_back(*, number: int, words: str, by: Person, now: datetime) -> None:
    """Ask something of the asker first; the clock waits for the reply, and the asker sees that."""
    permit(by=by, move=QuestionMove.ASK_BACK, about=Subject.QUESTION.named(number), now=now)
    row = locked(number)
    refuse_own(row, by)
    QUESTION.next(QuestionState(row.state), QuestionMove.ASK_BACK)
    Note.objects.create(question=row, text=written(words), by=by, at=now)
    happened(row, EventKind.PAUSED, now, by=by, reason=PauseReason.ANSWER)
    moved(row, QuestionMove.ASK_BACK, by, now)
    tell(row, TemplateName.QUESTION_ASKED_BACK, [row.by], now)


@transaction.atomic
def reply(*, number: int, words: str, by: Person, now: datetime) -> None:
    """Say what the expert asked for; the clock goes on. Raise NotOfThatBody from another body."""
    permit(by=by, move=QuestionMove.REPLY, about=Subject.QUESTION.named(number), now=now)
    row = own(number, by, now)
    QUESTION.next(QuestionState(row.state), QuestionMove.REPLY)
    Note.objects.create(question=row, text=written(words), by=by, at=now)
    happened(row, EventKind.RESUMED, now, by=by)
    moved(row, QuestionMove.REPLY, by, now)
    tell_experts(row, now)


@transaction.atomic
def not_answered(*, number: int, part: int, words: str, by: Person, now: datetime) -> None:
    """Say that a part got no answer to what was asked: it waits again, and the same clock goes on.

    Raise NotOfThatBody, or NoSuchQuestion for a part that is not there.
    """
    permit(by=by, move=QuestionMove.NOT_ANSWERED, about=Subject.QUESTION.named(number), now=now)
    row = own(number, by, now)
    held = row.parts.filter(number=part).first()
    if held is None:
        raise queries.NoSuchQuestion(number)
    QUESTION.next(QuestionState(row.state), QuestionMove.NOT_ANSWERED)
    word(held, words, by, now, is_answer=False)
    happened(row, EventKind.REOPENED, now, by=by, held_by=Party.APPLICANT)
    moved(row, QuestionMove.NOT_ANSWERED, by, now, {"part": part})
    tell_experts(row, now)


@transaction.atomic
def close(*, number: int, by: Person, now: datetime) -> None:
    """Take the answers and end the question, as its asker or another of the body."""
    permit(by=by, move=QuestionMove.CLOSE, about=Subject.QUESTION.named(number), now=now)
    row = own(number, by, now)
    if waiting := queries.waiting_parts(row):
        raise PartsUnanswered(tuple(part.number for part in waiting))
    moved(row, QuestionMove.CLOSE, by, now)


def word(part: Part, text: str, by: Person, now: datetime, *, is_answer: bool) -> None:
    PartWord.objects.create(part=part, is_answer=is_answer, text=written(text), by=by, at=now)


def written(text: str) -> str:
    if not (words := text.strip()):
        raise WordsMissing
    return words


def locked(number: int) -> Question:
    row = Question.objects.select_for_update(of=("self",)).select_related("by").filter(number=number).first()
    if row is None:
        raise queries.NoSuchQuestion(number)
    return row


def own(number: int, by: Person, now: datetime) -> Question:
    """Return a question of a body for which this person speaks; raise NotOfThatBody."""
    row = locked(number)
    if row.body not in bodies_of(by, ASKING, now):
        raise NotOfThatBody(number)
    return row


def refuse_own(row: Question, by: Person) -> None:
    if queries.is_of_body(by, row.body):
        raise OwnBody(row.number)


def happened(row: Question, kind: EventKind, now: datetime, **more: Person | str | None) -> None:
    """Note what happened to the clock: `by` whom, for what `reason`, and by whom the time was `held_by`."""
    QuestionEvent.objects.create(question=row, kind=kind, at=now, **more)


def moved(row: Question, move: QuestionMove, by: Person, now: datetime, facts: Facts = None) -> None:
    """Lead the question on, with the line of the move."""
    row.state = QUESTION.next(QuestionState(row.state), move)
    row.save(update_fields=["state"])
    note(row, move, by, now, facts)


def note(row: Question, move: QuestionMove, by: Person, now: datetime, facts: Facts = None) -> None:
    """Write the line of a move. It names the body and the mark: who answers has had a part in both.

    That of an answer names the asker too, who may be asked whether it was courteous.
    """
    asker = (row.by.reference,) if move is QuestionMove.ANSWER else ()
    journal.write(by=by, at=now, what=EVENTS[move], about=(*queries.matters(row), *asker), facts=facts)


def tell_experts(row: Question, now: datetime) -> None:
    """Write to whoever answered or asked back last, or to the secretariat."""
    expert = queries.expert_of(row)
    to = (expert,) if expert else holders(Role.SECRETARIAT, now)
    tell(row, TemplateName.QUESTION_GOES_ON, to, now)


def tell(row: Question, template: TemplateName, to: Iterable[Person], now: datetime) -> None:
    content = messages.Content(
        template, row.reference, f"/office/questions/{row.number}/", {"number": row.number}
    )
    messages.send(content=content, to=to, now=now)
