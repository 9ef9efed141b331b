"""Who speaks for a body accepts on a page what is offered and read there; the office sees who is missing."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from sanjeh.apps.agreements import queries
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.agreements.test_acceptance import BODY, accept
from tests.apps.agreements.test_own_agreement import DRAFT, NOW, SECOND, confirmed, in_force
from tests.web.clients import BACKEND, cells, signed_in, texts, told

pytestmark = pytest.mark.django_db
PAGE = "/office/offer/"


def speaker() -> Client:
    return signed_in(people.holder(Role.REPRESENTATIVE))


def sent(**changes: str) -> dict[str, str]:
    return {"number": "2", "sha256": queries.version(2).row.sha256, "body": BODY, **changes}


@pytest.mark.parametrize("role", Role)
def test_the_page_is_for_those_who_speak_for_a_body_and_for_nobody_else(role: Role) -> None:
    confirmed()

    status = signed_in(people.holder(role)).get(PAGE).status_code

    assert status == (200 if role in {Role.REPRESENTATIVE, Role.DEPUTY} else 403)


def test_the_page_shows_the_text_and_takes_the_acceptance_with_its_digest_once() -> None:
    confirmed()
    client = speaker()
    page = client.get(PAGE).content

    assert (texts(page, ".clause h2"), texts(page, "main form button")) == (
        ["۱ هدف", "۲ مدت"],
        ["خواندم و می‌پذیرم"],
    )
    assert told(client, PAGE, **sent()) == ["پذیرش دستگاه با همین متن ثبت شد."]
    assert texts(client.get(PAGE).content, "main form button") == []
    assert told(client, PAGE, **sent())[0].startswith("این دستگاه همین نسخه را پیش‌تر پذیرفته است")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"sha256": "0" * 64}, "متنی که به شما نشان داده شد متن این نسخه نیست"),
        ({"body": "B1"}, "حکم شما برای این دستگاه نیست"),
        ({"number": "1"}, "این نسخه دیگر پیشنهاد نمی‌شود"),
        ({"number": ""}, "این نسخه دیگر پیشنهاد نمی‌شود"),
    ],
)
def test_what_is_not_the_offered_text_of_the_own_body_is_refused_in_a_sentence(
    changes: dict[str, str], said: str
) -> None:
    confirmed()

    assert told(speaker(), PAGE, **sent(**changes))[0].startswith(said)
    assert queries.register(2) == ()


def test_without_a_second_factor_in_this_session_nothing_is_accepted() -> None:
    confirmed()
    person, client, session = people.holder(Role.REPRESENTATIVE), Client(), SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(person.pk), BACKEND
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)

    said = told(client, PAGE, **sent())

    assert (queries.register(2), len(said)) == ((), 1)
    assert "عامل دوم" in said[0]


def test_where_nothing_is_offered_the_page_says_that_no_agreement_is_in_force() -> None:
    said = texts(speaker().get(PAGE).content, ".lead-soft")[0]

    assert said.startswith("اکنون توافق‌نامه‌ای در حال اجرا نیست")
    assert said.endswith("اکنون نسخه‌ای برای پذیرش پیشنهاد نشده است.")


def test_the_office_sees_who_has_accepted_and_who_is_missing() -> None:
    confirmed()
    office, address = signed_in(people.secretariat()), "/office/agreement/2/"
    client = speaker()

    before = cells(office.get(address).content, "#register tbody tr")
    client.post(PAGE, sent())
    after = office.get(address).content

    missing = cells(office.get(f"{address}?standing=missing").content, "#register tbody tr")
    assert (before, missing) == ([f"{BODY} {BODY} هنوز نپذیرفته است"], [])
    assert cells(after, "#register tbody tr")[0].startswith(f"{BODY} {BODY}")
    assert cells(after, "#register tbody td")[0] != "هنوز نپذیرفته است"
    assert DRAFT.until.fa in "".join(texts(after, ".facts dd"))


def test_one_click_reminds_whoever_has_not_seen_the_offer_and_nobody_twice_in_a_day() -> None:
    speaker()
    confirmed()
    office, form = signed_in(people.secretariat()), {"about": "agreement:2"}
    buttons = texts(office.get("/office/agreement/2/").content, "#register form[method=post] button")

    said = [told(office, "/office/messages/chase/", **form) for _ in range(2)]

    assert buttons == ["به همه‌ی کسانی که پیام را ندیده‌اند یادآوری کنید"]
    assert said[0] == ["یادآوری فرستاده شد. شمار گیرندگان: ۱"]
    assert said[1][0].startswith("کسی نیست که باید یادآوری شود")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_public_register_names_bodies_and_days_and_no_person(language: str) -> None:
    number = in_force(replace(DRAFT, valid_from=NOW + SECOND, valid_until=people.UNTIL))
    accept(number)
    client = Client()
    client.cookies["django_language"] = language

    page = client.get("/agreement/").content

    assert texts(page, "#register tbody th") == [BODY]
    assert "representative" not in " ".join(texts(page, "#register"))


@pytest.mark.parametrize(
    ("language", "title"),
    [("fa", "آنچه نسبت به نسخه‌ی ۲ تغییر کرده است"), ("en", "What has changed since version 2")],
)
def test_the_changes_stand_before_the_text_wherever_the_version_is_read(language: str, title: str) -> None:
    first = replace(DRAFT, valid_from=NOW + SECOND, valid_until=people.UNTIL)
    in_force(first)
    text = first.exact.decode().replace("سنجش", "پایش").replace("یک سال", "يك  سال")
    in_force(replace(first, exact=text.encode()))

    for client, address in (
        (speaker(), PAGE),
        (signed_in(people.secretariat()), "/office/agreement/3/"),
        (Client(), "/agreement/"),
    ):
        client.cookies["django_language"] = language
        page = client.get(address).content
        assert texts(page, "#changes h2") == [title]
        assert [one.split()[-1] for one in texts(page, "#changes del, #changes ins")] == ["سنجش", "پایش"]
        assert len(texts(page, "#changes h3")) == 1
