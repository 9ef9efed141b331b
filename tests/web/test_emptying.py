"""A demo is emptied from its office after a typed word; no other installation is, whoever asks."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.emptying import ORDER_NAME, EmptyingOrder, order_of
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.permission_matrix import EXPECTED
from tests.web.clients import clients, signed_in, texts

pytestmark = pytest.mark.django_db
PAGE = "/office/start/empty/"
GIVEN = {"name": "مینا", "email": "head@authority.example", "confirmed": "  خالی  شود "}

NO_ADDRESS = "این نشانی ایمیل نیست؛ نشانی‌ای مانند \u2066head@authority.example\u2069 بنویسید."


@pytest.fixture
def demo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setitem(settings.SANJEH, "DEMO", tmp_path)
    return tmp_path


def order(demo: Path) -> EmptyingOrder:
    return order_of((demo / ORDER_NAME).read_bytes())


@pytest.mark.parametrize("role", sorted(EXPECTED["authority.empty_demo"]))
def test_whom_the_table_lets_orders_it_and_gets_the_link_of_the_first_officer(demo: Path, role: Role) -> None:
    person = people.holder(role)

    page = HTMLParser(signed_in(person).post(PAGE, GIVEN).content)

    found = order(demo)
    assert (found.name, found.email, found.asked_by) == (
        "مینا",
        "head@authority.example",
        person.display_name,
    )
    assert [link.attributes["href"] for link in page.css("#link")] == [
        f"http://testserver/office/invitation/{found.secret}/"
    ]
    assert (demo / ORDER_NAME).stat().st_mode & 0o077 == 0
    head = journal.head()
    assert head is not None
    assert head.entry.what == "demo.emptied"


@pytest.mark.usefixtures("each_refusal_drawn_once")
def test_nobody_else_orders_it(demo: Path) -> None:
    who, head = clients(people.each()), journal.head()
    others = {name: one for name, one in who.items() if not one[1] & EXPECTED["authority.empty_demo"]}

    assert {client.post(PAGE, GIVEN).status_code for client, _ in others.values()} == {403}
    assert Client().post(PAGE, GIVEN)["Location"].startswith("/office/login/")
    assert (list(demo.iterdir()), journal.head()) == ([], head)


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"confirmed": "خالی"}, ["همان واژه‌ی تأیید را بنویسید: خالی شود"]),
        ({"confirmed": ""}, ["این بخش خالی است؛ آن را بنویسید یا برگزینید."]),
        (
            {"email": "head"},
            [NO_ADDRESS],
        ),
    ],
)
def test_a_slip_empties_nothing_and_keeps_what_was_typed(
    demo: Path, changed: dict[str, str], wrong: list[str]
) -> None:
    answer = signed_in(people.manager()).post(PAGE, GIVEN | changed)

    assert texts(answer.content, ".form-errors li") == wrong
    kept = HTMLParser(answer.content).css_first("#id_name")
    assert kept is not None
    assert (kept.attributes["value"], list(demo.iterdir())) == ("مینا", [])


def test_a_real_installation_is_not_emptied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(settings.SANJEH, "DEMO", tmp_path)
    client, head = signed_in(people.manager()), journal.head()

    shown, answer = client.get(PAGE), client.post(PAGE, GIVEN)

    assert (shown.status_code, answer.status_code) == (200, 409)
    for page in (shown.content, answer.content):
        assert texts(page, "main form") == []
        assert "این نصب نمایش نیست؛ هیچ چیز آن خالی نمی‌شود." in page.decode()
    assert (list(tmp_path.iterdir()), journal.head()) == ([], head)


@pytest.mark.parametrize(("is_demo", "links"), [(True, [PAGE]), (False, [])])
def test_the_first_page_leads_there_in_a_demo_alone(
    monkeypatch: pytest.MonkeyPatch, links: list[str], *, is_demo: bool
) -> None:
    monkeypatch.setattr(settings, "DEMO", is_demo)
    client = signed_in(people.holder(Role.OPERATOR))

    page = HTMLParser(client.get("/office/").content)

    assert [link.attributes["href"] for link in page.css("#demo a")] == links
