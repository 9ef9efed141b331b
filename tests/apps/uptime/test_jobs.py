"""The jobs of the samples: planned, taken in time or not at all, reckoned every week."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from asgiref.sync import async_to_sync
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.rounds.models import Round
from sanjeh.apps.scans.models import CaptureRecord
from sanjeh.apps.uptime import actions, sampler, tasks
from sanjeh.apps.uptime import queries as reads
from sanjeh.core.probing.artifacts.uptime import Span
from sanjeh.core.probing.failures import Reason
from sanjeh.core.workflow.rounds import RoundState
from sanjeh.engine.rate_limit import InProcessRateLimiter, RetryLater
from tests import hands
from tests.apps import trip
from tests.apps.scans.offline import scanner
from tests.apps.uptime.test_uptime import DAY, kept, samples

pytestmark = pytest.mark.usefixtures("queued")


@pytest.mark.django_db
def test_every_url_of_a_round_is_sampled_once() -> None:
    trip.probing_round(2)

    sampled = reads.sampled(trip.ROUND, [])

    assert [one.target.url for one in sampled] == [one.target.url for one in rounds.addresses(trip.ROUND)]


@pytest.mark.django_db
def test_maintenance_of_an_address_that_nobody_registered_is_refused() -> None:
    span = Span(begins_at=trip.NOW, ends_at=trip.NOW + DAY)

    with pytest.raises(actions.NoSuchAddress):
        actions.declare_maintenance(url="https://nobody.example/", span=span, by=None, now=trip.NOW)


@pytest.mark.django_db
def test_what_comes_later_than_its_slot_is_no_sample_of_it() -> None:
    trip.probing_round(1)
    [first, *_] = rounds.addresses(trip.ROUND)
    context: Any = SimpleNamespace(additional_context={"scanner": scanner()})

    for late in (tasks.SPAN + timedelta(microseconds=1), tasks.SPAN):
        with time_machine.travel(trip.NOW + late, tick=False):
            async_to_sync(tasks.sample_uptime.func)(context, address=first.key, at=trip.NOW.isoformat())

    assert kept() == [("B1", 200, "", "")]


@pytest.mark.django_db
def test_a_round_that_is_over_is_sampled_no_more() -> None:
    trip.probing_round(1)
    [first, *_] = rounds.addresses(trip.ROUND)
    with hands.thawed():
        Round.objects.update(state=RoundState.PRELIMINARY)
    context: Any = SimpleNamespace(additional_context={"scanner": scanner()})

    with time_machine.travel(trip.NOW, tick=False):
        async_to_sync(tasks.sample_uptime.func)(context, address=first.key, at=trip.NOW.isoformat())

    assert kept() == []


@pytest.mark.django_db
def test_the_worker_plans_every_ten_minutes_and_reckons_every_week(queued: list[Any]) -> None:
    trip.probing_round(1)
    samples(1, range(0))
    queued.clear()
    periodic = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}

    async_to_sync(tasks.plan_samples.func)(timestamp=int(trip.NOW.timestamp()))
    with time_machine.travel(trip.NOW + 2 * DAY, tick=False):
        async_to_sync(tasks.reckon_running.func)(timestamp=0)
        async_to_sync(tasks.reckon_round.func)(round_code=trip.ROUND)

    assert [periodic[name] for name in ("uptime.plan_samples", "uptime.reckon_running")] == [
        "*/10 * * * *",
        "20 3 * * 6",
    ]
    assert all(trip.NOW <= job.scheduled_at < trip.NOW + tasks.SPAN for job in queued)
    assert set(CaptureRecord.objects.filter(collector="uptime").values_list("try_number", flat=True)) == {
        1,
        2,
    }


@pytest.mark.django_db
def test_a_refusal_in_the_middle_of_a_sample_gives_the_lease_back() -> None:
    trip.probing_round(1)
    limiter = InProcessRateLimiter(gap_s=0)
    with_scanner = scanner(rate_limiter=limiter)

    async def refused_inside() -> None:
        async with sampler.lease(with_scanner, ("192.0.2.1",)):
            raise RetryLater("192.0.2.1", timezone.now(), Reason.HOST_RESTS)

    with pytest.raises(RetryLater):
        async_to_sync(refused_inside)()
