"""Who sits in a case: seats that were drawn and have not ended."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk.kinds import SeatRole
from sanjeh.apps.desk.models import Complaint, Seat


def open_seats(complaint: Complaint) -> QuerySet[Seat]:
    return Seat.objects.select_related("person").filter(complaint=complaint, ended=None)


def seat_of(complaint: Complaint, role: SeatRole = SeatRole.HANDLER) -> Seat | None:
    """Return who was drawn in this part and still sits, or None."""
    return open_seats(complaint).filter(role=role).last()


def is_in(complaint: Complaint, person: Person, *roles: SeatRole) -> bool:
    """Say whether this person sits in the case in one of these parts (in any, where none is given)."""
    mine = open_seats(complaint).filter(person=person)
    return mine.filter(role__in=roles).exists() if roles else mine.exists()


def ever_seated(number: int) -> frozenset[str]:
    """Return the references of all who ever sat in this case: none of them is drawn for it again."""
    rows = Seat.objects.select_related("person").filter(complaint__number=number)
    return frozenset(row.person.reference for row in rows)


def seated_of(complaints: Iterable[Complaint]) -> Mapping[int, frozenset[int]]:
    """Return the keys of those who sit, by the key of each complaint, in one question."""
    rows = Seat.objects.filter(complaint__in=list(complaints), ended=None).values_list("complaint", "person")
    found: dict[int, frozenset[int]] = {}
    for complaint, person in rows:
        found[complaint] = found.get(complaint, frozenset()) | {person}
    return found
