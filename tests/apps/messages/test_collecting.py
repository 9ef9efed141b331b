"""The mailbox is emptied into the house; a box that does not open is no error of the worker."""

import pytest
from django.conf import settings

from sanjeh.apps.messages import collecting
from sanjeh.apps.messages.models import Incoming
from sanjeh.core.messages.mail_box import MailBox
from tests.apps.messages.test_messages import NOW
from tests.net.test_mailbox import LARGE, SMALL, Box, served  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def named(box: MailBox) -> str:
    return f"imap://{box.user}:{box.password}@{box.host}:{box.port}"


def test_what_lies_there_is_kept_once(served: tuple[Box, MailBox], monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    box, address = served
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, "MAIL_IN": named(address)})
    monkeypatch.setattr(collecting, "MOST_BYTES", 80_000)
    box.mails = {"1": SMALL, "2": LARGE}
    first = collecting.collect_mail(now=NOW)
    box.mails = {"3": SMALL}

    assert (first, collecting.collect_mail(now=NOW), box.mails) == (2, 0, {})
    assert {(row.size, row.kind) for row in Incoming.objects.all()} == {
        (len(SMALL), "words"), (len(LARGE), "too_large"),
    }  # fmt: skip


@pytest.mark.parametrize("url", ["", "imap://a:b@127.0.0.1:1"])
def test_no_box_and_a_box_that_does_not_open_are_nothing_to_take(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, "MAIL_IN": url})

    assert collecting.collect_mail(now=NOW) == 0
