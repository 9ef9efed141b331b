"""Speed in a round: drawn, measured, kept and tried again."""

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import Round
from sanjeh.apps.scans.models import CaptureRecord, FindingRecord
from sanjeh.apps.speed import tasks
from sanjeh.apps.speed.queries import scheduled_runs
from sanjeh.core.probing.artifacts.speed import Calm
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.probes.speed.collector import COLLECTOR
from tests import hands, people
from tests.apps import trip
from tests.apps.scans.offline import scanner
from tests.probes.speed.runs import QUICK, artifact, changed

pytestmark = pytest.mark.usefixtures("queued")
DAY = timedelta(days=1)
BUSY = changed(QUICK, calm=Calm(index_before=100, index_after=100, foreign_share=0.6))


@pytest.mark.django_db
def test_speed_is_measured_where_it_was_drawn_and_kept_beside_the_rest(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))  # nobody else's lock

    async def capture(target: Any, network: Any, evidence: Any) -> Any:
        if "service" in target.url:
            raise CaptureFailed(Reason.CONNECT_REFUSED)
        return artifact(QUICK, BUSY, QUICK) if "body-2" in target.url else artifact(QUICK, QUICK, QUICK)

    monkeypatch.setattr(tasks, "COLLECTOR", replace(COLLECTOR, capture=capture))
    trip.probing_round(2)
    runs = scheduled_runs(trip.ROUND, trip.NOW)

    async def measure_all(frozen: list[rounds.FrozenAddress]) -> None:
        for address in frozen:
            await tasks.measure_once(scanner(), address)

    async_to_sync(measure_all)([rounds.address(run.address) for run in runs])

    assert len(runs) == 4
    assert all(trip.NOW <= run.at < trip.CLOSES_AT for run in runs)
    told = FindingRecord.objects.filter(finding="speed.score").select_related("address")
    assert {one.address.url: f"{one.outcome} {one.reason}" for one in told} == {
        "https://body-1.example/": "pass quick",
        "https://body-1.example/service": "error connect_refused",
        "https://body-2.example/": "not_tested machine_busy",
        "https://body-2.example/service": "error connect_refused",
    }
    now = timezone.now()
    assert {rounds.address(run.address).target.url for run in scheduled_runs(trip.ROUND, now)} == {
        "https://body-1.example/service",
        "https://body-2.example/",
        "https://body-2.example/service",
    }
    assert all(run.at > now + DAY for run in scheduled_runs(trip.ROUND, now))


@pytest.mark.django_db
def test_a_round_that_is_over_is_measured_no_more() -> None:
    trip.probing_round(1)
    [first, *_] = [one.key for one in rounds.addresses(trip.ROUND)]
    assert rounds.address_being_measured(first) is not None

    with hands.thawed():
        Round.objects.update(state=RoundState.ASSESSMENT)

    assert rounds.address_being_measured(first) is None


@pytest.mark.django_db
def test_no_run_is_queued_behind_a_later_one() -> None:
    trip.probing_round(4)

    with time_machine.travel(trip.NOW):
        moments = [job.scheduled_at for job in tasks.run_jobs(trip.ROUND)]

    planned = [run.at for run in scheduled_runs(trip.ROUND, trip.NOW)]
    assert planned != sorted(planned)
    assert moments == sorted(planned)


@pytest.mark.django_db
def test_the_worker_plans_every_ten_minutes_what_was_drawn(queued: list[Any]) -> None:
    trip.probing_round(2)
    queued.clear()
    periodic = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}

    async_to_sync(tasks.plan_runs.func)(timestamp=0)

    drawn = {run.address for run in scheduled_runs(trip.ROUND, trip.NOW)}
    assert {job.task_kwargs["address"] for job in queued} == drawn
    assert {(job.queue, job.lock, job.priority) for job in queued} == {("speed", "speed", -20)}
    assert periodic["speed.plan_runs"] == "*/10 * * * *"


@pytest.mark.django_db
def test_an_owner_who_paused_us_is_told_as_the_reason_and_a_round_that_is_over_is_left() -> None:
    trip.probing_round(1)
    [first, *_] = rounds.addresses(trip.ROUND)
    until = timezone.now() + DAY
    catalogue.pause_address(url=first.target.url, until=until, by=people.secretariat(), now=trip.NOW)
    context: Any = SimpleNamespace(additional_context={"scanner": scanner()})

    async_to_sync(tasks.measure_speed.func)(context, address=first.key)
    with hands.thawed():
        Round.objects.update(state=RoundState.PRELIMINARY)
    async_to_sync(tasks.measure_speed.func)(context, address=first.key)

    [kept] = CaptureRecord.objects.filter(collector="speed")
    assert (kept.failure_reason, kept.try_number) == (Reason.OWNER_PAUSE, 1)
