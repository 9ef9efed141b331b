"""AC15: what no channel could take gives back its working time by itself, and everybody is told."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.channels import actions, queries
from sanjeh.apps.channels.entries import Report
from sanjeh.apps.channels.models import Outage
from sanjeh.apps.notices.models import Notice
from tests import people
from tests.apps.channels.ways import FIVE, HOUR, NOW, WEB, down, looked, opened
from tests.hands import refusal

pytestmark = pytest.mark.django_db
THREE = 3 * HOUR


def noted() -> list[tuple[datetime, datetime | None, int | None]]:
    return [(one.began_at, one.ended_at, one.working_seconds) for one in Outage.objects.order_by("began_at")]


def test_an_outage_opens_at_the_last_look_that_found_something_and_closes_with_the_first() -> None:
    looked(NOW, _1="")
    looked(NOW + FIVE, _1="HTTP 502")
    lasting = noted()
    looked(NOW + 2 * FIVE, _1="HTTP 502")
    looked(NOW + 3 * FIVE, _1="")

    assert lasting == [(NOW, None, None)]
    assert noted() == [(NOW, NOW + 3 * FIVE, 900)]


def test_a_channel_that_works_for_one_look_ends_one_outage_and_the_next_is_kept_too() -> None:
    for step, why in enumerate(("", "HTTP 502", "", "HTTP 502")):
        looked(NOW + step * FIVE, _1=why)
    lasting = noted()
    looked(NOW + 4 * FIVE, _1="")

    assert lasting == [(NOW, NOW + 2 * FIVE, 600), (NOW + 2 * FIVE, None, None)]
    assert noted() == [(NOW, NOW + 2 * FIVE, 600), (NOW + 2 * FIVE, NOW + 4 * FIVE, 600)]


def test_what_is_over_is_announced_once_with_what_it_gives_back() -> None:
    down(NOW, NOW + THREE)
    looked(NOW + THREE + FIVE, _1="")

    (notice,) = Notice.objects.filter(kind="information")
    (outage,) = queries.outage_rows()
    assert (outage.notice, outage.working_seconds) == (notice.number, 3 * 3600)
    assert (notice.version, notice.published_by) == ("outage-1", None)
    assert "۳ ساعت کاری" in notice.body_fa
    assert "3 working hours" in notice.body_en


def test_an_outage_by_night_is_kept_and_announced_to_nobody() -> None:
    night = datetime(2026, 11, 1, 18, tzinfo=UTC)
    down(night, night + THREE)

    assert noted() == [(night, night + THREE, 0)]
    assert not Notice.objects.exists()


def test_a_second_channel_that_works_makes_it_none() -> None:
    opened()
    down(NOW + FIVE, NOW + THREE)

    assert noted() == []


def test_a_channel_that_was_down_for_days_is_down_in_what_is_said_afterwards() -> None:
    telephone = opened()
    looked(NOW, _1="")
    for day in range(1, 9):
        looked(NOW + timedelta(days=day), _1="HTTP 502")
    begin, now = NOW + timedelta(days=6), NOW + timedelta(days=8, hours=1)
    report = Report(is_up=False, at=begin, why="خط قطع است")

    actions.report_channel(number=telephone, report=report, by=people.secretariat(), now=now)

    assert noted() == [(begin, None, None)]


def test_what_a_person_says_afterwards_counts_from_when_it_was() -> None:
    telephone = opened()
    down(NOW + FIVE, NOW + THREE)
    report = Report(is_up=False, at=NOW + HOUR, why="خط قطع بود")

    actions.report_channel(number=telephone, report=report, by=people.secretariat(), now=NOW + THREE + FIVE)

    assert noted() == [(NOW + HOUR, NOW + THREE, 2 * 3600)]


def test_a_machine_that_has_stopped_looking_gives_time_before_it_has_noted_anything() -> None:
    looked(NOW, _1="")
    late = NOW + HOUR

    (found,) = queries.outages(late)

    assert (found.begin, found.end) == (NOW, None)
    assert queries.outages(NOW + FIVE) == ()


def test_an_outage_begins_when_the_last_channel_goes() -> None:
    telephone = opened()
    looked(NOW + FIVE, _1="")
    looked(NOW + 2 * FIVE, _1="HTTP 502")
    lead = people.secretariat()
    late = NOW + 2 * HOUR
    actions.report_channel(
        number=telephone, report=Report(is_up=False, at=late, why="قطع"), by=lead, now=late
    )
    looked(NOW + THREE, _1="")

    assert noted() == [(NOW + 2 * HOUR, NOW + THREE, 3600)]


def test_the_database_keeps_what_was_seen_and_what_followed() -> None:
    down(NOW, NOW + THREE)

    for attempt in ("UPDATE channels_channelcheck SET is_up = false", "DELETE FROM channels_channelcheck"):
        assert "permission denied" in refusal(attempt)
    assert "stays as it was noted" in refusal("UPDATE channels_outage SET began_at = now()")
    assert "stays as it was noted" in refusal("UPDATE channels_outage SET ended_at = now()")
    assert "stays as it was noted" in refusal("DELETE FROM channels_outage")


def test_no_outage_is_over_without_its_notice() -> None:
    looked(NOW, _1="")
    looked(NOW + FIVE, _1="HTTP 502")

    assert "outage_is_announced" in refusal(
        "UPDATE channels_outage SET ended_at = now(), closed_at = now(), working_seconds = 60"
    )


def test_only_what_is_authorised_is_kept_of_a_look() -> None:
    looked(NOW, _1="", _7="")

    assert [row.looks for row in queries.channels(NOW + timedelta(seconds=1))] == [1]
    assert queries.channel(WEB, NOW).share == 1.0
