"""The names of a case, which whoever was drawn reads before the file is opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.desk import impartiality, seats, sides
from sanjeh.apps.desk.kinds import POOLS, SeatRole
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.apps.desk.queries import complaint
from sanjeh.apps.desk.sealing import reader_of
from sanjeh.core.text.words import Translatable, Words


class NotSeated(LookupError):
    """There is no such complaint, or this person sits nowhere in it; nobody is told which."""


@dataclass(frozen=True, slots=True)
class PartiesPage:
    """Who is who in a case, and nothing of what it is about.

    Who sees a mark anew is told of the body alone: the name of a complainant could say what the mark was.
    """

    number: int
    role: Translatable
    body: Words | None
    complainant: str
    representative: str
    about_person: str
    other_side: tuple[str, ...]
    others_drawn: tuple[str, ...]
    has_read: bool
    is_clear: bool | None


def seat_in(number: int, reader: Person) -> Seat:
    """Return where this person sits; raise NotSeated from whoever does not, or has had a part."""
    case = Complaint.objects.filter(number=number).first()
    seat = seats.of(case, reader) if case else None
    if case is None or seat is None:
        raise NotSeated(number)
    if reader.reference in impartiality.had_part(number, tuple(case.subject_refs)):
        raise NotSeated(number)
    return seat


def parties_page(number: int, reader: Person, now: datetime) -> PartiesPage:
    """Return the names for somebody who was drawn; raise NotSeated."""
    seat, case = seat_in(number, reader), complaint(number)
    word, read = seats.declaration_of(seat), reader_of(case)
    is_blind = seat.role == SeatRole.RESCORER
    named = case.representatives.filter(ended_at=None).first()
    return PartiesPage(
        number=number,
        role=POOLS[SeatRole(seat.role)].title,
        body=catalogue.titles().get(case.body),
        complainant="" if is_blind else read(case.complainant),
        representative=read(named.name) if named and not is_blind else "",
        about_person="" if is_blind else read(case.about_person),
        other_side=() if is_blind else names(sides.respondents(case, now)),
        others_drawn=names(one.person for one in seats.open_seats(case).exclude(pk=seat.pk)),
        has_read=word is not None,
        is_clear=word.is_clear if word else None,
    )


def names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(one.display_name for one in people)
