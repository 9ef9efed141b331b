"""A small country in which every promise is kept: complaints at each step, notices, an agreement."""

from datetime import datetime, timedelta

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.commitments import actions, queries
from sanjeh.apps.commitments.kinds import Verdict
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk import declaration_actions, seats
from sanjeh.apps.desk.kinds import ComplaintKind, SeatRole
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps.desk import country
from tests.apps.desk.country import EVE, NOW

__all__ = ["NOW"]
DAY = timedelta(days=1)
CLOSED, UNDER_WAY, LODGED, DECIDED = 1, 2, 3, 4
LODGING = desk.Lodging(ComplaintKind.OTHER, "NAZ", "", "", ("کارمزد دیده نشده است.", "پاسخ تند بود."))
READER_OF_IT = "(SELECT id FROM accounts_person WHERE username = 'rasa')"
ELSEWHERE = "document:form-1"  # on which each handler has worked before any complaint


def built() -> None:
    """Build the country: complaint 1 is closed, 2 lies with its handler, 3 was just lodged, 4 is decided."""
    handlers = [people.registered(name, Role.HANDLER) for name in ("mina", "omid")]
    people.registered("rasa", Role.SECOND_READER)
    office = people.registered("sara", Role.SECRETARIAT)
    people.manager()  # who answers for a house of which nobody had a part
    announce(EVE)
    for one in handlers:
        journal.write(by=one, at=EVE, what="document.read", about=ELSEWHERE)
    closed, under_way, _, decided = (desk.lodge_complaint(lodging=LODGING, now=EVE) for _ in range(4))
    for receipt in (closed, under_way, decided):
        assert desk.admit_complaint(number=receipt.number, by=office, now=EVE)
    country.drawn(NOW)
    for seat in Seat.objects.exclude(complaint__number=UNDER_WAY, role=SeatRole.READER):
        country.sworn(seat.complaint.number, seat.person, NOW)
    signed_alone()
    for receipt in (closed, decided):
        country.heard(receipt)
        country.ruled(receipt)
    desk.open_with_receipt(number=closed.number, code=closed.code, now=NOW)
    desk.close_complaint(number=closed.number, by=None, now=NOW)
    journal.write(by=None, at=NOW, what="world.built", about="process:world")
    journal.sign_checkpoint(now=NOW + DAY)


def signed_alone() -> None:
    """Let the second reader of the case that is under way sign, and not open the file."""
    reader = Seat.objects.get(complaint__number=UNDER_WAY, role=SeatRole.READER).person
    declaration_actions.read_names(number=UNDER_WAY, by=reader, now=NOW)
    declaration_actions.declare(number=UNDER_WAY, is_clear=True, by=reader, now=NOW)


def announce(now: datetime) -> None:
    told = notices.Announcement(
        Kind.PROCESS, "p-1", Words("تغییر", "Change"), Words("شرح", "Text"), now + 30 * DAY
    )
    notices.publish_notice(announcement=told, by=people.secretariat(), now=now, hours=working.hours(now))


def seated(number: int) -> Person:
    seat = seats.seat_of(Complaint.objects.get(number=number), SeatRole.HANDLER)
    assert seat is not None
    return seat.person


def checked(now: datetime = NOW) -> set[str]:
    """Run the nightly check and return the codes of its red lines."""
    actions.check_all(now=now)
    return red()


def red() -> set[str]:
    return {one.code for one in queries.board(1) if one.verdict is Verdict.BROKEN}


def refs(code: str) -> tuple[str, ...]:
    return next(one.refs for one in queries.board(1) if one.code == code)
