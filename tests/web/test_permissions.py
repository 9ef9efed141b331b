"""The office asks the table on every page and at every form: role by role, move by move, state by state."""

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import letters
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk.kinds import ComplaintKind
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.permissions import PERMISSIONS, permission
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundMove, RoundState
from sanjeh.web.office.access import OfficePage
from tests import people
from tests.apps import trip
from tests.apps.commitments.broken import a_breach
from tests.apps.standing import SOME_STATES, each_state, round_in
from tests.permission_matrix import ALONE, EXPECTED, OTHERS
from tests.web.catalogue_addresses import OF_THE_LIST, prepared
from tests.web.clients import clients, first, posted, signed_in, texts
from tests.web.message_addresses import OWN_MESSAGES, a_letter
from tests.web.office_addresses import (
    BULK_DONE,
    DOORS,
    FORMS,
    LETTER,
    MOVES,
    OWN_SEAT,
    OWN_SIDE,
    PAGES,
    PEOPLE_BULK,
    PEOPLE_INVITED,
    PEOPLE_MOVES,
    ROUND,
    SCAN,
    addresses,
)
from tests.web.promised import promised

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
VERBS = ("get", "post", "put", "patch", "delete", "options", "head")
# Each address meets every one of them, and so does each role; that no page knows any is asserted besides.
OTHER_VERBS = ("put", "patch", "delete")


def test_no_address_of_the_office_is_left_out_of_these_walks() -> None:
    pages = {address: page for address, page in addresses().items() if address not in DOORS}

    assert {page for page in pages.values() if page is None or not issubclass(page, OfficePage)} == set()
    assert {address for address, page in pages.items() if hasattr(page, "get")} == {
        *PAGES,
        BULK_DONE,
        OWN_SEAT,
        OWN_SIDE,
    }
    assert {address for address, page in pages.items() if hasattr(page, "post")} == set(
        FORMS
    ) | MOVES | OF_THE_LIST | {OWN_MESSAGES, BULK_DONE, OWN_SEAT, OWN_SIDE}


def test_a_stranger_is_asked_to_sign_in_whatever_is_sent_to_whichever_page() -> None:
    round_in(RoundState.DRAFT)
    client, head = Client(), journal.head()

    answers = {
        (verb, address): getattr(client, verb)(address).headers.get("Location", "").partition("?")[0]
        for verb in VERBS
        for address in addresses()
        if address not in DOORS
    }

    assert {asked: where for asked, where in answers.items() if where != "/office/login/"} == {}
    assert journal.head() == head


@pytest.mark.usefixtures("each_refusal_drawn_once")
def test_no_other_verb_does_what_a_form_does() -> None:
    round_in(RoundState.DRAFT)
    who, head = clients(people.each()), journal.head()

    pages = {address: page for address, page in addresses().items() if address not in DOORS}
    statuses = {
        getattr(client, OTHER_VERBS[(row + column) % 3])(address).status_code
        for row, (client, _) in enumerate(who.values())
        for column, address in enumerate(pages)
    }

    assert [page for page in pages.values() for verb in OTHER_VERBS if hasattr(page, verb)] == []
    assert (statuses, journal.head()) == ({403, 405}, head)


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/", "/media/", "/ledger/", "/api/"])
def test_there_is_no_other_door(address: str) -> None:
    client = signed_in(people.manager())

    assert [client.get(address).status_code, client.post(address).status_code] == [404, 404]


@pytest.mark.usefixtures("each_refusal_drawn_once")
def test_an_unknown_move_is_no_move_and_asks_for_the_right_to_read() -> None:
    round_in(RoundState.DRAFT)
    lodged()
    who, head = clients(people.each()), journal.head()

    answers = {
        (name, address): client.post(address, {"move": "seat"}).status_code
        for name, (client, _) in who.items()
        for address in MOVES | OF_THE_LIST
    }

    assert answers == {
        (name, address): done if roles & EXPECTED[key] else 403
        for name, (_, roles) in who.items()
        for address, key, done in (
            (f"{ROUND}moves/", "read.rounds", 302),
            (f"{ROUND}judgement/", "read.rounds", 302),
            ("/office/complaints/1/", "read.complaints", 404),
            ("/office/complaints/1/words/", "read.complaints", 404),
            ("/office/complaints/1/clocks/", "read.complaints", 404),
            ("/office/breaches/1/", "read.breaches", 404),
            ("/office/incidents/1/", "read.incidents", 404),
            ("/office/complaints/1/acts/", "read.complaints", 404),
            ("/office/channels/1/", "read.channels", 404),
            ("/office/mail/1/", "read.mail", 404),
            ("/office/questions/1/", "read.questions", 404),
            ("/office/faq/1/", "read.faq", 404),
            (PEOPLE_MOVES, "read.people", 302),
            (PEOPLE_BULK, "read.people", 404),
            (PEOPLE_INVITED, "read.people", 404),
            *((address, "read.catalogue", 404) for address in OF_THE_LIST),
        )
    }
    assert journal.head() == head


def lodged(body: str = "") -> desk.Receipt:
    lodging = desk.Lodging(ComplaintKind.RESULT, body, "", "", ("کارمزد دیده نشده است.",))
    return desk.lodge_complaint(lodging=lodging, now=trip.NOW)


@pytest.mark.usefixtures("each_refusal_drawn_once")
def test_each_page_is_open_to_whom_the_matrix_lets() -> None:
    round_in(RoundState.DRAFT)
    lodged()
    prepared()
    a_letter()
    a_breach(trip.NOW)
    promised()
    assert letters.keep(SCAN) == LETTER
    who = clients(people.each())

    seen = {(name, page): client.get(page).status_code for name, (client, _) in who.items() for page in PAGES}

    assert seen == {
        (name, page): 200 if roles & EXPECTED[key] else 403
        for name, (_, roles) in who.items()
        for page, key in PAGES.items()
    }


@pytest.mark.usefixtures("each_refusal_drawn_once")
def test_each_form_is_taken_from_whom_the_matrix_lets_even_when_it_is_empty() -> None:
    round_in(RoundState.DRAFT)
    who = clients(people.each())

    seen = {(name, form): posted(client, form) for name, (client, _) in who.items() for form in FORMS}

    assert {place: status == 403 for place, status in seen.items()} == {
        (name, form): not roles & EXPECTED[key]
        for name, (_, roles) in who.items()
        for form, key in FORMS.items()
    }


def walked(who: dict[str, tuple[Person, frozenset[Role]]]) -> None:
    """Assert that the round takes each move from whom the matrix lets, and that all is as before."""
    head = journal.head()

    seen = {
        (name, move.value): posted(client, f"{ROUND}moves/", move=move.value)
        for name, (client, _) in clients(who).items()
        for move in RoundMove
    }

    assert seen == {
        (name, move.value): 302 if roles & EXPECTED[permission(move).key] else 403
        for name, (_, roles) in who.items()
        for move in RoundMove
    }
    assert journal.head() == head


@pytest.mark.usefixtures("each_refusal_drawn_once")
@pytest.mark.parametrize("states", SOME_STATES, ids=("draft", "some", "others"))
def test_each_move_of_a_round_is_taken_from_whom_the_matrix_lets(states: tuple[RoundState, ...]) -> None:
    who = people.few(ALONE, OTHERS)

    for _ in each_state(states):
        walked(who)


@pytest.mark.usefixtures("each_refusal_drawn_once")
def test_each_single_role_is_let_or_refused_as_the_matrix_says() -> None:
    round_in(RoundState.FINAL)

    walked(people.each())


def test_a_closed_account_is_asked_to_sign_in_again() -> None:
    round_in(RoundState.FINAL)
    client = signed_in(people.approver())
    Person.objects.update(is_active=False)

    response = client.post(f"{ROUND}moves/", {"move": "publish"})

    assert response["Location"].startswith("/office/login/")


def refused_page(client: Client, address: str, **sent: str) -> bytes:
    response = client.post(address, sent)
    assert response.status_code == 403
    return response.content


def test_a_refusal_says_who_may_and_what_to_do_and_keeps_what_was_typed() -> None:
    content = refused_page(signed_in(people.holder(Role.AUDITOR)), "/office/notices/", title_fa="اعلام تازه")

    assert texts(content, "h1") == ["این کار با شما نیست"]
    assert texts(content, ".lead-soft") == [
        (
            "انجام نشد و چیزی عوض نشده است. تنها با این نقش می‌شود: دبیرخانه، مدیر."
            " اگر باید با شما باشد، از مدیر بخواهید نقش را به شما بدهد."
        )
    ]
    assert texts(content, "section p") == ["اعلام تازه"]


def test_who_made_it_final_is_told_so_instead_of_a_button_and_by_the_form() -> None:
    round_in(RoundState.PRELIMINARY)
    manager = signed_in(people.manager())
    manager.post(f"{ROUND}moves/", {"move": "make_final"})
    said = "شما در همین موضوع «نهایی‌کردن نتایج» را انجام داده‌اید؛ این کار با کسی دیگر است: مدیر، تأییدکننده."

    page = manager.get(ROUND).content
    refused = refused_page(manager, f"{ROUND}moves/", move="publish")

    assert (texts(page, "button[name=move]"), texts(page, "section .step-refused")) == ([], [said])
    assert said in texts(refused, ".lead-soft")[0]


def test_the_menu_leads_to_no_page_that_would_be_refused() -> None:
    for client, roles in clients(people.each()).values():
        links = HTMLParser(client.get("/office/").content).css(".office-nav a")

        seen = {client.get(link.attributes["href"] or "").status_code for link in links}
        assert seen == ({200} if roles else set())


def test_an_auditor_sees_every_page_and_no_form_but_the_way_out() -> None:
    round_in(RoundState.PUBLISHED)
    lodged("B1")
    promised()
    prepared()
    auditor = signed_in(people.holder(Role.AUDITOR))

    forms = {
        page: [
            form.attributes["action"]
            for form in HTMLParser(auditor.get(page).content).css("form[method=post]")
        ]
        for page, key in PAGES.items()
        if Role.AUDITOR in EXPECTED[key]
    }

    assert {action for found in forms.values() for action in found} == {
        "/office/logout/",
        "/language/setlang/",
        "/office/house-rules/",
    }
    assert len(forms) == 55


def test_the_table_is_drawn_from_the_table() -> None:
    content = signed_in(people.approver()).get("/office/permissions/").content

    tree = HTMLParser(content)
    drawn = {
        first(row, "th").text(strip=True): {name.text(strip=True) for name in row.css(".role-name")}
        for row in tree.css("tbody tr:not(.machine)")
    }
    assert len(tree.css("tbody tr:not(.machine)")) == len(PERMISSIONS)
    assert drawn["انتشار نتایج"] == {"مدیر", "تأییدکننده"}
    assert drawn["بستن شکایت"] == {"رسیدگی‌کننده"}
    assert "نه کسی که این را انجام داده است" in content.decode()
