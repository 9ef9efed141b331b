"""A channel runs as its notice told of it, and ends as one told of its end."""

import pytest

from sanjeh.apps.channels.actions import end_channel
from sanjeh.apps.channels.models import Channel
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.fingerprints import Part
from tests import people
from tests.apps.calendars.changes import announce
from tests.apps.channels.ways import opened
from tests.apps.fingerprints.test_silent_changes import DAY, SECOND, found, look
from tests.apps.notices.test_provisions import NOW
from tests.hands import thawed

pytestmark = pytest.mark.django_db


def test_a_channel_that_was_announced_is_told_and_its_end_too() -> None:
    look()
    number = opened(now=NOW)
    before = look(NOW + SECOND)
    announce(f"{number}-end", NOW + SECOND, kind=Kind.CHANNEL)
    end_channel(number=number, by=people.manager(), now=NOW + 2 * SECOND)

    assert (before, look(NOW + DAY)) == (0, 0)


def test_a_channel_that_leads_elsewhere_than_announced_is_a_breach() -> None:
    number = opened(now=NOW)
    look(NOW + SECOND)
    with thawed():
        Channel.objects.filter(number=number).update(address="0900-0000")

    assert look(NOW + DAY) == 1
    assert found() == [(Part.CHANNELS, str(number), True)]
