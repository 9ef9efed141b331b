"""The machine looks at its own channels as a visitor would, twice before it says that one does not work."""

import pytest
from django.conf import settings

from sanjeh.apps.channels import looking
from sanjeh.apps.channels.models import ChannelCheck
from sanjeh.core.messages.mail_box import MailBox
from tests.apps.channels.ways import MAIL, NOW, PHONE, opened
from tests.net.test_mailbox import Box, served  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db


def seen() -> list[tuple[int, bool, str]]:
    rows = ChannelCheck.objects.order_by("channel__number")
    return [(row.channel.number, row.is_up, row.why) for row in rows]


def house(monkeypatch: pytest.MonkeyPatch, **named: str) -> None:
    monkeypatch.setattr(settings, "SANJEH", {**settings.SANJEH, **named})


def test_each_channel_that_can_be_looked_at_is(
    served: tuple[Box, MailBox],  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    box = served[1]
    mail, _ = opened(MAIL), opened(PHONE)
    house(
        monkeypatch,
        SITE_URL="http://127.0.0.1:1",
        MAIL_IN=f"imap://{box.user}:{box.password}@{box.host}:{box.port}",
    )

    looking.look_at_channels(now=NOW)

    ((web, web_is_up, why), kept) = seen()
    assert (web, web_is_up, kept) == (1, False, (mail, True, ""))
    assert "ClientConnectorError" in why


def test_nobody_looks_where_no_address_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    opened(MAIL)
    house(monkeypatch, SITE_URL="", MAIL_IN="")

    looking.look_at_channels(now=NOW)

    assert seen() == []


@pytest.mark.parametrize(
    ("answers", "why", "asked"), [(["", "x"], "", 1), (["one", ""], "", 2), (["one", "two"], "two", 2)]
)
def test_it_is_looked_at_twice_before_it_does_not_work(answers: list[str], why: str, asked: int) -> None:
    left = list(answers)

    look = looking.looked(1, "http://x", lambda _: left.pop(0))

    assert (look.why, len(answers) - len(left)) == (why, asked)


def test_a_mailbox_that_does_not_open_says_why() -> None:
    assert "Refused" in looking.box("imap://a:b@127.0.0.1:1")
