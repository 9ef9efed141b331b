"""Before the file: the names are read, then a word is given; each opening of a file has its line."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.desk import draw_actions, parties, queries
from sanjeh.apps.desk.kinds import EndOfSeat
from sanjeh.apps.desk.models import Declaration
from sanjeh.apps.desk.step_actions import locked
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.desk_moves import ComplaintAct
from sanjeh.core.workflow.moves import Reading

OPENED = "file.opened"


class DeclaredAlready(Exception):
    """The word is given once, and after the names were read."""


@transaction.atomic
def read_names(*, number: int, by: Person, now: datetime) -> parties.PartiesPage:
    """Show the names of the parties to somebody who was drawn, and note when; raise NotSeated."""
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.DECLARE, about=about, now=now)
    seat = parties.seat_in(number, by)
    _, is_new = Declaration.objects.get_or_create(seat=seat, defaults={"names_read_at": now})
    if is_new:
        journal.write(by=by, at=now, what="complaint.names_read", about=about)
    return parties.parties_page(number, by, now)


@transaction.atomic
def declare(*, number: int, is_clear: bool, by: Person, now: datetime) -> None:
    """Sign that there is no tie to any of the names, or that there is: another is drawn, and nobody asks why.

    Raise NotSeated, or DeclaredAlready where it was signed before, or no names were read.
    """
    about = Subject.COMPLAINT.named(number)
    permit(by=by, move=ComplaintAct.DECLARE, about=about, now=now)
    locked(number)
    seat = parties.seat_in(number, by)
    unsigned = Declaration.objects.filter(seat=seat, signed_at=None)
    if not unsigned.update(signed_at=now, is_clear=is_clear):
        raise DeclaredAlready(number)
    journal.write(by=by, at=now, what="complaint.declared", about=about, facts={"clear": is_clear})
    if not is_clear:
        draw_actions.end_seat(seat, EndOfSeat.DECLARED, by, now)


@transaction.atomic
def open_file(*, number: int, by: Person, now: datetime) -> queries.OfficePage:
    """Show a case as this reader may see it; that somebody who is no party has read it stands in the journal.

    The line is about the file and not about the case: reading makes nobody a part of it.
    """
    permit(by=by, move=Reading.COMPLAINTS, about=Subject.COMPLAINT.named(number), now=now)
    office = queries.office_page(number, by, now)
    if office.page is None:
        return office
    journal.write(by=by, at=now, what=OPENED, about=Subject.FILE.named(number))
    unopened = Declaration.objects.filter(seat__complaint__number=number, seat__person=by, opened_at=None)
    is_first = unopened.filter(seat__ended=None, is_clear=True).update(opened_at=now)
    return queries.office_page(number, by, now) if is_first else office  # what is to be done is open now
