"""Inviting people, and writing the link to whoever has an address."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts import invitations
from sanjeh.apps.accounts.invitation_actions import Invited, invite, withdraw_invitation
from sanjeh.apps.accounts.invitations import InvitationClosed, InvitationRow
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.messages.actions import Content
from sanjeh.apps.messages.address_actions import Addressee, send_to_address
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.moves import PeopleMove
from sanjeh.core.workflow.roles import ROLE_WORDS


@transaction.atomic
def invite_and_tell(*, invited: Invited, language: str, by: Person, now: datetime) -> str:
    """Invite somebody, write the link to their address if there is one, and return its secret.

    Raise what inviting raises.
    """
    permit(by=by, move=PeopleMove.INVITE, about="person:new", now=now, authority=invited.authority)
    token = invite(invited=invited, by=by, now=now)
    row = invitations.behind(token, now)
    if row.email:
        facts = {"role": ROLE_WORDS[row.role], "until": row.expires_at}
        about = Subject.INVITATION.named(row.number)
        content = Content(TemplateName.INVITATION, about, f"/office/invitation/{token}/", facts)
        send_to_address(content=content, to=Addressee(row.email, language, authority=row.authority), now=now)
    return token


@transaction.atomic
def invite_many(*, invited: Sequence[Invited], language: str, by: Person, now: datetime) -> tuple[str, ...]:
    """Invite all of them or nobody; return the secret of each in their order. Raise what inviting raises."""
    for authority in {one.authority for one in invited}:
        permit(by=by, move=PeopleMove.INVITE, about="person:new", now=now, authority=authority)
    return tuple(invite_and_tell(invited=one, language=language, by=by, now=now) for one in invited)


@transaction.atomic
def invite_again(
    *, numbers: Sequence[int], language: str, by: Person, authority: str, now: datetime
) -> tuple[tuple[InvitationRow, str], ...]:
    """Take back these open invitations and send each anew, whole or not at all; return each with its secret.

    The old links open nothing any more. Raise InvitationClosed.
    """
    permit(by=by, move=PeopleMove.INVITE, about="person:new", now=now, authority=authority)
    made = []
    for row in open_ones(numbers, authority, now):
        withdraw_invitation(number=row.number, by=by, now=now)
        token = invite_and_tell(invited=same_as(row), language=language, by=by, now=now)
        made.append((invitations.behind(token, now), token))
    return tuple(made)


@transaction.atomic
def withdraw_together(*, numbers: Sequence[int], by: Person, authority: str, now: datetime) -> int:
    """Take back these open invitations, whole or not at all; return how many. Raise InvitationClosed."""
    permit(by=by, move=PeopleMove.WITHDRAW_INVITATION, about="", now=now, authority=authority)
    rows = open_ones(numbers, authority, now)
    for row in rows:
        withdraw_invitation(number=row.number, by=by, now=now)
    return len(rows)


def open_ones(numbers: Sequence[int], authority: str, now: datetime) -> tuple[InvitationRow, ...]:
    """Return these invitations of an authority; raise InvitationClosed where one is not open any more."""
    known = {row.number: row for row in invitations.waiting(now, authority)}
    if not numbers or any(number not in known for number in numbers):
        raise InvitationClosed(invitations.Standing.UNKNOWN)
    return tuple(known[number] for number in dict.fromkeys(numbers))


def same_as(row: InvitationRow) -> Invited:
    """Return what somebody was invited to, to be sent once more."""
    return Invited(row.name, row.role, row.body, row.email, row.mandate_until, row.letter, row.authority)
