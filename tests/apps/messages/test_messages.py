"""A message goes by every way that a person can be reached by, and each way tells how far it came."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages import actions, incoming_actions, listings, queries, worker_actions
from sanjeh.apps.messages.models import Despatch, Message
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.messages.conftest import Gateway, MailBox
from tests.core.messages.test_incoming import report

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
FACTS = {"number": 3, "title": "روش تازه", "effective": NOW}
NOTICE = actions.Content(TemplateName.NOTICE_PUBLISHED, "notice:3", "/notices/3/", FACTS)


def reader(
    name: str = "mina", *, mail: str | None = "mina@body.example", phone: str = "", language: str = "fa"
) -> Person:
    """Register somebody who can be reached."""
    person = people.registered(name, Role.REPRESENTATIVE)
    Person.objects.filter(pk=person.pk).update(
        email=mail, email_proved_at=NOW if mail else None, phone=phone, language=language
    )
    person.refresh_from_db()
    return person


def sent(*to: Person, now: datetime = NOW, with_letter: bool = False) -> tuple[Message, ...]:
    return actions.send(content=NOTICE, to=to, now=now, with_letter=with_letter)


def states() -> dict[str, str]:
    return {row.channel: row.state for row in listings.despatches(listings.Wanted())[0]}


def test_the_inbox_has_it_at_once_and_the_mail_waits_for_a_worker() -> None:
    sent(reader())

    assert states() == {"inbox": "delivered", "email": "queued"}


def test_whose_address_was_never_proven_gets_no_mail() -> None:
    person = reader()
    Person.objects.filter(pk=person.pk).update(email_proved_at=None)
    person.refresh_from_db()

    sent(person)

    assert states() == {"inbox": "delivered"}


def test_the_mail_that_arrives_is_persian_from_right_to_left_with_a_plain_part(mailbox: MailBox) -> None:
    sent(reader())

    assert worker_actions.despatch_due(now=NOW) == 1

    (caught,) = mailbox.mails
    plain, html = caught.get_body(("plain",)), caught.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert caught["Subject"] == "اطلاعیه‌ی شماره‌ی ۳"
    assert caught["From"] == "سنجه <no-reply@sanjeh.example>"
    assert caught["To"] == "mina <mina@body.example>"
    assert caught["Auto-Submitted"] == "auto-generated"
    assert mailbox.senders == ["no-reply@sanjeh.example"]
    assert "از ۹ آذر ۱۴۰۵ اجرا می‌شود" in plain.get_content()
    assert "https://sanjeh.example/notices/3/" in plain.get_content()
    assert '<body lang="fa" dir="rtl"' in html.get_content()
    assert states() == {"inbox": "delivered", "email": "sent"}


def test_who_reads_english_gets_it_from_left_to_right(mailbox: MailBox) -> None:
    sent(reader(language="en"))

    worker_actions.despatch_due(now=NOW)

    (caught,) = mailbox.mails
    html = caught.get_body(("html",))
    assert html is not None
    assert caught["Subject"] == "Notice number 3"
    assert '<body lang="en" dir="ltr"' in html.get_content()


def test_a_refused_address_has_bounced_and_a_busy_server_is_tried_again(mailbox: MailBox) -> None:
    sent(reader())
    mailbox.answer = "450 4.2.1 busy"
    worker_actions.despatch_due(now=NOW)
    (row,) = Despatch.objects.filter(channel="email")
    assert (row.state, row.tries, row.due_at, row.problem) == (
        "queued", 1, NOW + timedelta(minutes=1), "450 4.2.1 busy",
    )  # fmt: skip

    assert worker_actions.despatch_due(now=NOW + timedelta(seconds=59)) == 0
    mailbox.answer = "550 5.1.1 no such user"
    assert worker_actions.despatch_due(now=NOW + timedelta(minutes=1)) == 1

    row.refresh_from_db()
    assert (row.state, row.tries, row.problem) == ("bounced", 2, "550 5.1.1 no such user")


def test_a_server_that_is_down_is_tried_for_two_days_and_then_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, "SMTP_URL": "smtp://127.0.0.1:1"})
    sent(reader())
    now, tries = NOW, 0
    while (row := Despatch.objects.get(channel="email")).state == "queued":
        now = row.due_at
        tries += worker_actions.despatch_due(now=now)

    assert (row.state, tries) == ("failed", 8)
    assert now - NOW == timedelta(hours=44, minutes=36)
    assert "ConnectionRefusedError" in row.problem
    assert queries.inbox(Person.objects.get(username="mina"))[0].subject == "اطلاعیه‌ی شماره‌ی ۳"


def test_without_a_mail_server_it_waits_and_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, "SMTP_URL": ""})
    sent(reader())

    worker_actions.despatch_due(now=NOW)

    assert Despatch.objects.get(channel="email").problem == "no mail server is named (SANJEH_SMTP_URL)"


def test_what_was_given_up_goes_out_again_to_where_the_person_is_reached_today(mailbox: MailBox) -> None:
    person = reader()
    sent(person)
    mailbox.answer = "550 5.1.1 no such user"
    worker_actions.despatch_due(now=NOW)
    Person.objects.filter(pk=person.pk).update(email="new@body.example")
    mailbox.answer = ""
    number = Despatch.objects.get(channel="email").pk

    actions.try_again(despatch=number, by=people.secretariat(), now=NOW)
    worker_actions.despatch_due(now=NOW)

    assert [one["To"] for one in mailbox.mails] == ["mina <new@body.example>"]
    with pytest.raises(MoveNotAllowed):
        actions.try_again(despatch=number, by=people.secretariat(), now=NOW)


def test_a_text_message_goes_to_the_gateway_with_its_token(gateway: Gateway) -> None:
    sent(reader(mail=None, phone="+98912"))

    assert worker_actions.despatch_due(now=NOW) == 1

    assert gateway.sent[0]["to"] == "+98912"
    assert "اطلاعیه‌ی شماره‌ی ۳" in gateway.sent[0]["text"]
    assert gateway.tokens == ["Bearer secret"]
    row = Despatch.objects.get(channel="sms")
    assert (row.state, row.provider_id) == ("sent", "sms-1")


@pytest.mark.parametrize(
    ("status", "state"),
    [(400, "bounced"), (404, "bounced"), (401, "queued"), (429, "queued"), (503, "queued"), (302, "queued")],
)
def test_what_the_gateway_answers_decides(gateway: Gateway, status: int, state: str) -> None:
    gateway.status = status
    sent(reader(mail=None, phone="+98912"))

    worker_actions.despatch_due(now=NOW)

    assert states()["sms"] == state


def test_the_reader_alone_says_that_it_was_seen() -> None:
    person, other = reader(), reader("omid", mail=None)
    (message,) = sent(person)

    with pytest.raises(actions.NotYours):
        actions.acknowledge(message=message.pk, by=other, now=NOW)
    actions.acknowledge(message=message.pk, by=person, now=NOW)
    actions.acknowledge(message=message.pk, by=person, now=NOW)

    assert states() == {"inbox": "acknowledged", "email": "queued"}
    assert queries.unseen_count(person) == 0


def test_whoever_has_not_seen_it_is_reminded_with_one_press_and_not_twice_in_a_day() -> None:
    seen, late = reader(), reader("omid", mail="omid@body.example")
    first, _ = sent(seen, late)
    actions.acknowledge(message=first.pk, by=seen, now=NOW)
    day, office = NOW + timedelta(days=1), people.secretariat()

    assert actions.chase(about="notice:3", by=office, now=day - timedelta(seconds=1)) == 0
    assert actions.chase(about="notice:3", by=office, now=day) == 1
    assert actions.chase(about="notice:3", by=office, now=day + timedelta(hours=23)) == 0
    assert actions.chase(about="notice:3", by=office, now=day + timedelta(days=1)) == 1

    assert queries.inbox(late)[0].subject == "یادآوری: اطلاعیه‌ی شماره‌ی ۳"
    assert len(queries.inbox(seen)) == 1
    line = journal.head()
    assert line is not None
    assert (line.entry.what, line.entry.facts) == ("message.chased", {"people": 1})


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.REPRESENTATIVE, Role.HANDLER, Role.OPERATOR])
def test_only_the_office_chases(role: Role) -> None:
    with pytest.raises(NotPermitted):
        actions.chase(about="notice:3", by=people.holder(role), now=NOW)


def test_nobody_gets_more_than_twenty_mails_a_day_and_the_inbox_has_them_all() -> None:
    person = reader()
    for _ in range(22):
        sent(person)

    assert Despatch.objects.filter(channel="email").count() == 20
    assert len(queries.inbox(person)) == 22


def test_letters_are_numbered_in_the_order_in_which_they_are_posted() -> None:
    sent(reader(), reader("omid", mail=None), with_letter=True)
    first, second = Despatch.objects.filter(channel="letter").order_by("-pk")
    office = people.secretariat()

    assert actions.post_letter(despatch=first.pk, post_number="RR1", by=office, now=NOW) == 1
    assert actions.post_letter(despatch=second.pk, post_number="", by=office, now=NOW) == 2
    with pytest.raises(MoveNotAllowed):
        actions.post_letter(despatch=first.pk, post_number="", by=office, now=NOW)


def test_an_address_is_emptied_once_the_message_is_no_longer_on_its_way(mailbox: MailBox) -> None:
    sent(reader())
    later = NOW + timedelta(seconds=1)
    assert actions.forget_addresses(before=later) == 0
    worker_actions.despatch_due(now=NOW)
    incoming_actions.receive_mail(
        raw=report("delivered", "2.0.0", Despatch.objects.get(channel="email").provider_id), now=NOW
    )

    assert actions.forget_addresses(before=NOW) == 0
    assert actions.forget_addresses(before=later) == 1
    assert Despatch.objects.get(channel="email").address == ""


def test_the_words_that_went_out_cannot_be_changed_nor_removed() -> None:
    sent(reader())

    for statement in ("UPDATE sanjeh_messages_message SET text = ''", "DELETE FROM sanjeh_messages_message"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
