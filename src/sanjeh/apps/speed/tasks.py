"""The jobs of speed: plan the runs, and measure one address at a time, alone on the machine."""

from collections.abc import Iterator
from dataclasses import replace

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions as scans
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.apps.speed.queries import scheduled_runs
from sanjeh.core.probing.failures import Reason
from sanjeh.probes.speed.collector import COLLECTOR

QUEUE = "speed"
RUN = "speed.run"
AFTER_LOOKS = -20  # while speed is measured, all looks of a machine wait


@app.periodic(cron="*/10 * * * *")
@app.task(name="speed.plan_runs", queue=QUEUE, queueing_lock="plan_runs")
async def plan_runs(timestamp: int) -> None:
    """Queue the speed of what was drawn and not measured yet."""
    del timestamp
    await sync_to_async(plan)()


def plan() -> None:
    for row in rounds.running():
        scans.defer(run_jobs(row.code))


def run_jobs(round_code: str) -> Iterator[Job]:
    """Yield what is still to be measured, the earliest first.

    One lock for all lets one worker at a time measure; behind a lock a job waits for those queued before it.
    """
    for run in sorted(scheduled_runs(round_code, timezone.now()), key=lambda run: run.at):
        yield Job(
            queue=QUEUE,
            priority=AFTER_LOOKS,
            lock=QUEUE,
            queueing_lock=f"speed:{run.address}",
            task_name=RUN,
            task_kwargs={"address": run.address},
            scheduled_at=run.at,
        )


@app.task(name=RUN, queue=QUEUE, pass_context=True, retry=RetryStrategy(max_attempts=20, wait=60))
async def measure_speed(context: JobContext, address: int) -> None:
    """Measure the speed of one address; while its destination is not free, the job comes back later."""
    frozen = await sync_to_async(rounds.address_being_measured)(address)
    if frozen is not None:
        await measure_once(context.additional_context["scanner"], frozen)


async def measure_once(scanner: Scanner, address: rounds.FrozenAddress) -> None:
    lane, now = replace(scanner, collectors=(COLLECTOR,)), timezone.now()
    if address.paused_until and now < address.paused_until:
        captures = lane.leave_alone(address.target, (), now, Reason.OWNER_PAUSE)
    else:
        captures = await lane.look(address.target, (), now, comes_back=False)
    findings = [one for one in await lane.judge(captures) if one.probe == COLLECTOR.name]
    for one in captures:
        await sync_to_async(scans.keep_of_lane)(address=address.key, capture=one, findings=findings)
