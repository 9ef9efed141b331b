"""A passkey belongs to one address: that of the settings, else that of the request; no other is taken."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from sanjeh.apps.accounts.models import Person
from sanjeh.core.workflow.roles import Role
from sanjeh.web.site_address import host_of, origin_of
from tests import people
from tests.web.clients import signed_in, texts
from tests.web.soft_authenticator import ADD, SoftAuthenticator, asked_to_make

pytestmark = pytest.mark.django_db
LOGIN = "/office/login/passkey/"
KEYS, CODES = "/office/second-factor/passkeys/", "/office/second-factor/codes/end/"
PASSWORD = "a long enough sentence"
LAST = "این تنها گام دوم شماست و نقش شما آن را می‌خواهد. نخست راه دیگری بسازید، سپس این را بردارید."
SITE = "https://sanjeh.example"
BEHIND_A_PROXY = {"SERVER_NAME": "10.0.0.7", "SERVER_PORT": "8000"}


@pytest.fixture(autouse=True)
def nobody_has_tried_before() -> None:
    """Sixty tries a minute are taken from one address, which all these tests share."""
    cache.clear()


@pytest.fixture
def site(settings: Any) -> None:
    """What an operator writes for an installation behind a proxy, which calls us by a name of its own."""
    settings.SANJEH = {**settings.SANJEH, "SITE_URL": f"{SITE}/"}
    settings.ALLOWED_HOSTS = ["10.0.0.7"]


def added(client: Client, key: SoftAuthenticator) -> int:
    sent = {"name": "K", "credential": key.made(asked_to_make(client)), "passwordless": "on"}
    return int(client.post(ADD, sent).status_code)


def behind_a_proxy(person: Person) -> Client:
    client = signed_in(person)
    client.defaults |= BEHIND_A_PROXY
    return client


def came_in(key: SoftAuthenticator) -> tuple[str, int]:
    """Sign in by the key alone; return where that led, and the status of the office then."""
    visitor = Client()
    visitor.defaults |= BEHIND_A_PROXY
    asked = visitor.get(LOGIN, headers={"X-Requested-With": "XMLHttpRequest"}).json()["request_options"]
    answer = visitor.post(LOGIN, {"credential": key.signed(asked["publicKey"])})
    return answer.headers["Location"], int(visitor.get("/office/").status_code)


def keys_of(person: Person) -> int:
    found: int = Authenticator.objects.filter(user=person, type=Authenticator.Type.WEBAUTHN).count()
    return found


@pytest.mark.usefixtures("site")
def test_a_key_is_made_for_the_name_that_people_see_and_opens_the_door_there() -> None:
    mina, key = people.registered("mina", Role.SECRETARIAT), SoftAuthenticator(SITE)
    client = behind_a_proxy(mina)

    asked = asked_to_make(client)
    status = added(client, key)

    assert (asked["rp"]["id"], status, keys_of(mina)) == ("sanjeh.example", 302, 1)
    assert came_in(key) == ("/office/", 200)


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    "elsewhere",
    [
        "https://evil.example",
        "https://blog.sanjeh.example",
        "http://sanjeh.example",
        "https://sanjeh.example:8443",
        "http://10.0.0.7:8000",
        "null",
        "",
    ],
)
def test_what_another_page_had_signed_opens_nothing_and_makes_no_key(elsewhere: str) -> None:
    mina, key = people.registered("mina", Role.SECRETARIAT), SoftAuthenticator(SITE)
    client = behind_a_proxy(mina)
    stranger = SoftAuthenticator(elsewhere)

    refused = added(client, stranger)
    added(client, key)
    key.origin = elsewhere

    assert (refused, keys_of(mina)) == (200, 1)
    assert came_in(key) == ("/office/login/", 302)
    key.origin = SITE
    assert came_in(key) == ("/office/", 200)


@pytest.mark.parametrize("broken", ["{}", "[]", '{"response": {"clientDataJSON": "?"}}', '"x"', "no json"])
def test_a_key_that_cannot_be_read_leads_back_with_a_sentence(broken: str) -> None:
    visitor = Client()

    answer = visitor.post(LOGIN, {"credential": broken}, follow=True)

    assert texts(answer.content, ".notice-line.error") == [
        "کلید خوانده نشد. دوباره بکوشید یا راه دیگری را برگزینید."
    ]


def test_who_tries_too_often_is_told_so_in_a_sentence_of_ours() -> None:
    visitor = Client()

    answers = [visitor.post(LOGIN, {"credential": "{}"}) for _ in range(61)]

    assert [one.status_code for one in answers] == [302] * 60 + [429]
    assert texts(answers[-1].content, "h1") == ["اندکی درنگ کنید"]


@pytest.mark.parametrize(
    ("url", "host", "origin"),
    [
        ("", "testserver", "http://testserver"),
        ("https://sanjeh.example", "sanjeh.example", "https://sanjeh.example"),
        ("https://Sanjeh.example:443/x/", "sanjeh.example", "https://sanjeh.example"),
        ("http://localhost:8000", "localhost", "http://localhost:8000"),
    ],
)
def test_the_origin_is_written_as_a_browser_writes_it(
    rf: Any, settings: Any, url: str, host: str, origin: str
) -> None:
    settings.SANJEH = {**settings.SANJEH, "SITE_URL": url}
    request = rf.get("/")

    assert (host_of(request), origin_of(request)) == (host, origin)


def factor(person: Person, kind: Authenticator.Type) -> Authenticator:
    made: Authenticator = Authenticator.objects.create(
        user=person, type=kind, data={"name": "K", "credential": {}, "secret": "S"}
    )
    return made


def removed(person: Person, address: str) -> list[str]:
    """Take a factor away as its owner, who has just said the password again; return what is told."""
    client = signed_in(person)
    client.post("/office/login/again/", {"password": PASSWORD})
    answer = client.post(address, follow=True)
    assert answer.status_code == 200
    return texts(answer.content, ".notice-line.error")


@pytest.mark.parametrize("role", [Role.SECRETARIAT, Role.OPERATOR])
@pytest.mark.parametrize("kind", [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN])
@pytest.mark.parametrize("others", [(), (Authenticator.Type.RECOVERY_CODES,), (Authenticator.Type.TOTP,)])
def test_the_last_factor_of_a_role_that_needs_one_stays(
    role: Role, kind: Authenticator.Type, others: tuple[Authenticator.Type, ...]
) -> None:
    if kind in others:
        others = (Authenticator.Type.WEBAUTHN,)
    mina = people.registered("mina", role, password=PASSWORD)
    one = factor(mina, kind)
    for other in others:
        factor(mina, other)

    told = removed(mina, CODES if kind == Authenticator.Type.TOTP else f"{KEYS}{one.pk}/end/")

    is_last = not {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN} & set(others)
    is_kept = is_last and role is Role.SECRETARIAT
    assert told == ([LAST] if is_kept else [])
    assert Authenticator.objects.filter(pk=one.pk).exists() == is_kept
