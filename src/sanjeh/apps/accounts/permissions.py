"""The one place where actions, pages and commands ask whether somebody may make a move."""

from collections.abc import Mapping
from datetime import datetime

from sanjeh.apps.accounts import queries
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.moves import Move
from sanjeh.core.workflow.permission_row import Condition, Permission, System
from sanjeh.core.workflow.permissions import (
    Asker,
    NotPermitted,
    Why,
    permission,
)
from sanjeh.core.workflow.permissions import refusal as refusal_of
from sanjeh.core.workflow.roles import Role


def permit(*, by: Person | None, move: Move, about: str, now: datetime, authority: str | None = None) -> None:
    """Raise NotPermitted unless this person may make the move; None is the system itself.

    `about` is the journal's reference to the matter, in which earlier moves are looked for. `authority` is
    the one whose matter it is: only a mandate of that one counts. None is what belongs to the whole house.
    """
    refused = refusal(by=by, move=move, about=about, now=now, authority=authority)
    if refused:
        raise refused


def refusal(
    *, by: Person | None, move: Move, about: str, now: datetime, authority: str | None = None
) -> NotPermitted | None:
    """Return why this person may not make the move, or None."""
    row = permission(move)
    if by is None:
        return None if may_system(row, now, authority) else NotPermitted(row, Why.ROLE)
    return refusal_of(row, asker(by, row, (about, authority), queries.roles_by_authority(by, now)))


def refusal_to(
    by: Person, held: Mapping[str, frozenset[Role]], *, move: Move, about: str, authority: str | None
) -> NotPermitted | None:
    """Return the same for a person whose mandates were read for this page (see `roles_by_authority`)."""
    row = permission(move)
    return refusal_of(row, asker(by, row, (about, authority), held))


def may_system(row: Permission, now: datetime, authority: str | None) -> bool:
    """Say whether the system may make the move: always, or only until somebody else may."""
    if row.system is System.FIRST:
        return not queries.is_anyone(row.roles, now, authority)
    return row.system is System.ALWAYS


def asker(
    person: Person, row: Permission, matter: tuple[str, str | None], held: Mapping[str, frozenset[Role]]
) -> Asker:
    about, authority = matter
    done = journal.done_by(person.reference, about) if row.apart_from else frozenset[str]()
    is_oneself = row.condition is Condition.NOT_ONESELF and about == person.reference
    everywhere = frozenset[Role]().union(*held.values())
    here = everywhere if authority is None else held.get(authority, frozenset())
    return Asker(here, done, is_oneself=is_oneself, elsewhere=everywhere - here)
