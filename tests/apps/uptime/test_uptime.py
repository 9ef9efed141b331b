"""Samples through a round: planned, taken, kept and judged."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

import pytest
from asgiref.sync import async_to_sync
from django.utils import timezone

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions as scans
from sanjeh.apps.scans import evidence, queries
from sanjeh.apps.scans.models import CaptureRecord, FindingRecord
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.apps.scans.store import evidence_store
from sanjeh.apps.uptime import actions, sampler, tasks
from sanjeh.apps.uptime.judgement import reckon
from sanjeh.apps.uptime.models import UptimeSample
from sanjeh.apps.uptime.queries import PER_DAY
from sanjeh.core.probing.artifacts.uptime import Ours, Span
from sanjeh.core.probing.failures import Reason
from sanjeh.engine import runner
from sanjeh.engine.rate_limit import InProcessRateLimiter, RetryLater
from sanjeh.engine.registry import PROBES
from tests import people
from tests.apps import trip
from tests.apps.scans.offline import OurLine, scanner

DAY = timedelta(days=1)
pytestmark = pytest.mark.usefixtures("queued")


def sample_everything(with_scanner: Scanner, at: datetime) -> None:
    async_to_sync(sampler.sample_each)(with_scanner, list(rounds.addresses(trip.ROUND)), at)


def kept() -> list[tuple[str, int | None, str, str]]:
    samples = UptimeSample.objects.order_by("address_id").select_related("address__unit")
    return [(one.address.unit.code, one.status, one.reason, one.ours) for one in samples]


@pytest.mark.django_db
def test_a_sample_tells_what_came_and_where_it_was_asked() -> None:
    trip.probing_round(2)

    sample_everything(scanner(Reason.CONNECT_TIMEOUT), trip.NOW)

    assert kept() == [("B1", 200, "", "")] * 2 + [("B2", None, "connect_timeout", "")] * 2
    assert {tuple(one.places) for one in UptimeSample.objects.all()} == {
        ("192.0.2.1", "host:body-1.example", "domain:body-1.example"),
        ("192.0.2.2", "host:body-2.example", "domain:body-2.example"),
    }


@pytest.mark.django_db
def test_silence_while_we_are_cut_off_is_ours() -> None:
    trip.probing_round(2)

    sample_everything(scanner(Reason.CONNECT_TIMEOUT, self_test=OurLine()), trip.NOW)

    assert kept()[2:] == [("B2", None, "connect_timeout", Ours.SELF_TEST)] * 2


@pytest.mark.django_db
def test_an_owner_who_paused_us_is_not_asked() -> None:
    trip.probing_round(1)
    until = timezone.now() + DAY
    catalogue.pause_address(url="https://body-1.example/", until=until, by=people.secretariat(), now=trip.NOW)

    sample_everything(scanner(), trip.NOW)

    assert sorted(kept(), key=str) == [("B1", 200, "", ""), ("B1", None, "owner_pause", "")]


@pytest.mark.django_db
def test_a_host_that_rests_is_not_pressed() -> None:
    class Resting:
        def lease(self, keys: Any) -> Any:
            raise RetryLater(keys[0], timezone.now() + DAY, Reason.HOST_RESTS)

    trip.probing_round(1)

    sample_everything(scanner(rate_limiter=Resting()), trip.NOW)

    assert kept() == [("B1", None, "host_rests", "")] * 2


@pytest.mark.django_db
def test_a_host_at_which_we_are_already_is_asked_a_little_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Busy(InProcessRateLimiter):
        refusals = 2

        def lease(self, keys: Any) -> Any:
            if self.refusals:
                self.refusals -= 1
                raise RetryLater(keys[0], timezone.now(), Reason.HOST_RESTS)
            return super().lease(keys)

    monkeypatch.setattr(sampler, "ASK_AGAIN_S", 0)
    trip.probing_round(1)

    sample_everything(scanner(rate_limiter=Busy(gap_s=0)), trip.NOW)

    assert kept() == [("B1", 200, "", "")] * 2


@pytest.mark.django_db
def test_a_job_that_runs_twice_leaves_one_sample() -> None:
    trip.probing_round(1)

    sample_everything(scanner(), trip.NOW)
    sample_everything(scanner(), trip.NOW)

    assert len(kept()) == 2


@pytest.mark.django_db
def test_a_day_of_plans_asks_every_address_twelve_times(queued: list[Any]) -> None:
    trip.probing_round(3)
    queued.clear()

    for number in range(24 * 6):
        scans.defer(
            tasks.sample_jobs(
                trip.ROUND, trip.NOW + number * tasks.SPAN, trip.NOW + (number + 1) * tasks.SPAN
            )
        )

    assert Counter(job.task_kwargs["address"] for job in queued) == dict.fromkeys(
        (one.key for one in rounds.addresses(trip.ROUND)), PER_DAY
    )
    assert len({job.queueing_lock for job in queued}) == len(queued)


@pytest.mark.django_db
def test_a_round_is_judged_at_its_end_and_not_sampled_after_it(queued: list[Any]) -> None:
    trip.probing_round(3)
    closes_at = rounds.get(trip.ROUND).closes_at

    tasks.plan(closes_at - timedelta(minutes=3))

    [last] = [job for job in queued if job.task_name == tasks.RECKON]
    assert (last.scheduled_at, last.task_kwargs) == (closes_at, {"round_code": trip.ROUND})
    assert [job for job in queued if job.task_name == tasks.SAMPLE and job.scheduled_at >= closes_at] == []


def samples(number: int, downs: range) -> None:
    """Keep two days of hourly samples of both addresses of a body."""
    UptimeSample.objects.bulk_create(
        UptimeSample(
            address_id=address.key,
            planned_at=trip.NOW + timedelta(hours=hour),
            status=None if hour in downs else 200,
            ttfb_ms=None if hour in downs else 70,
            reason=Reason.CONNECT_TIMEOUT if hour in downs else "",
            places=[f"192.0.2.{number}", f"domain:body-{number}.example"],
        )
        for address in rounds.addresses(trip.ROUND)
        if address.target.body == f"B{number}"
        for hour in range(48)
    )


def found() -> dict[tuple[str, str], str]:
    rows = FindingRecord.objects.filter(probe="uptime").select_related("address__unit").order_by("id")
    return {(one.address.unit.code, one.finding): f"{one.outcome} {one.reason}" for one in rows}


@pytest.mark.django_db
def test_the_samples_of_a_round_become_findings_of_every_address() -> None:
    trip.probing_round(3)
    samples(1, range(0))
    samples(2, range(10, 30))
    samples(3, range(0))
    span = Span(begins_at=trip.NOW + timedelta(hours=10), ends_at=trip.NOW + timedelta(hours=30))
    actions.declare_maintenance(url="https://body-2.example/", span=span, by=None, now=trip.NOW)

    count = reckon(round_code=trip.ROUND, vantage="test", now=trip.NOW + 2 * DAY)

    outages = {
        one.address.url: one.reason
        for one in FindingRecord.objects.filter(finding="uptime.outages").select_related("address")
    }
    assert (count, outages) == (
        6,
        {
            "https://body-1.example/": "none",
            "https://body-1.example/service": "none",
            "https://body-2.example/": "none",
            "https://body-2.example/service": "lasting",
            "https://body-3.example/": "none",
            "https://body-3.example/service": "none",
        },
    )


@pytest.mark.django_db
def test_what_failed_everywhere_at_once_is_held_against_nobody() -> None:
    trip.probing_round(8)
    for number in range(1, 9):
        samples(number, range(5, 7))

    reckon(round_code=trip.ROUND, vantage="test", now=trip.NOW + 2 * DAY)

    assert found() == {
        (f"B{number}", check): verdict
        for number in range(1, 9)
        for check, verdict in (
            ("uptime.share", "pass available"),
            ("uptime.outages", "pass none"),
            ("uptime.speed", "pass quick"),
        )
    }


@pytest.mark.django_db
def test_a_second_reckoning_is_a_new_try_and_judging_again_gives_the_same() -> None:
    trip.probing_round(1)
    samples(1, range(3, 5))

    reckon(round_code=trip.ROUND, vantage="test", now=trip.NOW + DAY)
    reckon(round_code=trip.ROUND, vantage="test", now=trip.NOW + 2 * DAY)

    assert sorted(CaptureRecord.objects.filter(collector="uptime").values_list("try_number", flat=True)) == [
        1,
        1,
        2,
        2,
    ]
    for one in evidence.measured(trip.ROUND):
        again = runner.judge(one.captures, evidence_store(), [probe for probe in PROBES if probe.is_sampled])
        assert again == one.findings


@pytest.mark.django_db
def test_the_lanes_leave_the_looks_at_an_address_alone() -> None:
    trip.probing_round(1)
    samples(1, range(0))
    reckon(round_code=trip.ROUND, vantage="test", now=trip.NOW + 2 * DAY)

    trip.look_everywhere(trip.Seen())

    assert queries.progress(trip.ROUND).is_complete
    assert {one.probe for one in FindingRecord.objects.all()} == {"http", "uptime"}
