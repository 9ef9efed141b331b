"""The jobs of the two lanes: light requests through the round, and speed measured alone."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from sanjeh.apps.conf import conf
from sanjeh.apps.measurement import lane_records, speed, uptime
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.probing.artifacts.uptime import Ours, Sample
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine import runner
from sanjeh.engine.connectivity import SUSPECT
from sanjeh.engine.rate_limit import RetryLater

if TYPE_CHECKING:
    from sanjeh.apps.measurement.looker import Looker

UPTIME, SPEED = "uptime", "speed"
QUEUES = (UPTIME, SPEED)
SAMPLE, MEASURE = "measurement.sample_uptime", "measurement.measure_speed"
RECKON = "measurement.reckon_round"
SPAN = timedelta(minutes=10)
PATIENCE, ASK_AGAIN_S = timedelta(minutes=1), 0.5
AT_ONCE = 8
BEFORE_LOOKS = 10  # a sample is a second's work at a stated moment
AFTER_LOOKS = -20  # while speed is measured, all looks of a machine wait


@app.periodic(cron="*/10 * * * *")
@app.task(name="measurement.plan_lanes", queue=UPTIME, queueing_lock="plan_lanes")
async def plan_lanes(timestamp: int) -> None:
    """Queue the samples of the next ten minutes, and the speed of what was drawn and not measured yet."""
    await sync_to_async(plan)(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="20 3 * * 6")
@app.task(name="measurement.reckon_uptime", queue=UPTIME, queueing_lock="reckon_uptime")
async def reckon_uptime(timestamp: int) -> None:
    """Judge the samples of every running round so far, once a week."""
    del timestamp
    for row in await sync_to_async(rounds.running)():
        await sync_to_async(reckon)(row.code)


@app.task(name=RECKON, queue=UPTIME)
async def reckon_round(round_code: str) -> None:
    """Judge the samples of a round that has come to its end."""
    await sync_to_async(reckon)(round_code)


def reckon(round_code: str) -> int:
    return uptime.reckon(round_code=round_code, vantage=conf()["VANTAGE"], now=timezone.now())


def plan(since: datetime) -> None:
    for row in rounds.running():
        queue(sample_jobs(row.code, since, min(since + SPAN, row.closes_at)))
        queue(speed_jobs(row.code))
        if since <= row.closes_at < since + SPAN:
            queue([reckoning_job(row)])


def sample_jobs(round_code: str, since: datetime, until: datetime) -> Iterable[Job]:
    for address, at in uptime.due(round_code, since, until, conf()["SUFFIXES"]):
        yield Job(
            queue=UPTIME,
            priority=BEFORE_LOOKS,
            lock=None,
            queueing_lock=f"uptime:{address}:{at.isoformat()}",
            task_name=SAMPLE,
            task_kwargs={"address": address, "at": at.isoformat()},
            scheduled_at=at,
        )


def speed_jobs(round_code: str) -> Iterable[Job]:
    """Yield what is still to be measured; one lock for all lets one worker at a time measure."""
    for turn in speed.turns(round_code, timezone.now()):
        yield Job(
            queue=SPEED,
            priority=AFTER_LOOKS,
            lock=SPEED,
            queueing_lock=f"speed:{turn.address}",
            task_name=MEASURE,
            task_kwargs={"address": turn.address},
            scheduled_at=turn.at,
        )


def reckoning_job(row: rounds.RoundRow) -> Job:
    return Job(
        queue=UPTIME,
        lock=None,
        queueing_lock=f"reckon:{row.code}",
        task_name=RECKON,
        task_kwargs={"round_code": row.code},
        scheduled_at=row.closes_at,
    )


def queue(wanted: Iterable[Job]) -> None:
    """Queue these jobs, except those that are queued or under way."""
    known = ProcrastinateJob.objects.filter(queue_name__in=QUEUES, status__in=["todo", "doing"])
    queued = set(known.values_list("queueing_lock", flat=True))
    if fresh := [job for job in wanted if job.queueing_lock not in queued]:
        app.job_manager.batch_defer_jobs(fresh)


@app.task(name=SAMPLE, queue=UPTIME, pass_context=True)
async def sample_uptime(context: JobContext, address: int, at: str) -> None:
    """Take one sample; one that comes too late for its slot is left out rather than told of another time."""
    moment = datetime.fromisoformat(at)
    if timezone.now() - moment > SPAN:
        return
    frozen = await sync_to_async(lane_records.to_be_measured)(address)
    if frozen is not None:
        await sample_once(context.additional_context["looker"], frozen, moment)


async def sample_once(looker: "Looker", address: rounds.FrozenAddress, at: datetime) -> None:
    if address.paused_until and timezone.now() < address.paused_until:
        await sync_to_async(uptime.keep_sample)(address.key, Sample(at=at, reason=Reason.OWNER_PAUSE), ())
        return
    sample, places = await politely_sampled(looker, address, at)
    await sync_to_async(uptime.keep_sample)(address.key, sample, places)


async def sample_each(looker: "Looker", addresses: Iterable[rounds.FrozenAddress], at: datetime) -> None:
    """Take one sample of all these addresses: hosts side by side, the addresses of one host in turn."""
    limit = asyncio.Semaphore(AT_ONCE)

    async def in_turn(of_host: Iterable[rounds.FrozenAddress]) -> None:
        async with limit:
            for address in of_host:
                await sample_once(looker, address, at)

    by_host: dict[str, list[rounds.FrozenAddress]] = defaultdict(list)
    for address in addresses:
        by_host[address.host].append(address)
    async with asyncio.TaskGroup() as group:
        for of_host in by_host.values():
            group.create_task(in_turn(of_host))


async def politely_sampled(
    looker: "Looker", address: rounds.FrozenAddress, at: datetime
) -> tuple[Sample, tuple[str, ...]]:
    """Return a sample and where it was taken; silence is held against the site only if we are connected."""
    from sanjeh.probes.uptime.capture import sample as ask  # noqa: PLC0415 -- pages need no network

    places: tuple[str, ...] = ()
    try:
        places = await runner.rate_limit_keys(address.target, looker.network, looker.conduct.suffixes)
        async with turn(looker, places):
            sample = await ask(address.target, looker.network, at)
    except CaptureFailed as closed:
        sample = Sample(at=at, reason=closed.reason)
    except RetryLater as later:
        sample = Sample(at=at, reason=later.reason)
    if sample.reason in SUSPECT and not await looker.conduct.self_test.is_healthy():
        sample = sample.model_copy(update={"ours": Ours.SELF_TEST})
    return sample, places


@asynccontextmanager
async def turn(looker: "Looker", places: tuple[str, ...]) -> AsyncIterator[None]:
    """Hold the places as soon as they are free; raise RetryLater when that would take more than a minute."""
    gives_up_at = timezone.now() + PATIENCE
    while True:
        try:
            async with looker.conduct.manners.turn(places):
                yield
                return
        except RetryLater as later:
            if later.until > gives_up_at:
                raise
            await asyncio.sleep(max(ASK_AGAIN_S, (later.until - timezone.now()).total_seconds()))


@app.task(name=MEASURE, queue=SPEED, pass_context=True, retry=RetryStrategy(max_attempts=20, wait=60))
async def measure_speed(context: JobContext, address: int) -> None:
    """Measure the speed of one address; while its destination is not free, the job comes back later."""
    frozen = await sync_to_async(lane_records.to_be_measured)(address)
    if frozen is not None:
        await measure_once(context.additional_context["looker"], frozen)


async def measure_once(looker: "Looker", address: rounds.FrozenAddress) -> None:
    from sanjeh.probes.speed.capture import COLLECTOR  # noqa: PLC0415 -- pages need no browser's driver

    lane, now = replace(looker, looks=(COLLECTOR,)), timezone.now()
    if address.paused_until and now < address.paused_until:
        captures = lane.leave_alone(address.target, (), now, Reason.OWNER_PAUSE)
    else:
        captures = await lane.look(address.target, (), now, comes_back=False)
    findings = [one for one in await lane.judge(captures) if one.probe == COLLECTOR.name]
    for capture in captures:
        await sync_to_async(lane_records.keep)(address=address.key, capture=capture, findings=findings)
