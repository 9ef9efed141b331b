"""Who asks is known behind a proxy of ours, and nobody can pass for another."""

from ipaddress import ip_network

import pytest
from django.conf import settings
from django.test import Client

from sanjeh.core.workflow.roles import Role
from sanjeh.web.client_address import client_address, counted_as
from tests import people

PROXIES = [ip_network(block) for block in ("10.0.0.0/28", "2001:db8:1::/64")]


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("10.0.0.5", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.5", "192.0.2.2", "192.0.2.2"),
        ("10.0.0.15", "192.0.2.1", "192.0.2.1"),
        ("10.0.0.16", "192.0.2.1", "10.0.0.16"),
        ("198.51.100.7", "192.0.2.1", "198.51.100.7"),
        ("198.51.100.7", "192.0.2.1, 10.0.0.5", "198.51.100.7"),
    ],
    ids=[
        "one",
        "another",
        "last of the block",
        "first beyond the block",
        "a stranger",
        "a forger of a proxy",
    ],
)
def test_only_a_proxy_of_ours_is_believed(peer: str, forwarded: str, client: str) -> None:
    assert client_address(peer, forwarded, PROXIES) == client


@pytest.mark.parametrize(
    ("forwarded", "client"),
    [
        ("203.0.113.9, 192.0.2.1", "192.0.2.1"),
        ("10.0.0.9, 192.0.2.1", "192.0.2.1"),
        ("nonsense, 192.0.2.1", "192.0.2.1"),
        ("203.0.113.9, 192.0.2.1, 10.0.0.6", "192.0.2.1"),
        ("203.0.113.9,192.0.2.1 ,10.0.0.6,10.0.0.7", "192.0.2.1"),
        ("10.0.0.6, 10.0.0.7", "10.0.0.6"),
    ],
    ids=["an address", "our own", "nonsense", "two proxies", "three proxies", "one of us asks"],
)
def test_what_a_visitor_wrote_to_the_left_changes_nothing(forwarded: str, client: str) -> None:
    assert client_address("10.0.0.5", forwarded, PROXIES) == client


@pytest.mark.parametrize(
    ("written", "client"),
    [
        ("192.0.2.1:4711", "192.0.2.1"),
        ("2001:db8:9::1", "2001:db8:9::1"),
        ("2001:DB8:9:0:0:0:0:1", "2001:db8:9::1"),
        ("[2001:db8:9::1]", "2001:db8:9::1"),
        ("[2001:db8:9::1]:4711", "2001:db8:9::1"),
        ('"[2001:db8:9::1]:4711"', "2001:db8:9::1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
@pytest.mark.parametrize("peer", ["10.0.0.5", "::ffff:10.0.0.5", "2001:db8:1::5"])
def test_one_address_is_one_visitor_however_it_is_written(peer: str, written: str, client: str) -> None:
    assert client_address(peer, written, PROXIES) == client


@pytest.mark.parametrize(
    "broken",
    [
        "",
        " , ,",
        "unknown",
        "_hidden",
        "192.0.2.1, unknown",
        "192.0.2.256",
        "192.0.2.1:port",
        "[::1",
        "a:b:c",
        '"',
        "1",
    ],
)
def test_where_a_proxy_names_nobody_the_proxy_is_all_we_know(broken: str) -> None:
    assert client_address("10.0.0.5", broken, PROXIES) == "10.0.0.5"


@pytest.mark.parametrize("peer", ["", "unix:", "10.0.0.5"])
def test_without_proxies_of_ours_the_header_counts_for_nothing(peer: str) -> None:
    assert client_address(peer, "192.0.2.1", []) == peer


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        ("2001:db8:9::", "2001:db8:9::"),
        ("2001:db8:9::1", "2001:db8:9::"),
        ("2001:db8:9:0:ffff:ffff:ffff:ffff", "2001:db8:9::"),
        ("2001:db8:9:1::", "2001:db8:9:1::"),
        ("2001:db8:8:ffff:ffff:ffff:ffff:ffff", "2001:db8:8:ffff::"),
        ("::1", "::"),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1"),
        ("192.0.2.1", "192.0.2.1"),
        ("", ""),
        ("unix:", "unix:"),
    ],
)
def test_a_visitor_of_ipv6_is_counted_by_what_a_subscriber_is_given(client: str, counted: str) -> None:
    assert counted_as(client) == counted


@pytest.fixture
def behind_a_proxy(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TRUSTED_PROXIES", PROXIES)


def stopped(client: Client, peer: str, forwarded: str) -> bool:
    """Try to open a complaint by guessing; say whether that was once too often."""
    response = client.post(
        "/complaints/track/", {"number": "1", "code": "x"}, REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded
    )
    return "از این نشانی بارها تلاش شد." in response.content.decode()


@pytest.mark.usefixtures("behind_a_proxy")
def test_two_visitors_behind_one_proxy_are_two_to_the_desk(client: Client) -> None:
    first = [stopped(client, "10.0.0.5", f"203.0.113.{n}, 192.0.2.1") for n in range(11)]

    assert first == [False] * 10 + [True]
    assert not stopped(client, "10.0.0.5", "192.0.2.2")


@pytest.mark.usefixtures("behind_a_proxy")
def test_a_header_of_a_strangers_own_opens_no_door(client: Client) -> None:
    assert [stopped(client, "198.51.100.7", f"192.0.2.{n}") for n in range(11)] == [False] * 10 + [True]


@pytest.mark.usefixtures("behind_a_proxy")
def test_a_visitor_of_ipv6_gets_no_more_tries_by_another_address_of_the_block(
    client: Client,
) -> None:
    within = [stopped(client, "10.0.0.5", f"2001:db8:9::{n:x}") for n in range(11)]

    assert within == [False] * 10 + [True]
    assert not stopped(client, "10.0.0.5", "2001:db8:9:1::1")


@pytest.fixture
def tls_at_the_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SECURE_SSL_REDIRECT", True)
    monkeypatch.setattr(settings, "SECURE_PROXY_SSL_HEADER", ("HTTP_X_FORWARDED_PROTO", "https"))


@pytest.mark.usefixtures("behind_a_proxy", "tls_at_the_proxy")
@pytest.mark.parametrize(
    ("peer", "scheme", "status"),
    [
        ("10.0.0.5", "https", 200),
        ("10.0.0.15", "https", 200),
        ("10.0.0.16", "https", 301),
        ("198.51.100.7", "https", 301),
        ("unix:", "https", 301),
        ("10.0.0.5", "http", 301),
        ("10.0.0.5", None, 301),
    ],
)
def test_who_came_by_tls_is_the_word_of_a_proxy_of_ours_alone(
    peer: str, scheme: str | None, status: int
) -> None:
    said = {"X-Forwarded-Proto": scheme} if scheme else {}

    assert Client().get("/office/login/", headers=said, REMOTE_ADDR=peer).status_code == status


def sign_in(peer: str, forwarded: str, password: str) -> int:
    response = Client().post(
        "/office/login/",
        {"username": "sara", "password": password},
        REMOTE_ADDR=peer,
        HTTP_X_FORWARDED_FOR=forwarded,
    )
    return response.status_code


@pytest.mark.usefixtures("behind_a_proxy")
def test_who_guesses_a_password_shuts_the_door_for_himself_alone() -> None:
    people.registered("sara", Role.SECRETARIAT, password="a long password")
    guesses = [sign_in("10.0.0.5", f"203.0.113.{n}, 192.0.2.1", "wrong") for n in range(5)]

    tried = [sign_in("10.0.0.5", visitor, "a long password") for visitor in ("192.0.2.1", "192.0.2.2")]

    assert guesses[:4] == [200] * 4
    assert tried == [429, 302]
