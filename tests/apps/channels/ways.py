"""Channels of the tests: entered, announced, opened, and looked at."""

from datetime import UTC, datetime, timedelta

from sanjeh.apps.channels import actions, outage_actions
from sanjeh.apps.channels.entries import ChannelEntry, Look
from sanjeh.apps.channels.models import Channel, ChannelCheck
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.channels import ChannelKind
from sanjeh.core.working_time.outages import SILENCE
from tests import people
from tests.apps.calendars.changes import announce

NOW = datetime(2026, 11, 1, 5, tzinfo=UTC)  # 10 Aban 1405, a Sunday, half past eight in Tehran
FIVE, HOUR = timedelta(minutes=5), timedelta(hours=1)
PHONE = ChannelEntry(ChannelKind.PHONE, Words("تلفن میز خدمت", "Service desk by telephone"), "021-1234")
MAIL = ChannelEntry(ChannelKind.EMAIL, Words("ایمیل", "E-mail"), "desk@sanjeh.example")
WEB = 1  # that of the program


def opened(entry: ChannelEntry = PHONE, now: datetime = NOW) -> int:
    """Enter, announce and open a channel at one moment."""
    number = actions.enter_channel(entry=entry, by=people.secretariat(), now=now)
    announce(number, now, kind=Kind.CHANNEL)
    actions.authorise_channel(number=number, by=people.approver(), now=now)
    return number


def looked(now: datetime, **why: str) -> None:
    """Look at channels by their numbers: `_1=""` works."""
    looks = [Look(int(name.strip("_")), 12, said) for name, said in why.items()]
    outage_actions.keep_looks(looks=looks, now=now)


def watched(begin: datetime, end: datetime, channel: int = WEB) -> None:
    """Let the channel be looked at all the while, and always work."""
    row, between = Channel.objects.get(number=channel), SILENCE
    moments = [begin + step * between for step in range((end - begin) // between + 1)] + [end]
    ChannelCheck.objects.bulk_create(
        ChannelCheck(channel=row, at=at, is_up=True, told_at=at) for at in moments
    )


def down(begin: datetime, end: datetime, channel: int = WEB) -> None:
    """Let the channel be seen working for the last time at `begin`, and again at `end`."""
    for now in (begin, end):
        looked(now, **{f"_{channel}": ""})
