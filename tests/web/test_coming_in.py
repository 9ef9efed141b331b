"""An invitation opens an account, a role asks for a second factor, a mandate that ended lets out."""

import base64
import hmac
import struct
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from sanjeh.apps.accounts import invitation_actions, queries
from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.accounts.models import Invitation, Mandate, Person
from sanjeh.cli.office.create import NOT_KNOWN, create
from sanjeh.core.workflow.roles import Role
from sanjeh.operate import installation, served
from tests import hands, people
from tests.web.clients import first, signed_in, texts

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough sentence"
ACCOUNT = {"username": "mina", "password1": PASSWORD, "password2": PASSWORD}


def invited(role: Role = Role.HANDLER, email: str = "") -> str:
    token = invitation_actions.invite(
        invited=Invited("مینا", role, email=email), by=people.manager(), now=timezone.now()
    )
    return f"/office/invitation/{token}/"


def code_of(secret: str) -> str:
    """Return the code that an authenticator shows now (RFC 6238)."""
    key = base64.b32decode(secret)
    digest = hmac.digest(key, struct.pack(">Q", int(time.time()) // 30), "sha1")
    offset = digest[-1] & 15
    return f"{(int.from_bytes(digest[offset : offset + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def set_up(client: Client) -> list[str]:
    """Set up an authenticator, and return the recovery codes that are shown then."""
    page = HTMLParser(client.get("/office/second-factor/codes/").content)
    client.post("/office/second-factor/codes/", {"code": code_of(first(page, "#secret").text())})
    return texts(client.get("/office/second-factor/recovery/").content, ".recovery-codes code")


def test_who_holds_the_link_opens_an_account_and_sets_up_a_second_factor_before_anything_is_seen() -> None:
    client, link = Client(), invited()

    opened = client.post(link, ACCOUNT)
    asked = client.get("/office/")
    codes = set_up(client)

    assert (opened.status_code, asked.headers["Location"]) == (302, "/office/second-factor/?next=/office/")
    assert (client.get("/office/").status_code, len(codes)) == (200, 10)
    assert queries.roles_of(queries.person("mina"), timezone.now()) == {Role.HANDLER}
    assert Client().get(link).status_code == 410


def test_the_second_step_takes_a_code_or_a_recovery_code_once_and_nothing_else() -> None:
    client = Client()
    client.post(invited(), ACCOUNT)
    codes = set_up(client)
    right = {"username": "mina", "password": PASSWORD}

    def step(code: str) -> int:
        visitor = Client()
        assert visitor.post("/office/login/", right).headers["Location"] == "/office/login/second/"
        assert visitor.get("/office/").status_code == 302
        visitor.post("/office/login/second/", {"code": code})
        return visitor.get("/office/").status_code

    assert [step(codes[0]), step(codes[0]), step("000000")] == [200, 302, 302]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"expires_at": timezone.now() - timedelta(seconds=1)}, 410),
        ({"withdrawn_at": timezone.now()}, 410),
        ({"token_hash": "0" * 64}, 404),
    ],
)
def test_a_link_that_opens_nothing_says_so_in_one_sentence(change: dict[str, object], status: int) -> None:
    link = invited()
    with hands.thawed():
        Invitation.objects.update(**change)

    answers = [Client().get(link), Client().post(link, ACCOUNT)]

    assert [one.status_code for one in answers] == [status, status]
    assert len(texts(answers[0].content, ".lead-soft")) == 1
    assert not Person.objects.filter(username="mina").exists()


def test_the_address_of_an_invitation_is_told_to_nobody_else_and_its_form_is_known_as_ours() -> None:
    """A page that tells no referrer at all lets the browser send its own form as if from nowhere."""
    link = invited()

    shown = Client().get(link)
    ours = Client(enforce_csrf_checks=True)
    token = first(HTMLParser(ours.get(link).content), "[name=csrfmiddlewaretoken]").attributes["value"]
    origins = [
        ours.post(link, ACCOUNT | {"csrfmiddlewaretoken": token}, headers={"Origin": origin}).status_code
        for origin in ("null", "http://testserver")
    ]

    assert shown.headers["Referrer-Policy"] == "same-origin"
    assert origins == [403, 302]


def test_a_form_that_is_not_known_as_ours_is_refused_with_a_sentence_and_keeps_all_but_secrets() -> None:
    strict = Client(enforce_csrf_checks=True)

    refused = strict.post("/complaints/", {"text": "متنی دراز", "password1": PASSWORD, "code": "123456"})

    assert refused.status_code == 403
    assert texts(refused.content, "h1") == ["این فرم پذیرفته نشد"]
    assert texts(refused.content, "section p") == ["متنی دراز"]
    assert PASSWORD not in refused.content.decode()


def test_what_was_typed_wrong_is_not_lost() -> None:
    people.registered("Mina")
    page = HTMLParser(Client().post(invited(), ACCOUNT).content)

    assert first(page, "#id_username").attributes["value"] == "mina"
    assert len(page.css(".form-errors li")) == 1


def test_an_invitation_is_claimed_by_an_account_that_was_made_later() -> None:
    waits, link = invited(Role.AUDITOR, "mina@body.example"), invited(email="Mina@body.example")

    Client().post(link, ACCOUNT)

    mina = queries.person("mina")
    assert queries.roles_of(mina, timezone.now()) == {Role.HANDLER, Role.AUDITOR}
    assert Client().get(waits).status_code == 410


def test_nobody_takes_an_invitation_of_their_own() -> None:
    link = invited()

    assert signed_in(people.manager()).post(link).status_code == 409


def test_who_has_no_mandate_any_more_is_signed_out_with_a_sentence_and_keeps_what_was_typed() -> None:
    client = Client()
    mina = people.registered("mina", Role.OPERATOR, password=PASSWORD)
    client.post("/office/login/", {"username": "mina", "password": PASSWORD})
    assert client.get("/office/").status_code == 200
    people.end_role(mina, Role.OPERATOR, people.manager(), timezone.now())

    refused = client.post("/office/pauses/", {"place": "https://a.example/"})

    assert (refused.status_code, texts(refused.content, "section p")) == (403, ["https://a.example/"])
    assert client.get("/office/").headers["Location"] == "/office/login/?next=/office/"


def test_a_name_and_a_proven_address_lead_to_one_account() -> None:
    mina = people.registered("mina", Role.OPERATOR, password=PASSWORD)
    Person.objects.filter(pk=mina.pk).update(email="mina@body.example")
    unproved = Client().post("/office/login/", {"username": "mina@body.example", "password": PASSWORD})
    Person.objects.filter(pk=mina.pk).update(email_proved_at=timezone.now())
    proved = Client().post("/office/login/", {"username": "Mina@Body.example", "password": PASSWORD})

    assert [unproved.status_code, proved.status_code] == [200, 302]


def test_the_first_officer_comes_by_the_link_of_the_command_and_no_second_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ["--name", "سر", "--email", "head@authority.example", "--url", "https://s.example/"]
    create.main(asked, standalone_mode=False)
    create.main(asked, standalone_mode=False)
    links = [line.removeprefix("https://s.example") for line in capsys.readouterr().out.split()]

    opened = Client().post(links[0], ACCOUNT)
    late = Client().post(links[1], ACCOUNT | {"username": "omid"})

    assert [opened.status_code, late.status_code] == [302, 410]
    assert queries.holders(Role.MANAGER, timezone.now()) == (queries.person("mina"),)
    assert Mandate.objects.get().given_by is None
    with pytest.raises(Exception, match="An officer is there already"):
        create.main(asked, standalone_mode=False)


def test_the_link_of_the_first_officer_leads_where_the_pages_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(installation, "data_folder", lambda: tmp_path)
    asked = ["--name", "سر", "--email", "head@authority.example"]

    create.main(asked, standalone_mode=False)
    unknown = capsys.readouterr()
    served.note(tmp_path, "127.0.0.1", 8042)
    create.main(asked, standalone_mode=False)
    listening = capsys.readouterr()
    monkeypatch.setitem(settings.SANJEH, "SITE_URL", "https://sanjeh.example")
    create.main(asked, standalone_mode=False)
    named = capsys.readouterr()

    assert [one.out.partition("/office/")[0] for one in (unknown, listening, named)] == [
        "http://127.0.0.1:8000",
        "http://127.0.0.1:8042",
        "https://sanjeh.example",
    ]
    assert [NOT_KNOWN in one.err for one in (unknown, listening, named)] == [True, False, False]


def test_the_page_of_an_invitation_tells_nobody_its_address_and_its_own_form_where_it_comes_from() -> None:
    """With "no-referrer" a browser sends the form with "Origin: null" (Fetch, 3.2), which is refused."""
    answer = Client().get("/office/invitation/unknown/")

    assert answer["Referrer-Policy"] == "same-origin"


def test_a_form_that_seems_to_come_from_elsewhere_is_refused_in_our_own_words() -> None:
    client = Client(enforce_csrf_checks=True, headers={"origin": "null"})

    answer = client.post("/office/login/", {"username": "mina", "password": PASSWORD})

    assert answer.status_code == 403
    assert texts(answer.content, "h1") == ["این فرم پذیرفته نشد"]


def test_whoever_has_just_opened_an_account_is_led_to_what_is_missing_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "SECOND_FACTOR_DEMANDED", False)
    head, deputy = Client(), Client()
    first_link = invitation_actions.invite(invited=Invited("سر", Role.MANAGER), by=None, now=timezone.now())
    head.post(f"/office/invitation/{first_link}/", ACCOUNT)
    second = Invited("بازرس", Role.ASSESSOR)
    link = invitation_actions.invite(invited=second, by=queries.person("mina"), now=timezone.now())
    deputy.post(f"/office/invitation/{link}/", ACCOUNT | {"username": "omid"})

    answers = [client.get("/office/") for client in (head, head, deputy)]

    assert [(one.status_code, one.headers.get("Location")) for one in answers] == [
        (302, "/office/start/"),
        (200, None),
        (200, None),
    ]
