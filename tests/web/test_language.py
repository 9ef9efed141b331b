"""Every page has an address in each language, and one that speaks to each visitor as asked for."""

import re

import pytest
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db

PERSIAN, ENGLISH = "fa", "en"


def spoken(client: Client, path: str, browser: str = "") -> str:
    answer = client.get(path, headers={"accept-language": browser} if browser else {})
    lang = re.search(r'<html lang="([^"]+)"', answer.content.decode())
    assert lang
    assert answer.headers["Content-Language"] == lang[1]
    return lang[1]


@pytest.mark.parametrize(("path", "language"), [("/fa/bodies/", PERSIAN), ("/en/bodies/", ENGLISH)])
@pytest.mark.parametrize("chosen", [PERSIAN, ENGLISH])
def test_an_address_of_a_language_speaks_it_whatever_was_chosen(
    client: Client, path: str, language: str, chosen: str
) -> None:
    client.cookies["django_language"] = chosen

    assert spoken(client, path, browser=chosen) == language


@pytest.mark.parametrize(
    ("browser", "language"),
    [
        ("", PERSIAN),
        ("en-GB,en;q=0.9", ENGLISH),
        ("en;q=0.8,fa", PERSIAN),
        ("fr", PERSIAN),
        ("fr,en;q=0.5,fa;q=0.4", ENGLISH),
        ("@@", PERSIAN),
        ("en;q=0", PERSIAN),
        ("en; Q=0.000, fa;q=0.1", PERSIAN),
        ("fa;q=0, en;q=0.001", ENGLISH),
    ],
)
def test_the_address_for_all_speaks_what_the_browser_asks_for_first(
    client: Client, browser: str, language: str
) -> None:
    assert spoken(client, "/bodies/", browser) == language


def test_what_was_chosen_before_goes_before_the_browser(client: Client) -> None:
    client.cookies["django_language"] = PERSIAN

    assert spoken(client, "/bodies/", browser="en") == PERSIAN


@pytest.mark.parametrize(("path", "varies"), [("/bodies/", True), ("/en/bodies/", False)])
def test_a_cache_is_told_which_address_depends_on_the_browser(
    client: Client, path: str, *, varies: bool
) -> None:
    assert ("Accept-Language" in client.get(path).headers["Vary"]) == varies


def test_links_of_a_page_stay_in_its_language(client: Client) -> None:
    page = client.get("/en/bodies/").content.decode()
    main = re.sub(r"<head>.*?</head>|<form.*?</form>", "", page, flags=re.DOTALL)

    assert {link.split("/")[1] for link in re.findall(r'href="(/[^"]*)"', main)} == {"en"}
    assert reverse("public:bodies") == "/bodies/"


def test_a_page_names_itself_in_every_language_with_what_was_asked(client: Client) -> None:
    page = client.get("/en/ranking/?q=a%26b").content.decode()

    assert re.findall(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">', page) == [
        ("fa", "http://testserver/fa/ranking/?q=a%26b"),
        ("en", "http://testserver/en/ranking/?q=a%26b"),
        ("x-default", "http://testserver/ranking/?q=a%26b"),
    ]


def test_one_press_leads_to_the_same_page_in_the_other_language_and_is_remembered(client: Client) -> None:
    page = client.get("/fa/bodies/?page=2").content.decode()
    (there,) = re.findall(r'name="next" value="([^"]+)"', page)

    answer = client.post(reverse("set_language"), {"language": ENGLISH, "next": there})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/en/bodies/?page=2")
    assert spoken(client, "/bodies/") == ENGLISH


@pytest.mark.parametrize(("path", "to"), [("/fa", "/fa/"), ("/en", "/en/")])
def test_a_language_without_its_slash_is_led_to_the_front_page(client: Client, path: str, to: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.headers["Location"]) == (301, to)


@pytest.mark.parametrize(
    "path",
    [
        "/fr/bodies/",
        "/fa/fa/bodies/",
        "/fax//FA/bodies/",
    ],
)
def test_no_other_beginning_is_taken_for_a_language(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_office_asks_who_comes_in_the_language_of_the_address(client: Client) -> None:
    answer = client.get("/en/office/")

    assert answer.headers["Location"] == "/en/office/login/?next=/en/office/"


def test_no_address_of_a_page_leads_to_another_site(client: Client) -> None:
    page = client.get("/en//elsewhere.example/").content.decode()

    assert re.findall(r'hreflang="x-default" href="([^"]+)"', page) == [
        "http://testserver/%2Felsewhere.example/"
    ]
