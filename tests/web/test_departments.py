"""Who speaks for a body parts its answers on the own first page, for this body alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import mandate_actions, mandates
from sanjeh.apps.accounts.mandate_actions import Grant
from sanjeh.apps.accounts.models import Mandate
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
PAGE, MOVES = "/office/", "/office/people/moves/"
GIVEN = {"move": "delegate", "department": "مالی", "indicators": "I01، I02", "services": ""}
SHORT = "تنها ۱ نفر می‌تواند پاسخ دهد؛ دست‌کم دو نفر لازم است."


def mandate_of(name: str, role: Role, body: str) -> Mandate:
    now = timezone.now()
    grant = Grant(people.registered(name), role, body, now, now + timedelta(days=90))
    return mandate_actions.give_mandate(grant=grant, by=people.manager(), now=now)


def client_of(row: Mandate) -> Client:
    return signed_in(row.person)


def shares_of(row: Mandate) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    found = mandates.mandate(row.pk)
    assert found is not None
    return [(one.department, one.indicators, one.services) for one in found.delegations]


@pytest.mark.parametrize("role", [Role.REPRESENTATIVE, Role.DEPUTY])
def test_who_speaks_for_a_body_gives_a_department_its_share_and_takes_it_back(role: Role) -> None:
    editor = mandate_of("editor", Role.DEPARTMENT_EDITOR, "NAZ")
    client = client_of(mandate_of("own", role, "NAZ"))
    assert texts(client.get(PAGE).content, "#departments h3") == ["editor NAZ"]

    given = client.post(MOVES, GIVEN | {"number": editor.pk}, follow=True)
    shown, kept = texts(given.content, "#departments li span"), shares_of(editor)
    number = mandates.mandate(editor.pk).delegations[0].number  # type: ignore[union-attr]  # it is there
    back = client.post(MOVES, {"move": "end_delegation", "number": number}, follow=True)

    assert (given.redirect_chain, given.status_code) == ([(PAGE, 302)], 200)
    assert (kept, len(shown), "I01 I02" in shown[0]) == ([("مالی", ("I01", "I02"), ())], 1, True)
    assert (back.redirect_chain, shares_of(editor)) == ([(PAGE, 302)], [])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"department": " "}, "نام واحد را بنویسید."),
        ({"services": "10000000001 ۱۰۰۰۰۰۰۰۰۰۹"}, "این کدها از خدمت‌های این دستگاه نیست: 10000000009"),
        ({"services": "10000000002"}, "این کدها از خدمت‌های این دستگاه نیست: 10000000002"),
    ],
)
@pytest.mark.usefixtures("listed_country")
def test_a_share_of_nothing_is_told_and_what_was_typed_stays(typed: dict[str, str], said: str) -> None:
    editor = mandate_of("editor", Role.DEPARTMENT_EDITOR, "B1")
    by = {PAGE: client_of(mandate_of("own", Role.DEPUTY, "B1")), "people": signed_in(people.manager())}
    sent = GIVEN | typed | {"number": editor.pk}

    pages = [one.post(MOVES, sent).content for one in by.values()]

    assert [texts(page, ".notice-line.error p") for page in pages] == [[said], [said]]
    for page in pages:
        fields = HTMLParser(page).css("[name=department], [name=indicators], [name=services]")
        assert [one.attributes["value"] for one in fields] == [
            sent["department"],
            sent["indicators"],
            sent["services"],
        ]
    assert shares_of(editor) == []


def test_what_was_typed_for_a_mandate_that_is_over_stands_below() -> None:
    editor = mandate_of("editor", Role.DEPARTMENT_EDITOR, "NAZ")
    client = client_of(mandate_of("own", Role.DEPUTY, "NAZ"))
    mandate_actions.end_mandate(number=editor.pk, by=people.manager(), now=timezone.now())

    page = client.post(MOVES, GIVEN | {"number": editor.pk}).content

    assert texts(page, "#typed ~ p")[:2] == ["مالی", "I01، I02"]


@pytest.mark.parametrize(("bodies", "told"), [(5, 5), (6, 6), (9, 6)])
def test_of_many_bodies_short_of_people_the_first_are_named_and_the_others_counted(
    bodies: int, told: int
) -> None:
    for number in range(bodies):
        mandate_of(f"p{number}", Role.REPRESENTATIVE, f"B{number}")

    lines = texts(signed_in(people.manager()).get("/office/people/").content, ".notice-line p")

    assert len(lines) == told
    assert ("دستگاه‌های دیگری" in lines[-1]) is (bodies > 5)


def test_departments_of_another_body_are_neither_shown_nor_given_a_share() -> None:
    editor = mandate_of("editor", Role.DEPARTMENT_EDITOR, "NAZ")
    foreign = client_of(mandate_of("foreign", Role.REPRESENTATIVE, "VAZ"))

    assert texts(foreign.get(PAGE).content, "#departments h3") == []
    assert foreign.post(MOVES, GIVEN | {"number": editor.pk}).status_code == 403
    assert client_of(editor).post(MOVES, GIVEN | {"number": editor.pk}).status_code == 403
    assert shares_of(editor) == []


def test_a_body_for_which_one_alone_may_speak_is_told_so_until_there_are_two() -> None:
    client = client_of(mandate_of("own", Role.REPRESENTATIVE, "NAZ"))
    alone = texts(client.get(PAGE).content, ".notice-line p")

    mandate_of("second", Role.DEPUTY, "NAZ")

    assert [text.endswith(SHORT) for text in alone].count(True) == 1
    assert [text for text in texts(client.get(PAGE).content, ".notice-line p") if text.endswith(SHORT)] == []


def test_the_office_is_told_of_every_body_with_too_few_people_whatever_it_searches() -> None:
    mandate_of("own", Role.REPRESENTATIVE, "NAZ")
    office = signed_in(people.manager())

    told = [
        [
            text.endswith(SHORT)
            for text in texts(office.get(f"/office/people/{asked}").content, ".notice-line p")
        ]
        for asked in ("", "?text=nobody", "?role=manager")
    ]

    assert told == [[True]] * 3
