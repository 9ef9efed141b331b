"""Inviting people by a link that opens once, and claiming what somebody was invited to."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.accounts.invitations import InvitationClosed, Standing, hash_of, standing_of
from sanjeh.apps.accounts.letters import NO_LETTER, Letter
from sanjeh.apps.accounts.mandate_actions import AlreadyGiven, Grant, WrongDays, WrongPlace, note, put
from sanjeh.apps.accounts.models import Invitation, Mandate, Person
from sanjeh.apps.accounts.permissions import permit, refusal
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.workflow.mandates import INVITATION_LASTS, LASTS
from sanjeh.core.workflow.moves import PeopleMove
from sanjeh.core.workflow.roles import IN_A_BODY, Role

SECRET_BYTES = 32


class OwnInvitation(Exception):
    """Nobody gives a mandate to oneself, by an invitation neither."""


class NameTaken(ValueError):
    """Somebody signs in with this name already."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Who is invited to what; without an address the link itself is handed over."""

    name: str
    role: Role
    body: str = ""
    email: str = ""
    until: datetime | None = None
    letter: Letter = NO_LETTER
    authority: str = DEFAULT_AUTHORITY


@transaction.atomic
def invite(*, invited: Invited, by: Person | None, now: datetime, secret: str = "") -> str:
    """Keep an invitation and return the secret of its link, which is kept nowhere.

    `secret` is one that somebody was shown already. Raise WrongPlace or WrongDays for a mandate that could
    not be given.
    """
    permit(by=by, move=PeopleMove.INVITE, about="person:new", now=now, authority=invited.authority)
    until = invited.until or now + LASTS
    if (invited.role in IN_A_BODY) != bool(invited.body):
        raise WrongPlace(invited.role)
    if until <= now:
        raise WrongDays
    token = secret or secrets.token_urlsafe(SECRET_BYTES)
    row = Invitation.objects.create(
        authority_id=invited.authority,
        token_hash=hash_of(token),
        email=invited.email.strip().lower(),
        display_name=invited.name,
        role=invited.role,
        body=invited.body,
        letter_number=invited.letter.number,
        letter_date=invited.letter.day,
        letter_sha256=invited.letter.sha256,
        mandate_until=until,
        invited_by=by,
        sent_at=now,
        expires_at=min(now + INVITATION_LASTS, until),
    )
    journal.write(by=by, at=now, what="invitation.sent", about=about(row), facts={"role": row.role})
    return token


def about(row: Invitation) -> tuple[str, ...]:
    authority = Subject.AUTHORITY.named(row.authority_id)
    return (row.reference, authority, *((Subject.BODY.named(row.body),) if row.body else ()))


@transaction.atomic
def withdraw_invitation(*, number: int, by: Person | None, now: datetime) -> None:
    """Let a link open nothing any more; raise InvitationClosed where it does so already."""
    row = Invitation.objects.select_for_update().filter(pk=number).first()
    matter, authority = Subject.INVITATION.named(number), row.authority_id if row else None
    permit(by=by, move=PeopleMove.WITHDRAW_INVITATION, about=matter, now=now, authority=authority)
    refuse_closed(row, now)
    Invitation.objects.filter(pk=number).update(withdrawn_at=now)
    journal.write(by=by, at=now, what="invitation.withdrawn", about=matter)


@transaction.atomic
def claim(*, token: str, person: Person, now: datetime) -> Mandate:
    """Give the person what the link promises, in the name of whoever sent it.

    Raise InvitationClosed, OwnInvitation or AlreadyGiven.
    """
    row = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    return take(refuse_closed(row, now), person, now)


@transaction.atomic
def open_account(*, token: str, username: str, password: str, now: datetime) -> Person:
    """Register whoever holds the link under a name of their choice, and give what it promises.

    The address that the link was sent to is proven by that. Raise InvitationClosed or NameTaken.
    """
    found = Invitation.objects.select_for_update().filter(token_hash=hash_of(token)).first()
    row = refuse_closed(found, now)
    if Person.objects.filter(username__iexact=username).exists():
        raise NameTaken(username)
    is_known = Person.objects.filter(email=row.email).exists()
    email = row.email if row.email and not is_known else None
    person = Person(username=username, display_name=row.display_name, joined_at=now, email=email)
    person.email_proved_at = now if email else None
    person.set_password(password)
    person.save()
    take(row, person, now)
    return person


@transaction.atomic
def claim_waiting(*, person: Person, now: datetime) -> int:
    """Give a person who signs in whatever waits for the address that is proven; return how many mandates."""
    if not person.email or person.email_proved_at is None:
        return 0
    rows = Invitation.objects.select_for_update().filter(
        email=person.email, claimed_at=None, withdrawn_at=None, expires_at__gt=now
    )
    return sum(try_to_take(row, person, now) for row in rows.exclude(invited_by=person).order_by("pk"))


def try_to_take(row: Invitation, person: Person, now: datetime) -> int:
    """Return 1, or 0 for what is held already or closed by now: that invitation is left to run out."""
    try:
        take(row, person, now)
    except (AlreadyGiven, InvitationClosed):
        return 0
    return 1


def take(row: Invitation, person: Person, now: datetime) -> Mandate:
    if row.invited_by_id == person.pk:
        raise OwnInvitation
    one_at_a_time("mandates")
    if row.invited_by is None and refusal(
        by=None,
        move=PeopleMove.GIVE_MANDATE,
        about=person.reference,
        now=now,
        authority=row.authority_id,
    ):
        raise InvitationClosed(Standing.WITHDRAWN)  # two links were made: the other was the faster
    authority = str(row.authority_id)
    letter = Letter(row.letter_number, row.letter_date, row.letter_sha256)
    grant = Grant(
        person, Role(row.role), row.body, until=row.mandate_until, letter=letter, authority=authority
    )
    given = put(grant, row.invited_by, now)
    Invitation.objects.filter(pk=row.pk).update(claimed_at=now, claimed_by=person)
    note(given, "mandate.given", row.invited_by, now, invitation=row.reference)
    return given


def refuse_closed(row: Invitation | None, now: datetime) -> Invitation:
    standing = standing_of(row, now)
    if row is None or standing is not Standing.OPEN:
        raise InvitationClosed(standing)
    return row
