"""Anybody gets the topics of their choice: confirmed by a link, told in a rhythm, ended by a click."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client

from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages.models import Despatch, Message
from sanjeh.apps.messages.worker_actions import mail_of
from sanjeh.apps.notices import actions, subscription_actions, tokens
from sanjeh.apps.notices.kinds import RHYTHM_WORDS, Kind, Rhythm
from sanjeh.apps.notices.models import Subscription
from sanjeh.core.messages.template_names import TemplateName
from tests import people, working
from tests.apps.notices.test_notices import NEW_METHOD
from tests.hands import refusal
from tests.web.clients import texts

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-03-21T08:30:00+00:00")
HOUR, DAY, SECOND = timedelta(hours=1), timedelta(days=1), timedelta(seconds=1)
MINA = "mina@example.org"
WISH = tokens.Wish((Kind.SYSTEM, Kind.METHODOLOGY), Rhythm.AT_ONCE, "fa")


def ask(wish: tokens.Wish = WISH, email: str = MINA, at: datetime = NOW) -> None:
    subscription_actions.ask(email=email, wish=wish, now=at)


def subscribed(wish: tokens.Wish = WISH, email: str = MINA) -> Subscription:
    ask(wish, email)
    row = Subscription.objects.get(email=email)
    subscription_actions.confirm(token=tokens.confirming(row.pk, wish), now=NOW)
    row.refresh_from_db()
    return row


def publish(kind: Kind = Kind.SYSTEM, at: datetime = NOW) -> int:
    told = replace(NEW_METHOD, kind=kind, effective_at=at + 60 * DAY)
    return actions.publish_notice(
        announcement=told, hours=working.hours(at), by=people.secretariat(), now=at
    ).number


def tell(at: datetime = NOW + SECOND) -> int:
    return subscription_actions.tell_subscribers(now=at)


def mails(template: TemplateName = TemplateName.NOTICE_TO_SUBSCRIBER) -> list[str]:
    rows = Despatch.objects.filter(message__template=template).order_by("pk").select_related("message")
    return [f"{row.address} {row.message.about}" for row in rows]


def test_every_rhythm_has_words() -> None:
    assert set(RHYTHM_WORDS) == set(Rhythm)


def test_who_asks_gets_a_link_and_nothing_else_before_it_is_followed() -> None:
    ask()
    publish()
    before = tell()
    row = Subscription.objects.get()
    subscription_actions.confirm(token=tokens.confirming(row.pk, WISH), now=NOW + HOUR)

    after = [tell(NOW + HOUR), publish(), tell(NOW + HOUR)]

    assert (before, after) == (0, [0, 2, 1])
    assert mails(TemplateName.SUBSCRIPTION_ASKED) == [f"{MINA} subscription:{row.pk}"]
    assert mails() == [f"{MINA} notice:2"]


@pytest.mark.parametrize("kind", Kind)
def test_only_the_topics_that_were_asked_for_are_told(kind: Kind) -> None:
    subscribed()

    publish(kind)

    assert tell() == int(kind in WISH.topics)


def test_the_same_address_gets_one_link_an_hour_and_is_one_subscription() -> None:
    for at in (NOW, NOW + HOUR - SECOND, NOW + HOUR):
        ask(email=MINA.upper() if at > NOW else MINA, at=at)

    assert (Subscription.objects.count(), len(mails(TemplateName.SUBSCRIPTION_ASKED))) == (1, 2)


@pytest.mark.parametrize(
    ("rhythm", "every"), [(Rhythm.DAILY, timedelta(days=1)), (Rhythm.WEEKLY, timedelta(days=7))]
)
def test_a_digest_comes_when_its_time_has_come_and_tells_everything_once(
    rhythm: Rhythm, every: timedelta
) -> None:
    subscribed(replace(WISH, rhythm=rhythm))
    publish()
    publish(Kind.METHODOLOGY)
    publish(Kind.FORM)

    told = [tell(NOW + every - SECOND), tell(NOW + every), tell(NOW + every + SECOND)]

    assert told == [0, 1, 0]
    (message,) = Message.objects.filter(template=TemplateName.DIGEST)
    assert message.subject == "اطلاعیه‌های تازه: ۲"
    assert "۱. نسخه یک روش" in message.text.replace("1.", "۱.")


def test_a_mail_says_how_it_is_ended_to_people_and_to_programs() -> None:
    row = subscribed()
    publish()
    tell()

    despatch = Despatch.objects.select_related("message").get(
        message__template=TemplateName.NOTICE_TO_SUBSCRIBER
    )
    mail = mail_of(despatch)
    link = mail["List-Unsubscribe"].strip("<>")

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert link.endswith(f"/subscriptions/end/{tokens.ending(row.pk)}/") or "/subscriptions/end/" in link
    assert link in despatch.message.text
    assert mail["To"] == MINA
    assert mail["Auto-Submitted"] == "auto-generated"


def test_one_post_ends_it_without_a_cookie_and_the_address_is_forgotten() -> None:
    row = subscribed()
    strict = Client(enforce_csrf_checks=True)
    address = f"/subscriptions/end/{tokens.ending(row.pk)}/"

    shown = texts(strict.get(address).content, "main form button")
    ended = [strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code for _ in range(2)]

    row.refresh_from_db()
    publish()
    assert (shown, ended, row.email, tell()) == (["پایان اشتراک"], [200, 200], "", 0)
    assert [line.entry.what for line in journal.lines_about(row.reference)] == [
        "subscription.confirmed",
        "subscription.ended",
    ]


def test_a_link_that_was_altered_or_is_for_something_else_does_nothing() -> None:
    row = subscribed()
    right = tokens.ending(row.pk)

    for token in (f"{right}x", tokens.confirming(row.pk, WISH), "x"):
        assert Client().post(f"/subscriptions/end/{token}/").status_code == 404
    for token in (right, "x"):
        assert Client().post(f"/subscriptions/confirm/{token}/").status_code == 410
    row.refresh_from_db()
    assert (row.email, row.ended_at) == (MINA, None)


def test_following_the_link_asks_for_a_click_and_the_click_subscribes() -> None:
    ask()
    row = Subscription.objects.get()
    address = f"/subscriptions/confirm/{tokens.confirming(row.pk, WISH)}/"

    page = Client().get(address).content
    row.refresh_from_db()
    before = row.confirmed_at
    Client().post(address)
    row.refresh_from_db()

    assert (texts(page, "main form button"), before, row.confirmed_at is None) == (
        ["تأیید اشتراک"],
        None,
        False,
    )


@pytest.mark.parametrize(("at", "count"), [(NOW, 0), (NOW + SECOND, 1)])
def test_what_nobody_confirms_is_forgotten(at: datetime, count: int) -> None:
    ask()
    subscribed(email="sara@example.org")

    assert subscription_actions.forget_unconfirmed(before=at) == count
    assert Subscription.objects.filter(email="sara@example.org").exists()


def test_the_database_keeps_no_address_of_who_has_left_and_no_address_twice() -> None:
    subscribed()

    assert "ended_subscription_has_no_address" in refusal("UPDATE notices_subscription SET ended_at = now()")
    columns = "authority_id, email, language, topics, rhythm, asked_at, told_up_to"
    again = f"INSERT INTO notices_subscription ({columns}) SELECT {columns} FROM notices_subscription"  # noqa: S608
    assert "one_subscription_an_address" in refusal(again)


FORM = {"email": MINA, "topics": ["system", "round"], "rhythm": "weekly"}


@pytest.mark.parametrize("language", ["fa", "en"])
def test_the_form_answers_alike_whether_the_address_was_there_before(settings: Any, language: str) -> None:
    settings.SANJEH = {**django_settings.SANJEH, "SMTP_URL": "smtp://localhost"}
    client = Client()
    client.cookies["django_language"] = language

    answers = {client.post("/subscriptions/", FORM, follow=True).content.split(b"<main")[1] for _ in range(2)}

    row = Subscription.objects.get()
    assert (len(answers), row.topics, row.rhythm, row.language) == (
        1,
        ["system", "round"],
        "weekly",
        language,
    )


@pytest.mark.parametrize("changes", [{"email": "mina"}, {"topics": []}, {"rhythm": "hourly"}])
def test_a_form_that_lacks_something_is_told_beside_it(settings: Any, changes: dict[str, Any]) -> None:
    settings.SANJEH = {**django_settings.SANJEH, "SMTP_URL": "smtp://localhost"}

    page = Client().post("/subscriptions/", {**FORM, **changes}).content

    assert (len(texts(page, ".form-errors li")), Subscription.objects.count()) == (1, 0)


def test_without_a_mail_server_the_page_leads_to_the_feeds_and_each_topic_has_one() -> None:
    publish(Kind.SYSTEM)
    publish(Kind.FORM)

    page = Client().get("/subscriptions/").content

    assert texts(page, "main form") == []
    assert Client().get("/notices/feed/system.atom").content.count(b"<entry>") == 1
    assert Client().get("/notices/feed/nothing.atom").status_code == 404
