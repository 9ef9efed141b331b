"""Who sits in a case: seats that were drawn and have not ended."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk.kinds import EndOfSeat, SeatRole
from sanjeh.apps.desk.models import Complaint, Declaration, Seat


def open_seats(complaint: Complaint) -> QuerySet[Seat]:
    return Seat.objects.select_related("person").filter(complaint=complaint, ended=None)


def seat_of(complaint: Complaint, role: SeatRole = SeatRole.HANDLER) -> Seat | None:
    """Return who was drawn in this part and still sits, or None."""
    return open_seats(complaint).filter(role=role).last()


def is_in(complaint: Complaint, person: Person, *roles: SeatRole) -> bool:
    """Say whether this person sits in the case in one of these parts (in any, where none is given)."""
    mine = open_seats(complaint).filter(person=person)
    return mine.filter(role__in=roles).exists() if roles else mine.exists()


def of(complaint: Complaint, person: Person) -> Seat | None:
    """Return the seat in which this person sits here, or None; nobody has two."""
    return open_seats(complaint).select_related("person", "declaration").filter(person=person).first()


def declaration_of(seat: Seat) -> Declaration | None:
    return getattr(seat, "declaration", None)


def has_declared(seat: Seat) -> bool:
    """Say whether who sits here has read the names and found no tie to them; only then is the file open."""
    word = declaration_of(seat)
    return not seat.owes_declaration or (word is not None and word.is_clear is True)


def may_act(seat: Seat) -> bool:
    """Say whether who sits here has opened the file as well; who sees a mark anew is shown none."""
    word = declaration_of(seat)
    has_opened = word is not None and word.opened_at is not None
    return has_declared(seat) and (not seat.owes_declaration or has_opened or seat.role == SeatRole.RESCORER)


def found_partial(number: int) -> frozenset[str]:
    """Return who was drawn here and is not impartial: by the own word, or by an upheld challenge."""
    ends = (EndOfSeat.DECLARED, EndOfSeat.CHALLENGED)
    rows = Seat.objects.select_related("person").filter(complaint__number=number, ended__reason__in=ends)
    return frozenset(row.person.reference for row in rows)


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
