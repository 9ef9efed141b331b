"""Giving mandates, confirming and ending them, handing them over, and parting what a body answers."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from sanjeh.apps.accounts import queries
from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.letters import NO_LETTER, Letter
from sanjeh.apps.accounts.models import Delegation, Mandate, Person, Reminder
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.workflow.mandates import LASTS, NEEDS_TWO, REMINDERS, reminder_due
from sanjeh.core.workflow.moves import PeopleMove
from sanjeh.core.workflow.people_permissions import KEEPING
from sanjeh.core.workflow.permissions import NotPermitted, Why, permission
from sanjeh.core.workflow.roles import IN_A_BODY, Role


class AlreadyGiven(Exception):
    """This person holds this role, in this body, in a part of that time already."""


class WrongPlace(ValueError):
    """This role is held in a body and none is named, or it is held in none and one is named."""


class WrongDays(ValueError):
    """The mandate would end before it begins, begin before it was given, or end before now."""


class NotAwaited(Exception):
    """This mandate awaits no confirmation, or has ended."""


class NoSuchMandate(LookupError):
    """There is no mandate, or delegation, of this number that still holds."""


@dataclass(frozen=True, slots=True)
class Grant:
    """What is given: from now and for a year, where no day is named."""

    person: Person
    role: Role
    body: str = ""
    since: datetime | None = None
    until: datetime | None = None
    letter: Letter = NO_LETTER
    authority: str = DEFAULT_AUTHORITY


@dataclass(frozen=True, slots=True)
class Share:
    """The part that a department answers; no list is all of that kind."""

    department: str
    indicators: tuple[str, ...] = ()
    services: tuple[str, ...] = ()


@transaction.atomic
def give_mandate(*, grant: Grant, by: Person | None, now: datetime) -> Mandate:
    """Let the person act in this role; raise WrongPlace, WrongDays or AlreadyGiven.

    Where it takes two, it holds only once another officer has confirmed it (`needs_two`).
    """
    about = grant.person.reference
    permit(by=by, move=PeopleMove.GIVE_MANDATE, about=about, now=now, authority=grant.authority)
    given = put(grant, by, now)
    note(given, "mandate.given", by, now)
    return given


def put(grant: Grant, by: Person | None, now: datetime) -> Mandate:
    """Write a mandate that somebody was let to give."""
    since = grant.since or now
    until = grant.until or since + LASTS
    if (grant.role in IN_A_BODY) != bool(grant.body):
        raise WrongPlace(grant.role)
    if since < now or until <= since:
        raise WrongDays
    one_at_a_time("mandates")  # whether there are two officers is asked and used as one
    row = Mandate(
        authority_id=grant.authority,
        person=grant.person,
        role=grant.role,
        body=grant.body,
        letter_number=grant.letter.number,
        letter_date=grant.letter.day,
        letter_sha256=grant.letter.sha256,
        given_by=by,
        given_at=now,
        since=since,
        until=until,
        needs_two=takes_two(grant, now),
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as refused:
        if "mandate_once_at_a_time" in str(refused):
            raise AlreadyGiven(grant.role) from None
        raise
    return row


def takes_two(grant: Grant, now: datetime) -> bool:
    """Say whether another has to confirm it: it gives power to publish, and two can appoint."""
    officers = {one.pk for role in KEEPING for one in queries.holders(role, now, grant.authority)} - {
        grant.person.pk
    }
    return grant.role in NEEDS_TWO and len(officers) >= 2


def note(row: Mandate, what: str, by: Person | None, now: datetime, **more: Fact) -> None:
    about = [row.person.reference, row.reference, Subject.AUTHORITY.named(row.authority_id)]
    about += [Subject.BODY.named(row.body)] if row.body else []
    facts: dict[str, Fact] = {"role": row.role, "until": row.until.isoformat(), **more}
    journal.write(by=by, at=now, what=what, about=tuple(about), facts=facts)


@transaction.atomic
def confirm_mandate(*, number: int, by: Person | None, now: datetime) -> None:
    """Agree, as a second officer, to a mandate that another has given; raise NotAwaited where none waits."""
    row = locked(number)
    permit(
        by=by,
        move=PeopleMove.CONFIRM_MANDATE,
        about=row.reference,
        now=now,
        authority=row.authority_id,
    )
    if by == row.person:
        raise NotPermitted(permission(PeopleMove.CONFIRM_MANDATE), Why.ONESELF)
    if not row.needs_two or row.confirmed_at or is_over(row, now):
        raise NotAwaited(number)
    Mandate.objects.filter(pk=row.pk).update(confirmed_by=by, confirmed_at=now)
    note(row, "mandate.confirmed", by, now)


@transaction.atomic
def end_mandate(*, number: int, by: Person | None, now: datetime) -> None:
    """End a mandate now; the row stays, for later questions of who could do what."""
    row = locked(number)
    about = row.person.reference
    permit(by=by, move=PeopleMove.END_MANDATE, about=about, now=now, authority=row.authority_id)
    if is_over(row, now):
        raise NoSuchMandate(number)
    finish(row, now)
    note(row, "mandate.ended", by, now)


def finish(row: Mandate, now: datetime) -> None:
    Mandate.objects.filter(pk=row.pk).update(ended_at=now)
    Delegation.objects.filter(mandate=row, ended_at=None).update(ended_at=now)


@transaction.atomic
def hand_over(*, number: int, successor: Person, letter: Letter, by: Person | None, now: datetime) -> Mandate:
    """End a mandate and give its role, body, days and departments to a successor, both at this moment.

    Cases stay with whom the lottery drew: no person passes them on.
    """
    row = locked(number)
    about = successor.reference
    permit(by=by, move=PeopleMove.HAND_OVER, about=about, now=now, authority=row.authority_id)
    if is_over(row, now) or successor == row.person:
        raise NoSuchMandate(number)
    shares = list(Delegation.objects.filter(mandate=row, ended_at=None))
    finish(row, now)
    since = max(row.since, now)
    grant = Grant(successor, Role(row.role), row.body, since, row.until, letter, str(row.authority_id))
    given = put(grant, by, now)
    for one in shares:
        Delegation.objects.create(
            mandate=given,
            department=one.department,
            indicators=one.indicators,
            services=one.services,
            given_by_id=one.given_by_id,
            since=now,
        )
    note(given, "mandate.handed_over", by, now, of=row.reference, by_person=row.person.reference)
    return given


@transaction.atomic
def delegate(*, number: int, share: Share, by: Person, now: datetime) -> None:
    """Let the holder of a department editor's mandate answer for this share of what the body is asked."""
    row = locked(number)
    permit(by=by, move=PeopleMove.DELEGATE, about=row.reference, now=now, authority=row.authority_id)
    refuse_in_other_bodies(PeopleMove.DELEGATE, row, by, now)
    if row.role != Role.DEPARTMENT_EDITOR or is_over(row, now):
        raise NoSuchMandate(number)
    Delegation.objects.create(
        mandate=row,
        department=share.department,
        indicators=list(share.indicators),
        services=list(share.services),
        given_by=by,
        since=now,
    )
    note(row, "mandate.delegated", by, now, department=share.department)


@transaction.atomic
def end_delegation(*, delegation: int, by: Person, now: datetime) -> None:
    """Take a share back; what the department has answered stays."""
    found = Delegation.objects.filter(pk=delegation, ended_at=None).select_related("mandate").first()
    if found is None:
        raise NoSuchMandate(delegation)
    about, authority = found.mandate.reference, found.mandate.authority_id
    permit(by=by, move=PeopleMove.END_DELEGATION, about=about, now=now, authority=authority)
    refuse_in_other_bodies(PeopleMove.END_DELEGATION, found.mandate, by, now)
    Delegation.objects.filter(pk=found.pk).update(ended_at=now)
    note(found.mandate, "mandate.delegation_ended", by, now, department=found.department)


def refuse_in_other_bodies(move: PeopleMove, row: Mandate, by: Person, now: datetime) -> None:
    """Raise NotPermitted where it is not the own body: who speaks for one parts its answers alone."""
    own = queries.bodies_of(by, permission(move).roles - KEEPING, now, row.authority_id)
    if not queries.roles_of(by, now, row.authority_id) & KEEPING and row.body not in own:
        raise NotPermitted(permission(move), Why.ROLE)


@transaction.atomic
def note_reminders(*, now: datetime) -> int:
    """Write down, once each, who is to be told that a mandate ends in 30, 7 or 1 days; return how many.

    `accounts.mandates.to_be_reminded` hands them to whoever sends messages.
    """
    ending = Mandate.objects.filter(queries.holding(now), until__lte=now + max(REMINDERS))
    due = [(row, reminder_due(row.until, now)) for row in ending.select_for_update()]
    rows = [
        Reminder(mandate=row, days=before.days, due_at=row.until - before) for row, before in due if before
    ]
    known = set(Reminder.objects.filter(mandate__in=ending).values_list("mandate", "days"))
    fresh = [row for row in rows if (row.mandate_id, row.days) not in known]
    Reminder.objects.bulk_create(fresh)
    return len(fresh)


@transaction.atomic
def note_told(*, reminder: int, now: datetime) -> None:
    """Note that somebody was told: the hook of the one who sends."""
    Reminder.objects.filter(pk=reminder, told_at=None).update(told_at=now)


def locked(number: int) -> Mandate:
    """Return a mandate, held so that nobody else ends it until this transaction does."""
    row = Mandate.objects.select_for_update(of=("self",)).select_related("person").filter(pk=number).first()
    if row is None:
        raise NoSuchMandate(number)
    return row


def is_over(row: Mandate, now: datetime) -> bool:
    return row.until <= now or row.ended_at is not None
