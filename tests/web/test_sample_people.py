"""The demo's sample people sign in by one click; no other installation has the buttons or the way."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, override_settings
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.core.workflow.roles import IN_A_BODY
from sanjeh.core.workflow.sample_people import OFFERED, SAMPLE_PEOPLE
from sanjeh.demo import secretariat
from sanjeh.demo.country import read_country
from tests.apps.trip import NOW

pytestmark = pytest.mark.django_db
PAGE, WAY = "/office/login/", "/office/login/sample/"


@pytest.fixture
def registered(tmp_path: Path) -> None:
    secretariat.staff(tmp_path / "password", NOW)


def offered(client: Client) -> list[str]:
    buttons = HTMLParser(client.get(PAGE).content).css("#sample-people button")
    return [button.attributes["value"] or "" for button in buttons]


def enter(client: Client, name: str) -> tuple[int, bool]:
    answer = client.post(WAY, {"username": name})
    return answer.status_code, "_auth_user_id" in client.session


@pytest.mark.usefixtures("registered")
def test_an_ordinary_installation_has_neither_the_buttons_nor_the_way(client: Client) -> None:
    assert (settings.DEMO, offered(client)) == (False, [])
    assert {enter(Client(), one.username) for one in SAMPLE_PEOPLE} == {(404, False)}


@pytest.mark.usefixtures("registered")
@override_settings(DEMO=True, SECOND_FACTOR_DEMANDED=False)
def test_in_the_demo_each_of_twelve_enters_by_one_click(client: Client) -> None:
    names = offered(client)

    assert (len(names), names) == (12, [one.username for one in OFFERED])
    assert {enter(Client(), name) for name in names} == {(302, True)}


@pytest.mark.usefixtures("registered")
@override_settings(DEMO=True, SECOND_FACTOR_DEMANDED=False)
def test_whoever_has_entered_finds_the_own_work(client: Client) -> None:
    for one in OFFERED:
        client.post(WAY, {"username": one.username})

        assert client.get("/office/").status_code == 200, one.username


@pytest.mark.usefixtures("registered")
@override_settings(DEMO=True)
@pytest.mark.parametrize("name", ["handler-2", "root", "", "manager\x00"])
def test_nobody_else_enters_so(client: Client, name: str) -> None:
    assert enter(client, name)[1] is False


@override_settings(DEMO=True)
def test_before_the_demo_has_registered_anybody_nobody_enters(client: Client) -> None:
    assert enter(client, "manager") == (404, False)


def test_nobody_enters_by_a_link(client: Client) -> None:
    with override_settings(DEMO=True):
        assert client.get(WAY).status_code == 405


def test_who_speaks_for_a_body_speaks_for_one_of_the_country() -> None:
    codes = {body.code for body in read_country().bodies}

    assert {one.body for one in SAMPLE_PEOPLE if one.role in IN_A_BODY} <= codes
    assert {one.body for one in SAMPLE_PEOPLE if one.role not in IN_A_BODY} == {""}
