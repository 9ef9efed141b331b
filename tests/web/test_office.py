"""The office is open to staff alone, and moves a round by its table of states."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.rounds.models import Round
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.web import country
from tests.web.clients import enter_with_two_factors, first, signed_in

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough sentence"


def someone(client: Client, role: Role) -> None:
    """Sign somebody in who holds this role."""
    enter_with_two_factors(client, people.registered("someone", role))


def texts(content: bytes, selector: str) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in HTMLParser(content).css(selector)]


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/office/rounds/x/")["Location"] == "/office/login/?next=/office/rounds/x/"


def test_who_is_not_staff_is_refused_in_a_sentence(client: Client) -> None:
    someone(client, Role.REPRESENTATIVE)

    response = client.get("/office/rounds/")

    assert (response.status_code, texts(response.content, "h1")) == (403, ["این صفحه برای شما باز نیست"])


def test_a_wrong_password_is_told_and_the_name_is_kept(client: Client) -> None:
    response = client.post("/office/login/", {"username": "someone", "password": "wrong"})

    assert first(HTMLParser(response.content), "#id_username").attributes["value"] == "someone"
    assert len(texts(response.content, "[role=alert]:not([hidden])")) == 1


def pressed(client: Client) -> list[str]:
    """Press every button that the round's page offers, until there is none."""
    moves = []
    while buttons := HTMLParser(client.get("/office/rounds/1405-2/").content).css("button[name=move]"):
        moves.append(buttons[0].attributes["value"] or "")
        client.post("/office/rounds/1405-2/moves/", {"move": moves[-1]})
    return moves


def test_the_buttons_are_the_moves_that_this_person_may_make(client: Client) -> None:
    someone(client, Role.SECRETARIAT)
    approver = signed_in(people.approver())
    country.start_round(2)
    country.looked_at(dict(country.SPREAD))

    assert pressed(client) == ["give_preliminary", "make_final"]
    assert pressed(approver) == ["publish"]
    assert pressed(client) == ["archive"]


def test_a_move_that_comes_too_early_is_told_and_changes_nothing(client: Client) -> None:
    someone(client, Role.SECRETARIAT)
    country.start_round(1)
    with hands.thawed():
        Round.objects.update(closes_at=timezone.now() + timedelta(hours=1))

    early = client.post("/office/rounds/1405-2/moves/", {"move": "give_preliminary"}, follow=True)
    impossible = client.post("/office/rounds/1405-2/moves/", {"move": "make_final"}, follow=True)

    assert texts(early.content, "[role=status]") == [
        "سنجش هنوز پایان نیافته است؛ نتیجه از نیمی از دوره گرفته نمی‌شود."
    ]
    assert texts(impossible.content, "[role=status]") == [
        "این کار در وضعیت کنونی دوره ممکن نیست؛ صفحه را تازه کنید."
    ]


def test_what_could_not_be_seen_is_listed_with_what_to_do(client: Client) -> None:
    someone(client, Role.SECRETARIAT)
    country.start_round(1)
    country.looked_at({})

    response = client.get("/office/rounds/1405-2/")

    assert texts(response.content, "li.finding > .remedy") == [
        "نشانی و پورت را بررسی کنید و بعداً دوباره بکوشید."
    ]
    assert len(texts(response.content, "li.finding details li")) == 4
