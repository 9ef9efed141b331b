"""Telling who of the house stands too close to whom to have a hand in a complaint about the other."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import roles_of
from sanjeh.apps.desk.kinds import TieKind
from sanjeh.apps.desk.models import Tie
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.desk_moves import TieMove
from sanjeh.core.workflow.roles import Role


class TieOfOthers(Exception):
    """Of the ties of others the manager alone tells."""


class TiedAlready(Exception):
    """This tie is known, or it is of one and the same person."""


class NoSuchTie(LookupError):
    """No tie has this number, or it has ended."""


@transaction.atomic
def declare_tie(*, kind: TieKind, one: Person, other: Person, by: Person, now: datetime) -> int:
    """Note a tie and return its number; raise TieOfOthers or TiedAlready.

    `one` supervises `other` where the tie is of supervision; of kin the order says nothing.
    """
    permit(by=by, move=TieMove.DECLARE, about=one.reference, now=now)
    if by not in (one, other) and Role.MANAGER not in roles_of(by, now):
        raise TieOfOthers
    first, second = (one, other) if kind is TieKind.SUPERVISES or one.pk < other.pk else (other, one)
    open_ones = Tie.objects.filter(kind=kind, one=first, other=second, ended_at=None)
    if first == second or open_ones.exists():
        raise TiedAlready
    tie = Tie.objects.create(kind=kind, one=first, other=second, declared_by=by, declared_at=now)
    note(tie, "tie.declared", by, now)
    return tie.pk


@transaction.atomic
def end_tie(*, number: int, by: Person, now: datetime) -> None:
    """End a tie; for two years more it bars as before. Raise NoSuchTie."""
    tie = Tie.objects.select_for_update().filter(pk=number, ended_at=None).first()
    if tie is None:
        raise NoSuchTie(number)
    permit(by=by, move=TieMove.END, about=tie.one.reference, now=now)
    tie.ended_at = now
    tie.save(update_fields=["ended_at"])
    note(tie, "tie.ended", by, now)


def note(tie: Tie, what: str, by: Person, now: datetime) -> None:
    """Write the tie into the journal, where nobody becomes a doer of anything by it."""
    journal.write(
        by=by, at=now, what=what, about=(tie.one.reference, tie.other.reference), facts={"kind": tie.kind}
    )
