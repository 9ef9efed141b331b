"""Whatever is sent, no page stumbles: what cannot be read is answered with a sentence."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.rounds import actions as rounds
from sanjeh.core.text.words import Words
from sanjeh.web import readable
from sanjeh.web.readable import MOST_OF_ADDRESS, MOST_OF_FORM
from tests import people
from tests.web import country
from tests.web.clients import signed_in, texts

pytestmark = [pytest.mark.acceptance, pytest.mark.django_db]
PARTS = {"slug": "1405-1", "int": "9" * 30, "str": "a%00b"}
ASKED_FOR = ("q", "category", "sort", "order", "page", "round", "body", "before", "next", "move")
UNREADABLE = ("a\0b", "x" * (MOST_OF_FORM + 1))
TOO_LONG = "x" * (MOST_OF_ADDRESS + 1)
FORM = "application/x-www-form-urlencoded"


def fields() -> tuple[str, ...]:
    """Return the name of every parameter of an address, and of every field of a form of the house."""
    list(addresses())  # a form is known once its page is
    forms = [one for one in below_class(Form) if one.__module__.startswith("sanjeh.")]
    return tuple(dict.fromkeys((*ASKED_FOR, *(name for one in forms for name in one.base_fields))))


def below_class(form: type[Form]) -> Iterator[type[Form]]:
    for one in form.__subclasses__():
        yield from (one, *below_class(one))


def addresses() -> Iterator[str]:
    """Yield every address of the house, with numbers that no table holds and names that no file has."""
    return (address for one in get_resolver().url_patterns for address in below(one, "/"))


def below(one: URLPattern | URLResolver, before: str) -> Iterator[str]:
    if isinstance(one, URLResolver):
        for inner in one.url_patterns:
            yield from below(inner, f"{before}{one.pattern}")
        return
    route = f"{before}{one.pattern}"
    for kind, part in PARTS.items():
        while f"<{kind}:" in route:
            head, _, rest = route.partition(f"<{kind}:")
            route = f"{head}{part}{rest.partition('>')[2]}"
    yield route


@pytest.fixture
def drawn_once_at_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw the page of the sentence once at each address, and send the same whatever else is tried there."""
    drawn: dict[str, bytes] = {}

    def once(request: HttpRequest, template: str, status: int) -> HttpResponse:
        assert (template, status) == ("400.html", 400)
        if request.path not in drawn:
            drawn[request.path] = render(request, template, status=status).content
        return HttpResponse(drawn[request.path], status=status)

    monkeypatch.setattr(readable, "render", once)


@pytest.fixture
def everybody() -> list[Client]:
    country.published_country(1)
    return [Client(), signed_in(people.secretariat())]


@pytest.mark.usefixtures("drawn_once_at_an_address")
def test_no_address_stumbles_over_a_nul_an_endless_number_or_an_endless_text(everybody: list[Client]) -> None:
    stumbled = []
    every_field, everywhere = fields(), tuple(addresses())
    for sent in ("a\0b", "9" * 400, TOO_LONG):
        sending = urlencode(dict.fromkeys(every_field, sent))
        for client in everybody:
            client.raise_request_exception = False
            for address in everywhere:
                answers = (
                    client.get(f"{address}?{sending}").status_code,
                    client.post(address, sending, content_type=FORM).status_code,
                )
                stumbled += [(address, sent[:3], answers)] if max(answers) >= 500 else []

    assert stumbled == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [("/fa", "این درخواست خوانده نشد"), ("/en", "This request could not be read")],
)
@pytest.mark.usefixtures("drawn_once_at_an_address")
def test_every_address_says_that_it_cannot_read_what_was_sent(
    client: Client, language: str, sentence: str
) -> None:
    told = {
        (answer.status_code, *texts(answer.content, "h1"))
        for address in addresses()
        for sent in UNREADABLE
        for answer in (
            client.get(language + address, {"q": sent}),
            client.post(language + address, {"q": sent}),
        )
    }

    assert told == {(400, sentence)}


@pytest.mark.usefixtures("drawn_once_at_an_address")
def test_every_field_of_every_form_is_read_before_its_page(client: Client) -> None:
    taken = [
        (field, sent[:3])
        for field in fields()
        for sent in UNREADABLE
        if {client.get("/", {field: sent}).status_code, client.post("/", {field: sent}).status_code} != {400}
    ]

    assert taken == []


def test_the_fields_of_every_form_are_tried() -> None:
    assert {"number", "code", "kind", "first", "about_person"} <= set(fields())


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ("a", 200),
        ("\0", 400),
        ("a\0b", 400),
        ("x" * MOST_OF_ADDRESS, 200),
        ("x" * (MOST_OF_ADDRESS + 1), 400),
    ],
)
def test_a_parameter_that_no_page_can_read_is_told_in_a_sentence(
    client: Client, sent: str, status: int
) -> None:
    by_value, by_name = client.get("/bodies/", {"q": sent}), client.get("/bodies/", {sent: "q"})

    assert (by_value.status_code, by_name.status_code) == (status, status)
    if status == 400:
        assert texts(by_value.content, "h1") == ["این درخواست خوانده نشد"]


@pytest.mark.parametrize(
    ("sent", "status"), [("x" * MOST_OF_FORM, 200), ("x" * (MOST_OF_FORM + 1), 400), ("\0", 400)]
)
def test_a_field_of_a_form_too(client: Client, sent: str, status: int) -> None:
    response = client.post("/complaints/", {"kind": "result", "first": sent})

    assert response.status_code == status


@pytest.mark.parametrize("name", ["sessionid", "django_language", "csrftoken", "complaint_receipt"])
def test_a_cookie_with_a_nul_inside_is_told_in_a_sentence(client: Client, name: str) -> None:
    response = client.get("/", headers={"cookie": f'{name}="aaaaaaaa\\000bbbbbbbb"'})

    assert response.status_code == 400


def test_the_sentence_is_said_in_the_language_of_the_reader(client: Client) -> None:
    client.cookies["django_language"] = "en"

    assert texts(client.get("/?x=%00").content, "h1") == ["This request could not be read"]


def test_a_draft_answers_like_a_round_that_nobody_has_thought_of(client: Client) -> None:
    country.published_country(1)
    draft = rounds.RoundDraft("1409-9", Words("پنهان", "Hidden"), "small", country.NOW, country.LATER)
    rounds.draft_round(draft=draft, by=people.secretariat(), now=country.NOW)

    seen = {code: answers(client, code) for code in ("1409-9", "1409-8")}

    assert seen["1409-9"] == seen["1409-8"]


def answers(client: Client, code: str) -> list[tuple[int, str]]:
    found = [client.get(address.replace("1405-1", code)) for address in addresses() if "1405-1" in address]
    found += [
        client.get(address, {"round": code, "before": code}) for address in ("/ranking/", "/complaints/")
    ]
    return [(one.status_code, words(one.content, code)) for one in found if not one.streaming]


def words(content: bytes, code: str) -> str:
    body = HTMLParser(content).css_first("main")
    return body.text().replace(code, "CODE") if body else ""


@pytest.mark.parametrize(
    "address",
    [
        "/office/",
        "/office/rounds/",
        "/office/start/",
        "/office/methods/",
        "/office/agreement/",
        "/office/complaints/",
        "/office/pauses/",
        "/office/login/",
    ],
)
def test_no_page_of_the_office_stays_in_any_cache(address: str) -> None:
    clients = (Client(), signed_in(people.secretariat()), signed_in(people.holder()))

    kept = {client.get(address)["Cache-Control"] for client in clients}

    assert kept == {"max-age=0, no-cache, no-store, must-revalidate, private"}
