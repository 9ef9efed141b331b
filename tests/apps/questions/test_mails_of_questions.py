"""A mail to the thread of a question adds its words there, unproven, and moves nothing."""

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.channels.models import Redirect
from sanjeh.apps.messages import incoming_actions, worker_actions
from sanjeh.apps.messages.models import Despatch, Incoming
from sanjeh.apps.questions import actions, mail_actions
from sanjeh.apps.questions.models import Note, Question
from tests.apps.messages.conftest import MailBox, mail_server, mailbox  # noqa: F401 -- a fixture
from tests.apps.questions.asked import NOW, asked, asker, expert
from tests.core.messages.test_written import mail

pytestmark = pytest.mark.django_db


def reached() -> Person:
    found = asker()
    found.email, found.email_proved_at = "mina@example.org", NOW
    found.save()
    return found


def thread() -> str:
    """Let the expert ask back, and return the Message-ID under which the asker got it."""
    actions.ask_back(number=asked(), words="کدام خدمت؟", by=expert(), now=NOW)
    worker_actions.despatch_due(now=NOW)
    return Despatch.objects.get(channel="email", message__template="question_asked_back").provider_id


def came(**headers: str) -> Incoming:
    raw = mail("خدمت ۱۲\n> کدام خدمت؟", **headers).as_bytes()
    incoming_actions.receive_mail(raw=raw, now=NOW)
    mail_actions.take_words(now=NOW)
    return Incoming.objects.latest("pk")


@pytest.mark.usefixtures("mailbox")
def test_a_reply_to_what_we_wrote_is_noted_in_its_thread_and_moves_nothing() -> None:
    reached()
    kept = came(In_Reply_To=thread())

    (note,) = Note.objects.filter(by=None)
    assert (note.text, note.incoming, kept.outcome) == ("خدمت ۱۲", kept, "noted:question:1")
    assert (Question.objects.get().state, Redirect.objects.count()) == ("waiting", 0)


@pytest.mark.usefixtures("mailbox")
@pytest.mark.parametrize("headers", [{"From": "other@example.org"}, {"In_Reply_To": "<unknown@x>"}])
def test_from_another_address_or_to_another_thread_it_is_led_to_the_channels(headers: dict[str, str]) -> None:
    reached()
    given = {"In_Reply_To": thread(), **headers}
    came(**given)

    assert (Note.objects.filter(by=None).count(), Redirect.objects.count()) == (0, 1)
