"""Whatever is typed into a form of the office that refuses it stands in it again: each text, tick, choice.

The forms are those of the pages of the resolver, so one that is added and forgets what was typed is red.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pytest
from django.conf import settings
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from selectolax.lexbor import LexborNode

from sanjeh.core.workflow.roles import Role
from tests import people
from tests.every_address import Reader
from tests.stocked import Stock, stocked
from tests.web.clients import signed_in, undone

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db, pytest.mark.timeout(600)]
NONSENSE = "نه این و نه آن"  # no day, no code, no number, no address, and nobody's name
MOST = 20
KEPT_NOWHERE = frozenset({"hidden", "password", "file", "submit", "button"})
ROWS_MEANT = "scope"  # comes back as the ticks of the rows
TICKS = frozenset({"checkbox", "radio"})
# What is nothing but a form, and what is between a body and the authority, or of one side of a complaint.
NOT_FOR_AUDITORS = {
    f"office:{name}"
    for name in (
        "round-new", "round-draft", "people-give", "people-invite", "people-invite-many", "empty-demo",
        "catalogue-new-body", "catalogue-new-service", "calendar-week", "calendar-holiday", "calendar-decree",
        "offer", "consultation", "complaint-declaration", "complaint-hearing", "mail",
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sent:
    """One button of one form, with all that is typed, ticked and chosen, and what is sent beside that."""

    page: str
    place: str
    button: str
    typed: dict[str, list[str]] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.page} {self.button}".strip()


def attribute(node: LexborNode, name: str) -> str:
    return node.attributes.get(name) or ""


def fields_of(tree: HTMLParser, form: LexborNode) -> list[LexborNode]:
    """Return the fields within a form, and those elsewhere that name it."""
    elsewhere = tree.css(f"[form={attribute(form, 'id')}]") if attribute(form, "id") else []
    within = form.css("input[name], select[name], textarea[name]")
    found = [*within, *(one for one in elsewhere if attribute(one, "name"))]
    return [one for one in found if "disabled" not in one.attributes]


def filled(one: LexborNode) -> str:
    """Return what is put into a field: nonsense, the last choice, or the tick's own value."""
    if one.tag == "select":
        return [attribute(option, "value") for option in one.css("option")][-1]
    if attribute(one, "type") in TICKS:
        return attribute(one, "value") or "on"
    return NONSENSE[: int(attribute(one, "maxlength") or MOST)]


def sent_by(page: str, address: str, tree: HTMLParser) -> Iterator[Sent]:
    """Yield every button of every form of a page into which something can be typed."""
    for form in tree.css("main form"):
        if attribute(form, "method").lower() != "post":
            continue
        typed: dict[str, list[str]] = {}
        beside: dict[str, list[str]] = {}
        for one in fields_of(tree, form):
            name, kind = attribute(one, "name"), attribute(one, "type")
            if kind in KEPT_NOWHERE:
                beside.setdefault(name, []).append(attribute(one, "value"))
            elif kind == "radio":  # the first of them: "all that was found" comes back as so many ticks
                typed.setdefault(name, [filled(one)])
            else:
                typed.setdefault(name, []).append(filled(one))
        edits = [attribute(option, "value") for option in form.css("select[name=edit] option")]
        for button in form.css("button") if typed else ():
            place = urljoin(address, attribute(button, "formaction") or attribute(form, "action"))
            pressed = {attribute(button, "name"): [attribute(button, "value")]}
            said = " ".join(button.text().split())
            for edit in edits or [""]:
                chosen = {"edit": [edit]} if edit else {}
                yield Sent(page, place, f"{said} {edit}".strip(), typed | chosen, beside | pressed)


def given_back(tree: HTMLParser, name: str) -> set[str]:
    """Return what stands in the fields of this name, ticked and chosen where it can be."""
    found = set[str]()
    for one in tree.css(f'[name="{name}"]'):
        if one.tag == "textarea":
            found.add(one.text().strip())
        elif one.tag == "select":
            found |= {attribute(option, "value") for option in one.css("option[selected]")}
        elif attribute(one, "type") not in TICKS or "checked" in one.attributes or is_told_of(one):
            found.add(attribute(one, "value") or "on")
    return found


def is_told_of(tick: LexborNode) -> bool:
    """Tell whether a row was set aside with a sentence why, in which case it is not ticked any more."""
    return bool(tick.parent and tick.parent.css("strong"))


def lost(client: Client, one: Sent) -> list[str] | None:
    """Send it, and return what does not come back; None where it was taken."""
    with undone():
        answer = client.post(one.place, one.beside | one.typed, follow=True)
    tree = HTMLParser(answer.content)
    if not tree.css("main .form-errors, .notice-line.error"):
        return None
    kept = {name: given_back(tree, name) for name in one.typed}
    return [name for name, texts in one.typed.items() if name != ROWS_MEANT and not set(texts) <= kept[name]]


def office(stock: Stock) -> tuple[Client, list[Sent]]:
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = stock.sessions[Reader.STAFF]
    pages = stock.addresses()[Reader.STAFF]
    return client, [
        one
        for name, address in pages.items()
        if name.startswith("office:")
        for one in sent_by(name, address, HTMLParser(client.get(address).content))
    ]


def test_what_a_form_refuses_stands_in_it_again() -> None:
    client, forms = office(stocked())

    found = {one.name: lost(client, one) for one in forms}

    assert {name: missing for name, missing in found.items() if missing} == {}
    assert len([name for name, missing in found.items() if missing == []]) > 20


def test_an_address_that_only_takes_forms_leads_to_the_page_above_and_keeps_what_is_asked() -> None:
    stock, client = stocked(1, 5), Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = stock.sessions[Reader.STAFF]
    addresses = (
        ("/office/people/moves/", "/office/people/"),
        ("/office/people/bulk/", "/office/people/"),
        ("/office/complaints/1/acts/", "/office/complaints/1/"),
        ("/office/catalogue/bulk/bodies/", "/office/catalogue/"),
        ("/office/catalogue/bulk/services/", "/office/catalogue/"),
        ("/office/messages/7/again/", "/office/messages/"),
        ("/office/agreement/1/force/", "/office/agreement/1/"),
    )

    led = {place: client.get(f"{place}?page=2") for place, _ in addresses}

    assert {place: answer.headers.get("Location") for place, answer in led.items()} == {
        place: f"{above}?page=2" for place, above in addresses
    }
    assert client.put("/office/people/bulk/").status_code == 405


def test_an_auditor_finds_no_form_but_that_of_the_house_rules_and_reads_all_that_is_no_form() -> None:
    stock, auditor = stocked(1, 5), signed_in(people.holder(Role.AUDITOR))
    pages = {
        name: page for name, page in stock.addresses()[Reader.STAFF].items() if name.startswith("office:")
    }

    answers = {name: auditor.get(address) for name, address in pages.items()}
    shown = {
        name: {attribute(form, "action") for form in HTMLParser(one.content).css("main form[method=post]")}
        for name, one in answers.items()
        if one.status_code == 200
    }

    assert {name: forms for name, forms in shown.items() if forms} == {
        "office:home": {"/office/house-rules/"},
        "office:house-rules": {"/office/house-rules/"},
    }
    assert {name for name, one in answers.items() if one.status_code == 403} == NOT_FOR_AUDITORS
