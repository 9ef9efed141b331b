"""The words of a complaint that is over are erased or held from its page, by whom the table names."""

import pytest
from django.test import Client

from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import queries
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import LODGING, NOW, closed, decided
from tests.web.clients import clients, posted, signed_in, texts

pytestmark = pytest.mark.django_db
REASON = "نامه‌ی ۱۲ دادگاه"
ERASED = ["متن این شکایت"]


@pytest.fixture(autouse=True)
def body(db: None) -> None:
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body")


@pytest.fixture
def manager() -> Client:
    return signed_in(people.manager())


@pytest.fixture
def auditor() -> Client:
    return signed_in(people.holder(Role.AUDITOR))


def page(number: int) -> str:
    return f"/office/complaints/{number}/"


def send(client: Client, number: int, act: str, **more: str) -> list[str]:
    """Send the form; return what the complaint's page then says above the case, dates left out."""
    answer = client.post(f"{page(number)}words/", {"act": act, **more}, follow=True)
    return [line.partition(" در ")[0] for line in texts(answer.content, ".notice-line p")]


def test_erased_words_are_gone_and_the_page_says_since_when(manager: Client) -> None:
    receipt, _ = closed()
    assert texts(manager.get(page(receipt.number)).content, "button[type=submit]").count("پاک کردن متن") == 1

    assert send(manager, receipt.number, "erase") == ERASED

    shown = " ".join(texts(manager.get(page(receipt.number)).content, "p.quiet"))
    assert "برای همیشه پاک شد" in shown
    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == ""
    assert send(manager, receipt.number, "erase") == ["متن این شکایت پیش از این پاک شده است.", *ERASED]


def test_held_words_stay_until_somebody_else_ends_the_hold(manager: Client, auditor: Client) -> None:
    receipt, _ = closed()

    assert send(auditor, receipt.number, "hold", reason=REASON) == []

    held = "وضعیت نگهداری متن از این پیش عوض شده است؛ صفحه را تازه کنید."
    assert REASON in texts(manager.get(page(receipt.number)).content, "section.panel p")
    assert send(manager, receipt.number, "erase") == [held]
    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == LODGING.complainant
    assert posted(auditor, f"{page(receipt.number)}words/", act="lift_hold") == 403
    assert send(manager, receipt.number, "lift_hold") == []
    assert send(manager, receipt.number, "lift_hold") == [held]
    assert send(manager, receipt.number, "erase") == ERASED


def test_what_cannot_be_done_now_is_told_on_the_page(manager: Client, auditor: Client) -> None:
    over, _ = closed()

    assert send(auditor, over.number, "hold", reason=" ") == [
        "دلیل نگهداری را بنویسید: کدام مرجع، با کدام نامه."
    ]
    assert queries.tracked(over.number, over.code, NOW).complainant == LODGING.complainant


def test_the_words_of_what_is_not_over_are_not_erased(manager: Client) -> None:
    receipt, _ = decided()

    assert send(manager, receipt.number, "erase") == [
        "رسیدگی به این شکایت پایان نیافته است؛ متن آن تا پایان می‌ماند."
    ]
    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == LODGING.complainant


def test_only_whom_the_table_names_may_send_these_forms() -> None:
    receipt, _ = closed()
    allowed = {
        act: {
            name
            for name, (client, _roles) in clients(people.each()).items()
            if posted(client, f"{page(receipt.number)}words/", act=act, reason=REASON) == 302
        }
        for act in ("erase", "hold")
    }

    assert allowed == {"erase": {"manager"}, "hold": {"manager", "auditor", "secretariat"}}


@pytest.mark.parametrize(("number", "act"), [(1, "burn"), (1, ""), (999, "erase")])
def test_another_act_and_another_complaint_are_not_found(manager: Client, number: int, act: str) -> None:
    closed()

    assert posted(manager, f"{page(number)}words/", act=act) == 404


@pytest.mark.parametrize("act", ["acknowledge", "vote", "nothing", ""])
def test_an_act_of_another_form_is_none_of_these(act: str) -> None:
    receipt, _ = closed()
    office = signed_in(people.secretariat())

    assert office.post(f"{page(receipt.number)}words/", {"act": act, "words": "x"}).status_code == 404
