"""The page of ties: each writes the own, the manager those of all, and what is wrong gets a sentence."""

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts.models import Person
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.web.clients import first, signed_in

pytestmark = pytest.mark.django_db


def rows(content: bytes) -> list[list[str]]:
    tree = HTMLParser(content)
    for title in tree.css(".cell-title"):
        title.decompose()
    return [[cell.text(strip=True) for cell in row.css("th, td")][:3] for row in tree.css("tbody tr")]


def tie(one: Person, other: Person) -> dict[str, str]:
    return {"kind": "supervises", "one": one.reference, "other": other.reference}


def test_a_tie_is_written_and_ended_on_the_page() -> None:
    mina, omid = people.registered("mina", Role.HANDLER), people.registered("omid", Role.HANDLER)
    manager = signed_in(people.manager())

    written = manager.post("/office/ties/", tie(mina, omid), follow=True)
    number = first(HTMLParser(written.content), "input[name=number]").attributes["value"] or ""
    ended = manager.post("/office/ties/", {"number": number}, follow=True)

    assert rows(written.content) == [["mina", "سرپرست", "omid"]]
    assert HTMLParser(ended.content).css("input[name=number]") == []


def test_the_ties_of_others_are_neither_shown_nor_taken() -> None:
    mina, omid = people.registered("mina", Role.HANDLER), people.registered("omid", Role.HANDLER)
    nika = signed_in(people.registered("nika", Role.HANDLER))
    signed_in(people.manager()).post("/office/ties/", tie(mina, omid))

    page = nika.post("/office/ties/", tie(omid, mina), follow=True)

    assert "پیوند دیگران را مدیر می‌نویسد" in page.content.decode()
    assert rows(page.content) == []


def test_a_tie_that_stands_already_is_told_and_what_was_chosen_stays() -> None:
    mina, omid = people.registered("mina", Role.HANDLER), people.registered("omid", Role.HANDLER)
    manager = signed_in(people.manager())
    manager.post("/office/ties/", tie(mina, omid))

    page = HTMLParser(manager.post("/office/ties/", tie(mina, omid)).content)

    chosen = {
        name: first(page, f"#{name} option[selected]").attributes["value"]
        for name in ("one", "kind", "other")
    }
    assert chosen == tie(mina, omid)
    assert [one.text(strip=True) for one in page.css(".notice-line.error p")] == [
        "این پیوند نوشته شده است، یا هر دو یک نفرند."
    ]


@pytest.mark.parametrize("sent", [{"kind": "friend"}, {"one": "person:0"}, {"number": "x"}])
def test_what_no_form_of_ours_sends_leads_nowhere(sent: dict[str, str]) -> None:
    mina, omid = people.registered("mina", Role.HANDLER), people.registered("omid", Role.HANDLER)

    response = signed_in(people.manager()).post("/office/ties/", {**tie(mina, omid), **sent})

    assert response.status_code == 404
