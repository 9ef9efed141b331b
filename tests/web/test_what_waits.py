"""Whoever is waited for finds it on the first page: the other side, a panel, judges of conduct, promises."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.courtesy import incident_actions
from sanjeh.apps.desk import actions, appeal_actions, challenge_actions, seats
from sanjeh.apps.desk.kinds import ComplaintKind, SeatRole
from sanjeh.apps.desk.models import Complaint
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk import country
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
MINE, MOVES = "#mine li a", "#mine .due-move"


@pytest.fixture(autouse=True)
def bodies(db: None) -> None:
    parent = Body.objects.create(code="VAZ", title_fa="وزارت", title_en="Ministry")
    Body.objects.create(code="NAZ", title_fa="سازمان", title_en="Body", parent=parent)


def home(person: Person) -> bytes:
    return signed_in(person).get("/office/").content


def test_the_other_side_finds_the_complaint_it_is_to_answer_until_it_has() -> None:
    eve = timezone.now() - timedelta(days=1)
    kaveh = people.registered("kaveh", Role.OPERATOR)
    people.registered("mina", Role.HANDLER)
    lodging = actions.Lodging(ComplaintKind.CONDUCT, "", "", "", ("تند بود.",), about_person="kaveh")
    number = actions.lodge_complaint(lodging=lodging, now=eve).number
    actions.admit_complaint(number=number, by=people.secretariat(), now=eve)
    country.night(eve)

    before = texts(home(kaveh), "#mine li")
    page = signed_in(kaveh).get(f"/office/complaints/{number}/answer/").content
    signed_in(kaveh).post(f"/office/complaints/{number}/answer/", {"answer": "پاسخ من"})

    assert len(before) == 1
    assert before[0].startswith("پاسخ به شکایت شماره‌ی ۱ · شما طرف دیگر آن هستید")
    assert " تا " in before[0]
    assert texts(page, ".case-clock p")[0].startswith("مهلت ")
    assert texts(home(kaveh), MINE) == []
    assert texts(home(people.registered("other", Role.OPERATOR)), MINE) == []


def convened() -> list[Person]:
    receipt, _ = country.served()
    for name in ("p1", "p2", "p3"):
        people.registered(name, Role.PANEL_MEMBER)
    appeal_actions.appeal(number=1, code=receipt.code, grounds="نادرست است.", now=country.NOW)
    country.night()
    members = seats.open_seats(Complaint.objects.get()).filter(role=SeatRole.PANEL)
    return [seat.person for seat in members]


def test_a_member_of_the_panel_finds_the_case_until_the_vote_is_sealed() -> None:
    members = convened()

    before = [texts(home(one), MOVES) for one in members]
    appeal_actions.vote(number=1, is_quashed=True, reasons="چنین است.", by=members[0], now=country.NOW)

    assert before == [["رأی عضو هیئت"]] * 3
    assert [texts(home(one), MOVES) for one in members] == [[], ["رأی عضو هیئت"], ["رأی عضو هیئت"]]


def test_a_challenge_waits_for_a_manager() -> None:
    receipt, handler = country.admitted("mina")
    whom = f"handler {handler.reference}"
    challenge_actions.challenge_seat(
        number=1, code=receipt.code, whom=whom, reasons="پیوند دارد.", now=country.NOW
    )

    assert texts(home(people.manager()), MOVES) == ["تصمیم درباره‌ی ایراد"]


def test_an_incident_waits_for_its_answer_and_then_for_a_judge_without_a_part() -> None:
    speaker, office = people.holder(Role.REPRESENTATIVE), people.secretariat()
    judge, part = people.holder(Role.SECOND_READER), people.registered("part", Role.HANDLER)
    now = timezone.now()
    for by in (office, part):
        incident_actions.report_incident(about=speaker, words="تند بود.", by=by, now=now)

    asked = texts(home(speaker), MINE)
    early = texts(home(judge), MINE)
    for number in (1, 2):
        incident_actions.answer_incident(number=number, words="نه", by=speaker, now=now)

    assert (asked, early) == (["رویداد رفتار شماره‌ی ۱", "رویداد رفتار شماره‌ی ۲"], [])
    assert texts(home(judge), MINE) == asked
    assert texts(home(part), MINE) == ["رویداد رفتار شماره‌ی ۱"]
    assert texts(home(office), "li a[href*=incidents]") == texts(home(speaker), "li a[href*=incidents]")


def test_the_sections_of_the_office_lie_folded_on_every_page(client: Client) -> None:
    page = signed_in(people.secretariat()).get("/office/agreement/1/sentences/").content

    assert texts(page, ".office-nav details[open]") == []


@pytest.mark.parametrize(("more", "says"), [(0, []), (1, ["و ۱ کار دیگر، در فهرست هر بخش."])])
def test_fifty_stand_on_the_first_page_and_how_many_more_there_are(more: int, says: list[str]) -> None:
    for _ in range(50 + more):
        country.lodged(timezone.now())

    page = home(people.secretariat())

    assert len(texts(page, MINE)) == 50
    assert texts(page, "#mine > p") == says
