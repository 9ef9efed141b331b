"""People and complaints of a small country, led by the actions of the desk."""

from datetime import UTC, datetime

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions
from sanjeh.apps.desk.kinds import ComplaintKind, Verdict
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.core.workflow.roles import Role
from tests import people

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
LODGING = actions.Lodging(
    kind=ComplaintKind.RESULT,
    body="NAZ",
    round="",
    complainant="شاکی نمونه",
    allegations=("کارنامه کارمزد خدمت را ندیده است.", "", "پاسخ تلفنی تند بود."),
)
RULINGS = {
    1: actions.Judgement(Verdict.UPHELD, "کارمزد در صفحه هست."),
    2: actions.Judgement(Verdict.NOT_UPHELD, "گفت‌وگو شنیده شد."),
}


def person(name: str, *roles: Role) -> Person:
    return people.registered(name, *roles)


def lodged() -> actions.Receipt:
    return actions.lodge_complaint(lodging=LODGING, now=NOW)


def admitted(*handlers: str) -> tuple[actions.Receipt, Person]:
    """Lodge and admit a complaint; give its receipt and whom the draw chose."""
    for name in handlers:
        person(name, Role.HANDLER)
    receipt = lodged()
    assert actions.admit_complaint(number=receipt.number, by=person("sara", Role.SECRETARIAT), now=NOW)
    return receipt, Seat.objects.get(complaint__number=receipt.number).person


def decided() -> tuple[actions.Receipt, Person]:
    receipt, handler = admitted("mina", "omid")
    heard(receipt)
    actions.decide_complaint(number=receipt.number, judgements=RULINGS, by=handler, now=NOW)
    return receipt, handler


def closed() -> tuple[actions.Receipt, Person]:
    receipt, handler = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)
    actions.close_complaint(number=receipt.number, by=handler, now=NOW)
    return receipt, handler


def heard(receipt: actions.Receipt) -> None:
    """Put down the answer of the other side, as the office does."""
    office = Person.objects.get(username="sara")
    actions.hear_other_side(number=receipt.number, answer="پاسخ دبیرخانه", by=office, now=NOW)


def state_of(receipt: actions.Receipt) -> str:
    return Complaint.objects.get(number=receipt.number).state
