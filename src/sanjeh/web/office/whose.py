"""Whose matter something is, and for whom somebody works, where one installation serves several authorities.

With one authority nothing of this is ever seen.
"""

from collections.abc import Callable, Collection, Mapping
from functools import partial

from django.http import HttpRequest

from sanjeh.apps.accounts import invitations, mandates
from sanjeh.apps.agreements import gaps
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.catalogue.imports import queries as imports
from sanjeh.apps.commitments import breaches
from sanjeh.apps.methodology import queries as methodologies
from sanjeh.apps.notices import provisions
from sanjeh.apps.notices import queries as notices
from sanjeh.apps.retention import queries as archive
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY, Subject
from sanjeh.core.workflow.provisions import ProvisionKind

CHOSEN = "authority"  # in the session: for which authority somebody works now


def numbered(ask: Callable[[int], str | None]) -> Callable[[str], str | None]:
    """Ask by a number; what is none, or longer than any, is nobody's."""
    return lambda name: ask(int(name)) if name.isascii() and name.isdecimal() and len(name) < 19 else None


ASK: Mapping[str, Callable[[str], str | None]] = {
    Subject.AUTHORITY: lambda name: name,
    Subject.ROUND: rounds.owner,
    Subject.METHODOLOGY: methodologies.owner,
    Subject.NOTICE: numbered(notices.owner),
    Subject.AGREEMENT: numbered(agreements.owner),
    Subject.GAP: numbered(gaps.owner),
    **{kind: partial(provisions.owner, kind) for kind in ProvisionKind},
    Subject.BREACH: numbered(breaches.owner),
    Subject.IMPORT: numbered(imports.owner),
    Subject.CALENDAR: numbered(calendars.owner),
    Subject.MANDATE: numbered(mandates.owner),
    Subject.ARCHIVE: archive.owner,
    Subject.INVITATION: numbered(invitations.owner),
}


def authority_of(reference: str) -> str | None:
    """Return the code of the authority whose matter this is; None for the whole house's, or nobody's."""
    kind, _, name = reference.partition(":")
    return ASK[kind](name) if kind in ASK else None


def chosen(request: HttpRequest, held: Collection[str]) -> str:
    """Return for which of the authorities that have given mandates (`held`) this person works now."""
    wanted = request.session.get(CHOSEN)
    if wanted in held:
        return str(wanted)
    return DEFAULT_AUTHORITY if DEFAULT_AUTHORITY in held or not held else min(held)


def choose(request: HttpRequest, held: Collection[str], wanted: str) -> None:
    """Work for this authority from now on; one that has given no mandate changes nothing."""
    if wanted in held:
        request.session[CHOSEN] = wanted
