"""The whole way through the queue: a worker takes every job, and a kill loses nothing."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import structlog
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.politeness.models import Destination
from sanjeh.apps.politeness.rate_limiter import DatabaseRateLimiter
from sanjeh.apps.scans import actions, queries, tasks, worker
from sanjeh.apps.scans.failures import failed_looks
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.apps.speed import tasks as speed
from sanjeh.core.probing.contracts import (
    Check,
    Collector,
    Evidence,
    EvidenceReader,
    Finding,
    Frozen,
    Outcome,
    Probe,
    Target,
)
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.scheduling.backoff import BackoffRules
from sanjeh.core.scheduling.retry_policy import FailureStatus
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.rate_limit import InProcessRateLimiter
from sanjeh.engine.scan import ScanPolicy
from sanjeh.net.gate import parse
from tests import people
from tests.apps import trip
from tests.lines import listening

pytestmark = pytest.mark.django_db(transaction=True)


def empty_queue() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture(autouse=True)
def _empty_queue(transactional_db: None) -> Iterator[None]:
    """Leave nothing in the queue to each test and after it: Django does not know its tables."""
    empty_queue()
    yield
    empty_queue()


class PageSeen(Frozen):
    page: str


async def admit(host: str, port: int) -> tuple[str, ...]:
    return (host,)


async def see(target: Target, network: Any, evidence: Evidence) -> PageSeen:
    if "body-2" in target.url:
        raise CaptureFailed(network.weather)
    return PageSeen(page=evidence.keep(target.url.encode()))


def judge(artifact: PageSeen, target: Target, evidence: EvidenceReader) -> list[Finding]:
    return [
        Finding(
            id=check,
            probe="http",
            outcome=Outcome.PASS,
            reason="seen",
            standard="",
            evidence=(artifact.page,),
        )
        for check in trip.CHECKS
    ]


class OurLine:
    """A self test of a machine that may be cut off."""

    def __init__(self, *, is_cut: bool = False) -> None:
        self.is_cut = is_cut

    async def is_healthy(self) -> bool:
        return not self.is_cut


def scanner(folder: Any, **policy: Any) -> Scanner:
    network: Any = SimpleNamespace(
        gate=SimpleNamespace(parse=parse, admit=admit),
        browser=None,
        weather=policy.pop("weather", Reason.CONNECT_REFUSED),
    )
    checks = tuple(Check(check, "") for check in trip.CHECKS)
    return Scanner(
        network=network,
        evidence=EvidenceStore(folder),
        vantage="test",
        policy=ScanPolicy(**{"rate_limiter": InProcessRateLimiter(gap_s=0), **policy}),
        collectors=(Collector(trip.LOOK, 1, PageSeen, see),),
        probes=(Probe("http", 1, trip.LOOK, PageSeen, checks, judge),),
    )


async def work(folder: Any, **policy: Any) -> None:
    await worker.work(wait=False, scanner=scanner(folder, **policy))


def waiting() -> list[tuple[str, float]]:
    """Return the queued tries of body 2, each with the minutes until it is due."""
    later = ProcrastinateJob.objects.filter(status="todo").exclude(scheduled_at=None).order_by("id")
    return [
        (
            job.queueing_lock.rpartition(":")[2],
            round((job.scheduled_at - timezone.now()).total_seconds() / 60),
        )
        for job in later
    ]


def test_a_worker_tries_what_failed_again_at_once_and_then_on_another_day(tmp_path: Path) -> None:
    trip.probing_round(2)

    asyncio.run(work(tmp_path))

    progress = queries.progress(trip.ROUND)
    assert (progress.done, progress.failed, progress.waiting, progress.running) == (2, 0, 2, 0)
    assert {(one.tries, one.standing) for one in failed_looks(trip.ROUND)} == {(2, FailureStatus.PENDING)}
    again = ProcrastinateJob.objects.filter(status="todo", queue_name="scans").values_list(
        "scheduled_at", flat=True
    )
    assert {27 <= (at - timezone.now()).total_seconds() / 3600 + 0.1 <= 30.1 for at in again} == {True}


async def see_and_tell(target: Target, network: Any, evidence: Evidence) -> PageSeen:
    structlog.get_logger("look").info("page.seen")
    return await see(target, network, evidence)


def test_every_line_of_a_job_says_of_which_job_round_and_address_it_is(tmp_path: Path) -> None:
    trip.probing_round(1)
    telling = replace(scanner(tmp_path), collectors=(Collector(trip.LOOK, 1, PageSeen, see_and_tell),))

    with listening() as lines:
        asyncio.run(worker.work(wait=False, scanner=telling))

    jobs = [line.pop("job") for line in lines]
    times = [line.pop("ms") for line in lines if line["event"] == "job.done"]
    of_round = {"round": trip.ROUND, "level": "info"}
    assert (len(set(jobs)), [ms >= 0 for ms in times]) == (2, [True, True])
    assert sorted(lines, key=lambda line: (line["address"], line["event"])) == [
        {**of_round, "address": address, **told}
        for address in ("https://body-1.example/", "https://body-1.example/service")
        for told in (
            {"event": "job.done", "task": "scans.scan_address", "logger": "sanjeh.apps.scans.worker"},
            {"event": "page.seen", "logger": "look"},
        )
    ]


def test_an_owner_who_asked_for_a_pause_is_left_alone_and_it_is_told(tmp_path: Path) -> None:
    trip.probing_round(1)
    until = timezone.now() + timedelta(days=1)
    catalogue.pause_address(url="https://body-1.example/", until=until, by=people.secretariat(), now=trip.NOW)

    asyncio.run(work(tmp_path))

    assert [(one.url, one.reason, one.tries) for one in failed_looks(trip.ROUND)] == [
        ("https://body-1.example/", "owner_pause", 1)
    ]


def test_while_we_are_cut_off_ourselves_nobody_is_blamed_and_we_come_back(tmp_path: Path) -> None:
    trip.probing_round(2)

    asyncio.run(work(tmp_path, self_test=OurLine(is_cut=True)))

    told = {(one.body_code, one.reason, one.detail) for one in failed_looks(trip.ROUND)}
    assert told == {("B2", "our_outage", "connect_refused")}
    assert waiting() == [("2", 1), ("2", 1)]


def test_a_host_that_asked_for_time_is_looked_at_again_after_it(tmp_path: Path) -> None:
    trip.probing_round(2)

    asyncio.run(work(tmp_path, weather=Reason.RATE_LIMITED))

    assert {one.reason for one in failed_looks(trip.ROUND)} == {"rate_limited"}
    assert waiting() == [("2", 1), ("2", 1)]


def test_the_addresses_of_a_host_that_rests_wait_without_a_try(tmp_path: Path) -> None:
    trip.probing_round(2)
    resting(until=timezone.now() + timedelta(hours=6))

    asyncio.run(work(tmp_path, rate_limiter=DatabaseRateLimiter(BackoffRules(gap_s=0))))

    assert queries.progress(trip.ROUND).waiting == 2
    assert failed_looks(trip.ROUND) == ()
    assert waiting() == [("1", 360), ("1", 360)]


def test_what_rests_beyond_the_end_of_the_round_was_not_looked_at_and_it_is_told(tmp_path: Path) -> None:
    trip.probing_round(2)
    resting(until=trip.CLOSES_AT + timedelta(days=1))

    asyncio.run(work(tmp_path, rate_limiter=DatabaseRateLimiter(BackoffRules(gap_s=0))))

    told = {(one.body_code, one.reason, one.tries) for one in failed_looks(trip.ROUND)}
    assert told == {("B2", "host_rests", 1)}
    assert queries.progress(trip.ROUND).is_complete


def resting(until: datetime) -> None:
    """Let the host of body 2 rest."""
    Destination.objects.create(key="host:body-2.example", free_at=until, because=Reason.HOST_RESTS)


def test_the_job_of_a_worker_that_died_is_done_by_another(tmp_path: Path) -> None:
    trip.probing_round(1)
    # A worker that was killed: its job is under way, and nobody's heart beats.
    first = ProcrastinateJob.objects.earliest("id")
    ProcrastinateJob.objects.filter(id=first.id).update(status="doing")

    asyncio.run(return_what_the_dead_held())
    asyncio.run(work(tmp_path))

    assert queries.progress(trip.ROUND).done == 2


async def return_what_the_dead_held() -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        await tasks.return_jobs_of_the_dead(SimpleNamespace(app=worker_app))  # type: ignore[arg-type]


def test_what_a_dead_worker_held_of_a_lane_comes_back_too(tmp_path: Path) -> None:
    trip.probing_round(1)
    actions.defer(speed.run_jobs(trip.ROUND))
    first = ProcrastinateJob.objects.filter(queue_name=speed.QUEUE).earliest("id")
    ProcrastinateJob.objects.filter(id=first.id).update(status="doing")

    asyncio.run(return_what_the_dead_held())

    assert ProcrastinateJob.objects.get(id=first.id).status == "todo"
