"""The board as people and programs read it; the office's part of breaches, sentences, rules and incidents."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from sanjeh.apps.commitments import breaches
from sanjeh.apps.commitments.checks.table import CHECKS
from sanjeh.apps.courtesy import queries as courtesy
from sanjeh.apps.courtesy.kinds import Contact, Question
from sanjeh.apps.courtesy.models import Incident, Invite, Tally
from sanjeh.core.workflow.breaches import BreachState
from sanjeh.core.workflow.roles import Role
from sanjeh.web.public.board import plain_cell
from tests import hands, people
from tests.apps.commitments import world
from tests.apps.commitments.broken import a_breach
from tests.apps.commitments.conftest import country
from tests.apps.commitments.plantings_of_cases import OF_CASES
from tests.web.clients import asked, signed_in, texts

pytestmark = pytest.mark.django_db
__all__ = ["country"]


@pytest.fixture(autouse=True)
def nothing_counted_a_minute_ago() -> None:
    cache.clear()


def english(address: str) -> bytes:
    return Client().get(f"/en{address}").content


def test_before_the_first_check_no_line_is_called_kept() -> None:
    page = english("/board/")

    assert len(texts(page, ".grade.unknown")) == len(CHECKS)
    assert texts(page, ".grade.good") == []


def test_each_line_shows_its_figure_and_a_broken_one_its_count_and_what_rests_on_it(country: None) -> None:
    with hands.thawed():
        OF_CASES["another person on the seat"][1]()
    world.checked()

    page = english("/board/")
    assert texts(page, "#I7 .grade") == ["Violated"]
    assert texts(page, "#I7 .board-why") == ["Cases: 1"]
    assert texts(page, "#S11 .board-why") == ["Rests on a violated rule: I7"]
    assert texts(page, "#S11 .grade") == ["A rule on which it rests is violated"]
    assert texts(page, "#I6 .grade") == ["Kept"]
    assert [texts(page, f"#{code} .grade") for code in ("I5", "I8", "I14")] == [["Kept"]] * 3
    assert texts(page, "#S15 .board-why")[0].startswith("Not measured: ")


def test_the_sentence_stands_in_the_words_of_the_agreement_in_both_languages(country: None) -> None:
    world.checked()

    persian, other = Client().get("/board/").content, english("/board/")
    assert texts(persian, "#S18 .board-sentence") == ["این توافقنامه تا پایان سال 1403 اعتبار دارد."]
    assert texts(other, "#S18 .board-sentence") == ["This agreement is valid until the end of the year 1403."]


def test_the_page_of_a_line_shows_the_very_query_that_is_asked(country: None) -> None:
    world.checked()

    page = Client().get("/board/I7/")
    (query,) = texts(page.content, ".board-query")
    assert "JOIN desk_complaint c ON c.id = seat.complaint_id" in query
    assert Client().get("/board/i7/").status_code == 200
    assert Client().get("/board/I99/").status_code == 404


def test_what_holds_at_this_moment_is_counted_on_demand_and_once_a_minute(country: None) -> None:
    world.checked()
    before = texts(english("/board/I7/?live=1"), "#now .grade")
    with hands.thawed():
        OF_CASES["another person on the seat"][1]()
    soon = texts(english("/board/I7/?live=1"), "#now .grade")
    cache.clear()

    assert (before, soon, texts(english("/board/I7/?live=1"), "#now .grade")) == (
        ["Kept"],
        ["Kept"],
        ["Violated"],
    )


def test_programs_read_the_same_lines_and_no_person_stands_in_them(country: None) -> None:
    with hands.thawed():
        OF_CASES["another person on the seat"][1]()
    world.checked()

    given = Client().get("/board.json").json()["lines"]
    table = Client().get("/board.csv")
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert [one["code"] for one in given] == [row["code"] for row in rows] == list(CHECKS)
    assert next(one["references"] for one in given if one["code"] == "I7") == [f"complaint:{world.UNDER_WAY}"]
    assert [one["code"] for one in given if one["rests_on_broken"]] == ["S11"]
    assert [one["code"] for one in given if any("person" in ref for ref in one["references"])] == []


def test_the_sheet_for_a_manager_names_what_is_broken_and_what_is_silent(country: None) -> None:
    with hands.thawed():
        OF_CASES["another person on the seat"][1]()
    world.checked()

    page = texts(english("/board/summary/"), ".board-page li strong")
    assert {"S11", "I7"} <= set(page)


def test_the_board_asks_as_often_for_one_breach_as_for_three(country: None) -> None:
    world.checked()
    a_breach(world.NOW)
    one = asked(Client(), "/board/")
    for number in range(2):
        a_breach(world.NOW, refs=(f"notice:{number + 50}",))

    assert asked(Client(), "/board/") == one


def test_a_remedy_is_noted_and_another_person_verifies_it_on_the_page() -> None:
    a_breach(timezone.now(), "apology")
    office, manager = signed_in(people.secretariat()), signed_in(people.manager())

    wrong = office.post("/office/breaches/1/", {"move": "remedy", "remedy": "correction", "words": "ی"})
    kept = texts(wrong.content, "textarea")
    office.post("/office/breaches/1/", {"move": "remedy", "remedy": "apology", "words": "پوزش خواستیم."})
    own = office.post("/office/breaches/1/", {"move": "verify", "words": "دیدم."})
    manager.post("/office/breaches/1/", {"move": "verify", "words": "دیدم."})

    assert (kept, own.status_code) == (["ی"], 403)
    assert breaches.row(1, timezone.now()).state is BreachState.VERIFIED
    assert "پوزش خواستیم" not in Client().get("/board/").content.decode()


def test_a_breach_lies_on_the_first_page_of_whoever_may_lead_it_on() -> None:
    a_breach(timezone.now(), "apology")
    office, reader = signed_in(people.secretariat()), signed_in(people.holder(Role.AUDITOR))

    assert texts(office.get("/office/").content, "#mine .due-move") == ["ثبت جبران"]
    assert texts(reader.get("/office/").content, "#others li a") == ["نقض شماره‌ی ۱"]


def test_two_outsiders_excuse_on_the_page_and_the_board_says_so() -> None:
    a_breach(timezone.now())
    first, second = signed_in(people.manager()), signed_in(people.approver())

    first.post("/office/breaches/1/", {"move": "ask_excuse", "words": "سیل آمده بود."})
    refused = first.post("/office/breaches/1/", {"move": "excuse", "words": "سیل."})
    second.post("/office/breaches/1/", {"move": "excuse", "words": "درست است."})

    assert refused.status_code == 403
    assert "Two outsiders found it excused" in texts(english("/board/"), "#breach-1 td")[-1]


def test_the_owner_of_the_duty_is_told_why_the_excuse_is_not_taken() -> None:
    a_breach(timezone.now())
    both = signed_in(people.registered("both", Role.MANAGER, Role.SECRETARIAT))

    page = both.post("/office/breaches/1/", {"move": "ask_excuse", "words": "سیل"})

    assert breaches.row(1, timezone.now()).state is BreachState.OPEN
    assert page.status_code == 200


def invite() -> str:
    today = timezone.now().date()
    Invite.objects.create(
        contact=Contact.MANDATE, token_hash=courtesy.hash_of("token"), expires_on=today + timedelta(days=9)
    )
    return "/courtesy/token/"


def test_four_answers_are_counted_once_and_a_second_time_is_refused_kindly() -> None:
    address, answers = invite(), {question.value: "4" for question in Question}

    half = Client().post(address, {"courtesy": "2"})
    done, again = Client().post(address, answers), Client().post(address, answers)

    assert [one.status_code for one in (half, done, again)] == [200, 200, 404]
    assert texts(half.content, "input[checked]") != [] or b'value="2"' in half.content
    assert sum(Tally.objects.values_list("given", flat=True)) == 4
    assert texts(Client().get("/courtesy/").content, ".empty p") == [
        "هنوز در هیچ دسته‌ای پنج پاسخ گرد نیامده است."
    ]


def test_the_house_rules_stand_on_the_first_page_until_they_are_accepted() -> None:
    office = signed_in(people.secretariat())
    before = texts(office.get("/office/").content, "#house-rules h2")
    office.post("/office/house-rules/")

    assert (before, texts(office.get("/office/").content, "#house-rules h2")) == (["آداب خانه"], [])


def test_an_incident_is_reported_answered_and_decided_on_its_page() -> None:
    about = people.registered("مینا", Role.REPRESENTATIVE)
    office, other = signed_in(people.secretariat()), signed_in(about)
    judge = signed_in(people.holder(Role.SECOND_READER))

    nobody = office.post("/office/incidents/", {"person": "هیچ", "words": "تند بود."})
    office.post("/office/incidents/", {"person": "مینا", "words": "تند بود."})
    early = judge.post("/office/incidents/1/", {"move": "confirm", "words": "دلیل"})
    other.post("/office/incidents/1/", {"move": "answer", "words": "چنین نبود."})
    judge.post("/office/incidents/1/", {"move": "dismiss", "words": "گواهی نیست."})

    assert texts(nobody.content, ".form-errors li") == ["یک نفر با این نام پیدا نشد؛ نام کامل را بنویسید."]
    assert texts(early.content, ".notice-line.error p")[-1].startswith("طرف دیگر هنوز پاسخ نداده")
    assert Incident.objects.get().state == "not_confirmed"
    assert "چنین نبود" not in signed_in(people.manager()).get("/office/incidents/").content.decode()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("＝1+1", "'＝1+1"),
        ("\n=1+1", "'\n=1+1"),
        ("'=1+1", "''=1+1"),
        (["@a", "b"], "'@a b"),
        (-3, "-3"),
        (None, ""),
    ],
)
def test_nothing_that_is_told_starts_a_formula(value: object, written: str) -> None:
    assert plain_cell(value) == written
