"""Who of the house stands too close to whom."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.queries import roles_of
from sanjeh.apps.desk.kinds import TIES, TieKind
from sanjeh.apps.desk.models import Tie
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.roles import Role

ALL_SEEN_BY = frozenset({Role.MANAGER, Role.AUDITOR})


@dataclass(frozen=True, slots=True)
class TieRow:
    """`one` supervises `other` where the tie is of supervision."""

    number: int
    title: Translatable
    one: str
    other: str
    declared_at: datetime
    ended_at: datetime | None


def ties_for(reader: Person, now: datetime) -> tuple[TieRow, ...]:
    """Return the reader's own ties; all of them for a manager and an auditor."""
    rows = Tie.objects.select_related("one", "other")
    if not roles_of(reader, now) & ALL_SEEN_BY:
        rows = rows.filter(one=reader) | rows.filter(other=reader)
    return tuple(
        TieRow(
            row.pk,
            TIES[TieKind(row.kind)],
            row.one.display_name,
            row.other.display_name,
            row.declared_at,
            row.ended_at,
        )
        for row in rows
    )
