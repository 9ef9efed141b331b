"""What comes back by mail is kept once, leads to what was sent, and makes us send nothing."""

from datetime import timedelta

import pytest

from sanjeh.apps.messages import incoming_actions, worker_actions
from sanjeh.apps.messages.models import Despatch, Incoming, Message
from tests.apps.messages.conftest import MailBox
from tests.apps.messages.test_messages import NOW, reader, sent, states
from tests.core.messages.test_incoming import mail, report

pytestmark = pytest.mark.django_db


def test_a_report_of_delivery_says_that_it_came_back(mailbox: MailBox) -> None:
    sent(reader())
    worker_actions.despatch_due(now=NOW)
    ours = Despatch.objects.get(channel="email").provider_id

    assert incoming_actions.receive_mail(raw=report("failed", "5.1.1", ours), now=NOW)

    assert states()["email"] == "bounced"
    assert Despatch.objects.get(channel="email").problem == "smtp; 550 no such user"


def test_the_same_mail_counts_once_though_it_comes_three_times() -> None:
    raw = report("failed", "5.1.1")

    assert [incoming_actions.receive_mail(raw=raw, now=NOW) for _ in range(3)] == [True, False, False]

    assert Incoming.objects.count() == 1


def test_a_hundred_bounces_and_automatic_answers_send_nothing(mailbox: MailBox) -> None:
    sent(reader())
    worker_actions.despatch_due(now=NOW)
    ours = Despatch.objects.get(channel="email").provider_id
    for number in range(50):
        raw = report("failed", "5.1.1", ours).replace(b"<dsn-1@", f"<dsn-{number}@".encode())
        incoming_actions.receive_mail(raw=raw, now=NOW)
        answer = mail(In_Reply_To=ours, Auto_Submitted="auto-replied").replace(
            b"<one@", f"<a{number}@".encode()
        )
        incoming_actions.receive_mail(raw=answer, now=NOW)

    worker_actions.despatch_due(now=NOW + timedelta(days=9))

    assert len(mailbox.mails) == 1
    assert (Message.objects.count(), Incoming.objects.count()) == (1, 100)


def test_what_a_person_wrote_waits_what_cannot_be_placed_is_set_apart_and_automatic_answers_end_here() -> (
    None
):
    incoming_actions.receive_mail(raw=mail(), now=NOW)
    incoming_actions.receive_mail(raw=report("failed", "5.1.1", "<unknown@x>"), now=NOW)
    incoming_actions.receive_mail(
        raw=mail(Auto_Submitted="auto-replied").replace(b"<one@", b"<two@"), now=NOW
    )

    assert {row.kind: (row.is_quarantined, row.handled_at) for row in Incoming.objects.all()} == {
        "words": (False, None), "bounce": (True, NOW), "automatic": (False, NOW),
    }  # fmt: skip
