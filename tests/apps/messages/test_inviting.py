"""The link of an invitation comes by mail, in the language of who invites, and opens what it promises."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from sanjeh.apps.accounts.invitation_actions import Invited
from sanjeh.apps.messages import inviting_actions, worker_actions
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.messages.conftest import MailBox
from tests.web.clients import texts

pytestmark = pytest.mark.django_db
INVITED = Invited("مینا", Role.HANDLER, email="Mina@body.example")


@pytest.mark.parametrize(
    ("language", "direction", "subject", "button"),
    [
        ("fa", "rtl", "دعوت به سنجه", "باز کردن حساب"),
        ("en", "ltr", "Invitation to Sanjeh", "Open the account"),
    ],
)
def test_the_link_that_comes_by_mail_opens_the_invitation_once(
    mailbox: MailBox, language: str, direction: str, subject: str, button: str
) -> None:
    now = timezone.now()
    token = inviting_actions.invite_and_tell(invited=INVITED, language=language, by=people.manager(), now=now)

    worker_actions.despatch_due(now=now)
    (caught,) = mailbox.mails
    plain = caught.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # it has one
    html = caught.get_body(("html",)).get_content()  # type: ignore[union-attr]  # as above
    (link,) = [line for line in plain.splitlines() if line.startswith("https://")]
    client = Client()
    client.cookies["django_language"] = language
    page = client.get(urlsplit(link).path)

    assert (caught["To"], caught["Subject"]) == ("mina@body.example", subject)
    assert link == f"https://sanjeh.example/office/invitation/{token}/"
    assert f'lang="{language}"' in html
    assert f'dir="{direction}"' in html
    assert (page.status_code, texts(page.content, "main form button")[0]) == (200, button)


def test_a_mail_server_that_is_down_loses_no_invitation(mailbox: MailBox) -> None:
    mailbox.answer = "451 later"
    now = timezone.now()
    inviting_actions.invite_and_tell(invited=INVITED, language="fa", by=people.manager(), now=now)

    worker_actions.despatch_due(now=now)
    mailbox.answer = ""
    worker_actions.despatch_due(now=now + timedelta(days=1))

    assert [one["To"] for one in mailbox.mails] == ["mina@body.example"]
