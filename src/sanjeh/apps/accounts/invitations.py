"""Invitations: who was invited to what, and what a link still opens."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sanjeh.apps.accounts.letters import NO_LETTER, Letter
from sanjeh.apps.accounts.models import Invitation
from sanjeh.core.workflow.roles import Role


class Standing(StrEnum):
    """What a link opens: only an open one leads to a mandate."""

    OPEN = "open"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    WITHDRAWN = "withdrawn"


class InvitationClosed(Exception):
    """The link leads to nothing (any more)."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing.value)
        self.standing = standing


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """One invitation as pages show it; `invited_by` is empty where the system sent it."""

    number: int
    authority: str
    name: str
    email: str
    role: Role
    body: str
    invited_by: str
    sent_at: datetime
    expires_at: datetime
    mandate_until: datetime
    letter: Letter = NO_LETTER


def hash_of(token: str) -> str:
    """Return under what a token is kept: whoever reads the table cannot use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def standing_of(row: Invitation | None, now: datetime) -> Standing:
    if row is None:
        return Standing.UNKNOWN
    if row.claimed_at:
        return Standing.USED
    if row.withdrawn_at:
        return Standing.WITHDRAWN
    return Standing.OPEN if now < row.expires_at else Standing.EXPIRED


def behind(token: str, now: datetime) -> InvitationRow:
    """Return the invitation that a link opens; raise InvitationClosed where it opens none."""
    row = Invitation.objects.select_related("invited_by").filter(token_hash=hash_of(token)).first()
    standing = standing_of(row, now)
    if row is None or standing is not Standing.OPEN:
        raise InvitationClosed(standing)
    return row_of(row)


def waiting(now: datetime, authority: str | None = None) -> tuple[InvitationRow, ...]:
    """Return the invitations that can still be claimed, the latest first."""
    open_now = Invitation.objects.filter(claimed_at=None, withdrawn_at=None, expires_at__gt=now)
    rows = open_now if authority is None else open_now.filter(authority__code=authority)
    return tuple(map(row_of, rows.select_related("invited_by").order_by("-sent_at", "-pk")))


def row_of(row: Invitation) -> InvitationRow:
    return InvitationRow(
        number=row.pk,
        authority=str(row.authority_id),
        name=row.display_name,
        email=row.email,
        role=Role(row.role),
        body=row.body,
        invited_by=row.invited_by.display_name if row.invited_by else "",
        sent_at=row.sent_at,
        expires_at=row.expires_at,
        mandate_until=row.mandate_until,
        letter=Letter(row.letter_number, row.letter_date, row.letter_sha256),
    )


def owner(number: int) -> str | None:
    """Return the code of the authority whose this is, None where there is none of it."""
    return Invitation.objects.filter(pk=number).values_list("authority__code", flat=True).first()
