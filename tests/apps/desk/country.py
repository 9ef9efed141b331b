"""People and complaints of a small country, led by the actions of the desk."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import (
    actions,
    declaration_actions,
    draw_actions,
    hearing_actions,
    ruling_actions,
    seats,
    sides,
)
from sanjeh.apps.desk.kinds import ComplaintKind, SeatRole, Verdict
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.roles import Role
from tests import people

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
EVE = NOW - timedelta(days=1)  # what is admitted then is seated at NOW
LODGING = actions.Lodging(
    kind=ComplaintKind.RESULT,
    body="NAZ",
    round="",
    complainant="شاکی نمونه",
    allegations=("کارنامه کارمزد خدمت را ندیده است.", "", "پاسخ تلفنی تند بود."),
)
RULINGS = {
    1: ruling_actions.Judgement(Verdict.UPHELD, "کارمزد در صفحه هست."),
    2: ruling_actions.Judgement(Verdict.NOT_UPHELD, "گفت‌وگو شنیده شد."),
}


def person(name: str, *roles: Role) -> Person:
    return people.registered(name, *roles)


def lodged(now: datetime = NOW) -> actions.Receipt:
    return actions.lodge_complaint(lodging=LODGING, now=now)


def night(now: datetime = NOW) -> None:
    """Let the night after a day pass: the draws that waited for it seat, and who sits opens the file."""
    after = now + timedelta(days=1)
    drawn(after)
    for seat in Seat.objects.filter(ended=None, declaration=None).select_related("complaint", "person"):
        sworn(seat.complaint.number, seat.person, after)


def drawn(now: datetime) -> None:
    """Sign the journal and seat whoever was drawn; none of them has declared anything yet."""
    journal.sign_checkpoint(now=now)
    draw_actions.seat_drawn(now=now)


def sworn(number: int, by: Person, now: datetime) -> None:
    """Let somebody who was drawn read the names, sign, and open the file."""
    declaration_actions.read_names(number=number, by=by, now=now)
    declaration_actions.declare(number=number, is_clear=True, by=by, now=now)
    declaration_actions.open_file(number=number, by=by, now=now)


def admitted(*handlers: str) -> tuple[actions.Receipt, Person]:
    """Lodge and admit a complaint, let the night pass; give its receipt and whom the draw chose."""
    for name in handlers:
        person(name, Role.HANDLER)
    person("rasa", Role.SECOND_READER)
    receipt = lodged(EVE)
    assert actions.admit_complaint(number=receipt.number, by=person("sara", Role.SECRETARIAT), now=EVE)
    night(EVE)
    return receipt, seated(receipt)


def seated(receipt: actions.Receipt, role: SeatRole = SeatRole.HANDLER) -> Person:
    seat = seats.seat_of(Complaint.objects.get(number=receipt.number), role)
    assert seat is not None
    return seat.person


def heard(receipt: actions.Receipt) -> None:
    """Let the other side answer; for a house of which nobody had a part its manager does."""
    people.manager()
    (by, *_) = sides.respondents(Complaint.objects.get(number=receipt.number), NOW)
    hearing_actions.answer_complaint(number=receipt.number, answer="پاسخ طرف دیگر", by=by, now=NOW)


def ruled(receipt: actions.Receipt, rulings: Mapping[int, ruling_actions.Judgement] | None = None) -> None:
    """Let the handler write the ruling, and the second reader sign it."""
    number, handler = receipt.number, seated(receipt)
    ruling_actions.propose_ruling(number=number, judgements=rulings or RULINGS, by=handler, now=NOW)
    ruling_actions.decide_complaint(number=number, by=seated(receipt, SeatRole.READER), now=NOW)


def decided() -> tuple[actions.Receipt, Person]:
    receipt, handler = admitted("mina", "omid")
    heard(receipt)
    ruled(receipt)
    return receipt, handler


def served() -> tuple[actions.Receipt, Person]:
    receipt, handler = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)
    return receipt, handler


def closed() -> tuple[actions.Receipt, Person]:
    receipt, handler = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)
    actions.close_complaint(number=receipt.number, by=None, now=NOW)
    return receipt, handler


def state_of(receipt: actions.Receipt) -> str:
    return Complaint.objects.get(number=receipt.number).state
