"""Who is on the register of outside members, and where too few of the house are left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sanjeh.apps.desk.kinds import POOLS, SeatRole
from sanjeh.apps.desk.models import Complaint, Necessity, OutsideMember
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable

APPROVERS = 2


@dataclass(frozen=True, slots=True)
class OutsideRow:
    """A line of the register; who has left it is of no draw any more."""

    number: int
    name: str
    reference: str
    organisation: str
    letter_number: str
    letter_date: date
    registered_at: datetime
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class NecessityRow:
    """Why nobody could be listed for a seat, and how far it has come that outsiders may be."""

    role: str
    title: Translatable
    places: int
    eligible: int
    barred: int
    approvals: int
    at: datetime

    @property
    def is_approved(self) -> bool:
        return self.approvals >= APPROVERS


def outside_members() -> tuple[OutsideRow, ...]:
    """Return the whole register, the latest first."""
    return tuple(
        OutsideRow(
            row.pk,
            row.person.display_name,
            row.person.reference,
            row.organisation,
            row.letter_number,
            row.letter_date,
            row.registered_at,
            row.ended_at,
        )
        for row in OutsideMember.objects.select_related("person").order_by("-pk")
    )


def ever_outside() -> frozenset[str]:
    """Return all who were ever on the register: they are of no pool of the house."""
    return references(OutsideMember.objects.values_list("person", flat=True))


def now_outside() -> frozenset[str]:
    return references(OutsideMember.objects.filter(ended_at=None).values_list("person", flat=True))


def references(keys: Iterable[int]) -> frozenset[str]:
    return frozenset(Subject.PERSON.named(key) for key in keys)


def is_let(complaint: Complaint, role: SeatRole) -> bool:
    """Say whether two have let outsiders be drawn for this part of the case."""
    found = Necessity.objects.filter(complaint=complaint, role=role).first()
    return found is not None and found.approvals.count() >= APPROVERS


def necessities_of(complaint: Complaint) -> tuple[NecessityRow, ...]:
    return tuple(
        NecessityRow(
            row.role,
            POOLS[SeatRole(row.role)].title,
            row.places,
            row.eligible,
            row.barred,
            row.approvals.count(),
            row.at,
        )
        for row in complaint.necessities.all()
    )
