"""Looking at the own channels, as a visitor would: in a worker, with the network."""

import asyncio
import time
from collections.abc import Callable, Iterator
from datetime import datetime

from sanjeh.apps.channels import outage_actions, queries
from sanjeh.apps.channels.entries import Look
from sanjeh.apps.channels.models import Channel
from sanjeh.apps.conf import conf
from sanjeh.core.messages.mail_box import mail_box
from sanjeh.core.workflow.channels import ChannelKind
from sanjeh.net.mailbox import MailboxUnreachable, answers
from sanjeh.net.own_page import PageSilent, page_answers

FORM = "/complaints/"
TRIES = 2  # one lost packet is no outage


def look_at_channels(*, now: datetime) -> None:
    """Look at every channel that the machine can look at, and keep what it saw."""
    outage_actions.keep_looks(looks=list(looks(now)), now=now)


def looks(now: datetime) -> Iterator[Look]:
    """Give what was seen of each; a channel whose address nobody has set is not looked at."""
    for channel in queries.authorised(now):
        seen = LOOKING.get(ChannelKind(channel.kind))
        if seen and (asked := seen[0](channel)):
            yield looked(channel.number, asked, seen[1])


def looked(channel: int, asked: str, look: Callable[[str], str]) -> Look:
    """Look twice before it is said that a channel does not work."""
    began, why = time.monotonic(), ""
    for _ in range(TRIES):
        why = look(asked)
        if not why:
            break
    return Look(channel, round((time.monotonic() - began) * 1_000), why)


def page_of(_channel: Channel) -> str:
    """Return the address of our own form as visitors reach it: nobody else's is ever asked for."""
    site = conf()["SITE_URL"].rstrip("/")
    return f"{site}{FORM}" if site else ""


def page(url: str) -> str:
    try:
        asyncio.run(page_answers(url))
    except PageSilent as silent:
        return str(silent)
    return ""


def box_of(_channel: Channel) -> str:
    return conf()["MAIL_IN"]


def box(url: str) -> str:
    try:
        answers(mail_box(url))
    except MailboxUnreachable as silent:
        return str(silent)
    return ""


LOOKING: dict[ChannelKind, tuple[Callable[[Channel], str], Callable[[str], str]]] = {
    ChannelKind.WEB: (page_of, page),
    ChannelKind.EMAIL: (box_of, box),
}
