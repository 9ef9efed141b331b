"""Reading courtesy: what was released, who has accepted the rules, and the incidents that one may see."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.db.models import Count, Q
from django.db.models.functions import Coalesce

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.queries import named, person_of, roles_of
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.channels import queries as channels
from sanjeh.apps.courtesy import house_rules
from sanjeh.apps.courtesy.kinds import CONTACT_WORDS, FEWEST, QUESTIONS, Contact, Question
from sanjeh.apps.courtesy.models import Batch, Incident, Invite, RulesAccepted
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.sealing import Reader, Sealer, nothing, unlocked
from sanjeh.core.integrity.references import Subject
from sanjeh.core.statistics.wilson import share_interval
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.incidents import AGAINST_WORDS, INCIDENT, STATE_WORDS, Against, IncidentState
from sanjeh.core.workflow.promise_permissions import JUDGING
from sanjeh.core.working_time.outages import extended

AGREES = 4  # this score or a better one
OVER = (IncidentState.CONFIRMED, IncidentState.NOT_CONFIRMED)
MOST = 200


class NotInvited(LookupError):
    """This secret was never given out, was used before, or is too old; nobody is told which."""


class NoSuchIncident(LookupError):
    """There is no such incident, or it is not for this reader; nobody is told which."""


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """How many of how many agree, as shares of 100 with the 95 % interval of Wilson."""

    title: Translatable
    agree: int
    answers: int
    low: int
    high: int

    @property
    def share(self) -> int:
        return round(100 * self.agree / self.answers)


@dataclass(frozen=True, slots=True)
class BatchRow:
    contact: Translatable
    opened_on: date
    released_on: date
    rows: tuple[QuestionRow, ...]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """One incident as somebody concerned, or whoever may decide it, reads it."""

    number: int
    against: Translatable
    state: IncidentState
    reporter: str
    about: str
    words: str
    reported_at: datetime
    answer_due_at: datetime
    answer: str
    reasons: str
    is_erased: bool
    is_about_reader: bool
    may_answer: bool
    may_decide: bool

    @property
    def says(self) -> Translatable:
        return STATE_WORDS[self.state]


@dataclass(frozen=True, slots=True)
class IncidentCount:
    """What is published of incidents of one side: counts, and none of a case."""

    against: Translatable
    reported: int
    confirmed: int
    not_confirmed: int


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invited(token: str, now: datetime) -> Invite:
    """Return the invitation that this secret opens; raise NotInvited."""
    open_ones = Invite.objects.filter(is_used=False, expires_on__gte=calendars.local_day(now))
    if found := open_ones.filter(token_hash=hash_of(token)).first():
        return found
    raise NotInvited


def released() -> tuple[BatchRow, ...]:
    """Return the released batches, the newest first; a cell of fewer than five is not in it."""
    found = Batch.objects.exclude(released_on=None).prefetch_related("tallies").order_by("-pk")
    return tuple(batch_row(one) for one in found)


def batch_row(batch: Batch) -> BatchRow:
    rows = tuple(row for question in Question if (row := question_row(batch, question)))
    if batch.released_on is None:
        raise ValueError(f"batch {batch.pk} is not released")
    return BatchRow(CONTACT_WORDS[Contact(batch.contact)], batch.opened_on, batch.released_on, rows)


def question_row(batch: Batch, question: Question) -> QuestionRow | None:
    given = {one.score: one.given for one in batch.tallies.all() if one.question == question}
    answers = sum(given.values())
    if answers < FEWEST:
        return None
    agree = sum(count for score, count in given.items() if score >= AGREES)
    low, high = share_interval(agree, answers)
    return QuestionRow(QUESTIONS[question], agree, answers, round(100 * low), round(100 * high))


def response_rate() -> tuple[int, int] | None:
    """Return how many were answered of how many that went out, None below five of them."""
    counts = Invite.objects.aggregate(used=Count("pk", filter=Q(is_used=True)), sent=Count("pk"))
    return (counts["used"], counts["sent"]) if counts["used"] >= FEWEST else None


def has_accepted(person: Person) -> bool:
    """Say whether somebody has accepted the rules of today."""
    return RulesAccepted.objects.filter(person=person, version=house_rules.VERSION).exists()


def incident_counts() -> tuple[IncidentCount, ...]:
    """Return the counts of both sides."""
    found = Incident.objects.order_by().values_list("against", "state").annotate(n=Count("pk"))
    counts = {(against, state): n for against, state, n in found}
    return tuple(
        IncidentCount(
            AGAINST_WORDS[side],
            sum(n for (against, _), n in counts.items() if against == side),
            *(counts.get((side, state), 0) for state in OVER),
        )
        for side in Against
    )


def incidents(reader: Person, now: datetime) -> tuple[IncidentRow, ...]:
    """Return the incidents that this reader may see: the own ones, or as a judge those without a part."""
    rows = Incident.objects.select_related("reported_by", "about", "key")
    mine = rows.filter(Q(reported_by=reader) | Q(about=reader))
    is_judge = bool(roles_of(reader, now) & JUDGING)
    return tuple(
        row_of(one, reader, now) for one in (rows if is_judge else mine)[:MOST] if may_read(one, reader, now)
    )


def incident(number: int, reader: Person, now: datetime) -> IncidentRow:
    """Return one incident; raise NoSuchIncident."""
    found = Incident.objects.select_related("reported_by", "about", "key").filter(number=number).first()
    if found is None or not may_read(found, reader, now):
        raise NoSuchIncident(number)
    return row_of(found, reader, now)


def may_read(one: Incident, reader: Person, now: datetime) -> bool:
    if reader.pk in (one.reported_by_id, one.about_id):
        return True
    return bool(roles_of(reader, now) & JUDGING) and not had_part(one, reader)


def had_part(one: Incident, person: Person) -> bool:
    """Say whether somebody reported it, is complained about, or did anything in it before a decision."""
    if person.pk in (one.reported_by_id, one.about_id):
        return True
    did = journal.done_by(person.reference, one.reference)
    return bool(did - {"incident.confirmed", "incident.dismissed"})


def sealer_of(one: Incident) -> Sealer:
    """Return what opens an incident that is not over: its key is kept until then."""
    return unlocked(bytes(one.key.locked))


def reader_of(one: Incident) -> Reader:
    """Return how the words of an incident are read; of an erased one every word is empty."""
    return sealer_of(one).open if hasattr(one, "key") else nothing


def extended_due(one: Incident, now: datetime) -> datetime:
    """Return until when the other side may answer, with the working time in which no channel worked."""
    due = extended(
        one.reported_at, one.answer_due_at, channels.outages(now), calendars.working_hours(now), now
    )
    return datetime.fromtimestamp(due, UTC)


def row_of(one: Incident, reader: Person, now: datetime) -> IncidentRow:
    state = IncidentState(one.state)
    is_late = one.answer_due_at <= now and extended_due(one, now) <= now
    is_heard = one.answered_at is not None or is_late
    is_open = bool(INCIDENT.moves(state))
    is_judge = not had_part(one, reader) and bool(roles_of(reader, now) & JUDGING)
    read = reader_of(one)
    return IncidentRow(
        number=one.number,
        against=AGAINST_WORDS[Against(one.against)],
        state=state,
        reporter=one.reported_by.display_name,
        about=one.about.display_name,
        words=read(one.words),
        reported_at=one.reported_at,
        answer_due_at=one.answer_due_at,
        answer=read(one.answer or ""),
        reasons=read(one.reasons or ""),
        is_erased=not hasattr(one, "key"),
        is_about_reader=reader.pk == one.about_id,
        may_answer=reader.pk == one.about_id and state is IncidentState.REPORTED,
        may_decide=is_judge and is_open and is_heard,
    )


def answers_awaited(person: Person) -> tuple[tuple[int, datetime], ...]:
    """Return the incidents that this person is to answer, and until when."""
    waiting = Incident.objects.filter(about=person, state=IncidentState.REPORTED)
    return tuple(waiting.order_by("number").values_list("number", "answer_due_at"))


def decisions_awaited(reader: Person, now: datetime) -> tuple[tuple[int, datetime], ...]:
    """Return what may be decided: heard, or past its time, and since when; nothing to whoever is no judge."""
    if not roles_of(reader, now) & JUDGING:
        return ()
    heard = Q(state=IncidentState.ANSWERED) | Q(state=IncidentState.REPORTED, answer_due_at__lte=now)
    others = Incident.objects.filter(heard).exclude(Q(reported_by=reader) | Q(about=reader))
    since = Coalesce("answered_at", "answer_due_at")
    return tuple(others.order_by("number").values_list("number", since))


def person_named(text: str) -> Person | None:
    """Return the one person whose whole name this is; None for nobody, and for two of one name."""
    found = named(text)
    return person_of(next(iter(found))) if len(found) == 1 else None


def reference(number: int) -> str:
    return Subject.INCIDENT.named(number)
