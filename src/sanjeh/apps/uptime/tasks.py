"""The jobs of the samples: plan them, take them, judge them at the end of every week and of a round."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from sanjeh.apps.conf import conf
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions as scans
from sanjeh.apps.uptime import judgement, sampler
from sanjeh.apps.uptime.queries import due

QUEUE = "uptime"
SAMPLE, RECKON = "uptime.sample", "uptime.reckon_round"
SPAN = timedelta(minutes=10)
BEFORE_LOOKS = 10  # a sample is a second's work at a stated moment


@app.periodic(cron="*/10 * * * *")
@app.task(name="uptime.plan_samples", queue=QUEUE, queueing_lock="plan_samples")
async def plan_samples(timestamp: int) -> None:
    """Queue the samples of the next ten minutes."""
    await sync_to_async(plan)(datetime.fromtimestamp(timestamp, UTC))


@app.periodic(cron="20 3 * * 6")
@app.task(name="uptime.reckon_running", queue=QUEUE, queueing_lock="reckon_running")
async def reckon_running(timestamp: int) -> None:
    """Judge the samples of every running round so far, once a week."""
    del timestamp
    for row in await sync_to_async(rounds.running)():
        await sync_to_async(reckon)(row.code)


@app.task(name=RECKON, queue=QUEUE)
async def reckon_round(round_code: str) -> None:
    """Judge the samples of a round that has come to its end, unless it was counted before that."""
    with suppress(rounds.RoundCounted):
        await sync_to_async(reckon)(round_code)


def reckon(round_code: str) -> int:
    return judgement.reckon(round_code=round_code, vantage=conf()["VANTAGE"], now=timezone.now())


def plan(since: datetime) -> None:
    for row in rounds.running():
        scans.defer(sample_jobs(row.code, since, min(since + SPAN, row.closes_at)))
        if since <= row.closes_at < since + SPAN:
            scans.defer([reckoning_job(row)])


def sample_jobs(round_code: str, since: datetime, until: datetime) -> Iterator[Job]:
    for address, at in due(round_code, since, until, conf()["SUFFIXES"]):
        yield Job(
            queue=QUEUE,
            priority=BEFORE_LOOKS,
            lock=None,
            queueing_lock=f"uptime:{address}:{at.isoformat()}",
            task_name=SAMPLE,
            task_kwargs={"address": address, "at": at.isoformat()},
            scheduled_at=at,
        )


def reckoning_job(row: rounds.RoundRow) -> Job:
    return Job(
        queue=QUEUE,
        lock=None,
        queueing_lock=f"reckon:{row.code}",
        task_name=RECKON,
        task_kwargs={"round_code": row.code},
        scheduled_at=row.closes_at,
    )


@app.task(name=SAMPLE, queue=QUEUE, pass_context=True)
async def sample_uptime(context: JobContext, address: int, at: str) -> None:
    """Take one sample; one that comes too late for its slot is left out rather than told of another time."""
    moment = datetime.fromisoformat(at)
    if timezone.now() - moment > SPAN:
        return
    frozen = await sync_to_async(rounds.address_being_measured)(address)
    if frozen is not None:
        await sampler.sample_once(context.additional_context["scanner"], frozen, moment)
