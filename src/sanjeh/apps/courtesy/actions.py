"""Asking four questions after a contact, counting the answers, and releasing them in batches."""

import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Max

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import NoSuchPerson, bodies_of, person_of
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.courtesy import house_rules, queries
from sanjeh.apps.courtesy.kinds import FEWEST, ONE_IN, SAMPLED, SAMPLED_CASES, SCORES, Contact, Question
from sanjeh.apps.courtesy.models import Asked, Batch, CaseAsked, Invite, RulesAccepted, Tally
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as lines
from sanjeh.apps.messages import actions as messages
from sanjeh.core.integrity.hash_chain import Fact, Line
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.incidents import CourtesyMove
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY

NOT_AGAIN = timedelta(days=14)
VALID = timedelta(days=30)
RECENT = timedelta(days=3)  # nobody is asked about what they no longer remember
OPEN_AT_LEAST = timedelta(days=7)  # so that no release tells when the fifth answer came


class NotAnswered(ValueError):
    """Each of the four questions needs a score of one to five."""


@transaction.atomic
def ask_sampled(*, now: datetime) -> int:
    """Ask those of a body who were in contact in the last nights; return how many were asked.

    Nobody is asked twice within two weeks. Whoever never was is asked, of the others one in three: the digest
    of the journal line decides, which neither side chooses.
    """
    one_at_a_time("courtesy")
    today, asked = calendars.local_day(now), 0
    last: int = Asked.objects.aggregate(last=Max("line"))["last"] or 0
    for line in lines.told_since(SAMPLED, last):
        if line.entry.at < now - RECENT:
            continue
        for person in in_contact(line, now):
            if is_sampled(person, line, today):
                ask(person, SAMPLED[line.entry.what], line, now)
                asked += 1
    return asked


def in_contact(line: Line, now: datetime) -> Iterator[Person]:
    """Give who of a body was in contact: whom a mandate was given or an answer, else whoever acted."""
    named = [ref for ref in line.entry.about if ref.startswith(f"{Subject.PERSON}:")]
    for reference in named or [line.entry.by]:
        try:
            person = person_of(reference)
        except NoSuchPerson:
            continue
        if bodies_of(person, SPEAKS_FOR_A_BODY, now):
            yield person


def is_sampled(person: Person, line: Line, today: date) -> bool:
    earlier = Asked.objects.filter(person=person)
    if earlier.filter(asked_on__gt=today - NOT_AGAIN).exists():
        return False
    return not earlier.exists() or is_drawn(line)


def is_drawn(line: Line) -> bool:
    """Say whether chance, which nobody chooses, lets somebody be asked again after this line."""
    return int(line.digest[:8], 16) % ONE_IN == 0


def ask(person: Person, contact: Contact, line: Line, now: datetime) -> None:
    """Send one invitation; it goes without a name, and the secret stands in the message alone."""
    token, today = secrets.token_urlsafe(24), calendars.local_day(now)
    digest = queries.hash_of(token)
    Invite.objects.create(contact=contact, token_hash=digest, expires_on=today + VALID)
    Asked.objects.create(person=person, line=line.number, asked_on=today)
    about = Subject.PERSON.named(person.pk)
    content = messages.Content(TemplateName.COURTESY_ASKED, about, f"/courtesy/{token}/")
    messages.send(content=content, to=[person], now=now)


@transaction.atomic
def ask_complainant(*, complaint: int, now: datetime) -> str | None:
    """Return the secret of an invitation for whoever has just opened this case, None where nobody is asked.

    It is told this once. A case is asked about by the same rule as people are: the first time always, then
    after one contact in three, and never twice within two weeks.
    """
    one_at_a_time("courtesy")
    today, earlier = calendars.local_day(now), CaseAsked.objects.filter(complaint=complaint)
    contacts = lines.lines_about(Subject.COMPLAINT.named(complaint))
    last = next((line for line in reversed(contacts) if line.entry.what in SAMPLED_CASES), None)
    if (
        last is None
        or last.entry.at < now - NOT_AGAIN
        or earlier.filter(asked_on__gt=today - NOT_AGAIN).exists()
    ):
        return None
    if earlier.filter(line=last.number).exists() or (earlier.exists() and not is_drawn(last)):
        return None
    token = secrets.token_urlsafe(24)
    digest = queries.hash_of(token)
    Invite.objects.create(contact=Contact.COMPLAINT, token_hash=digest, expires_on=today + VALID)
    CaseAsked.objects.create(complaint=complaint, line=last.number, asked_on=today)
    return token


@transaction.atomic
def answer(*, token: str, scores: Mapping[Question, int], now: datetime) -> None:
    """Count one answer; raise NotInvited or NotAnswered. The journal gets no line: it would tell when."""
    if set(scores) != set(Question) or not set(scores.values()) <= set(SCORES):
        raise NotAnswered
    one_at_a_time("courtesy")
    invite = queries.invited(token, now)
    Invite.objects.filter(pk=invite.pk).update(is_used=True)
    batch = open_batch(Contact(invite.contact), calendars.local_day(now))
    for question, score in scores.items():
        batch.tallies.filter(question=question, score=score).update(given=F("given") + 1)


def open_batch(contact: Contact, today: date) -> Batch:
    """Return the batch that takes answers now, with its counters."""
    found = Batch.objects.filter(contact=contact, released_on=None).first()
    if found:
        return found
    made = Batch.objects.create(contact=contact, opened_on=today)
    Tally.objects.bulk_create(
        Tally(batch=made, question=question, score=score) for question in Question for score in SCORES
    )
    return made


@transaction.atomic
def release_batches(*, now: datetime) -> int:
    """Release each batch that holds five answers and has been open for a week; return how many."""
    one_at_a_time("courtesy")
    today, released = calendars.local_day(now), 0
    for batch in Batch.objects.filter(released_on=None, opened_on__lte=today - OPEN_AT_LEAST):
        answers = sum(one.given for one in batch.tallies.filter(question=Question.COURTESY))
        if answers < FEWEST:
            continue
        Batch.objects.filter(pk=batch.pk).update(released_on=today)
        facts: dict[str, Fact] = {"contact": batch.contact, "answers": answers}
        about = Subject.PROCESS.named(f"courtesy-{batch.pk}")
        journal.write(by=None, at=now, what="courtesy.released", about=about, facts=facts)
        released += 1
    return released


@transaction.atomic
def accept_rules(*, by: Person, now: datetime) -> None:
    """Note that somebody has read the house rules of today; a second time changes nothing."""
    about = Subject.RULES.named(house_rules.VERSION)
    permit(by=by, move=CourtesyMove.ACCEPT_RULES, about=about, now=now)
    if queries.has_accepted(by):
        return
    RulesAccepted.objects.create(person=by, version=house_rules.VERSION, sha256=house_rules.SHA256, at=now)
    journal.write(by=by, at=now, what="rules.accepted", about=about, facts={"sha256": house_rules.SHA256})
