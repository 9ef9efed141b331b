"""The jobs of a worker: look at one address; give back what a dead worker held."""

import structlog
from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanjeh.apps.scans import actions, jobs
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.core.probing.contracts import Capture
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.rate_limit import RetryLater

log = structlog.get_logger(__name__)

ATTEMPTS = 3
DEAD_AFTER_S = 20


@app.task(
    name=jobs.SCAN,
    queue=jobs.QUEUE,
    pass_context=True,
    retry=RetryStrategy(max_attempts=ATTEMPTS, wait=10),
)
async def scan_address(context: JobContext, address: int) -> None:
    """Look at one address of a round and keep what was seen; no transaction is open meanwhile."""
    try:
        await look_once(context.additional_context["scanner"], address)
    except Exception as broken:
        await sync_to_async(actions.note_broken)(
            address=address,
            error=f"{type(broken).__name__}: {broken}",
            is_last=context.job.attempts >= ATTEMPTS,
            now=timezone.now(),
        )
        raise


async def look_once(scanner: Scanner, address: int) -> None:
    task = await sync_to_async(actions.begin)(address=address, now=timezone.now())
    if task is None:
        return
    try:
        captures = await captures_of(scanner, task)
    except RetryLater as later:
        log.info("look.put_off", key=later.key, reason=later.reason, until=later.until)
        if later.until < task.closes_at:
            await sync_to_async(actions.put_off)(address=address, until=later.until)
            return
        captures = left_alone(scanner, task, later.reason)
    await keep(scanner, task, captures)


async def keep(scanner: Scanner, task: actions.ScanPlan, captures: tuple[Capture, ...]) -> None:
    """Judge and keep a try; where nothing new was brought home, what was known before is judged again."""
    findings = await scanner.judge((*task.kept, *(captures or task.before)))
    await sync_to_async(actions.keep_seen)(
        address=task.address.key, captures=captures, findings=findings, now=timezone.now()
    )


async def captures_of(scanner: Scanner, task: actions.ScanPlan) -> tuple[Capture, ...]:
    now, paused_until = timezone.now(), task.address.paused_until
    if paused_until and now < paused_until:
        return scanner.leave_alone(task.address.target, task.wanted, now, Reason.OWNER_PAUSE)
    return await scanner.look(task.address.target, task.wanted, now, comes_back=task.comes_back)


def left_alone(scanner: Scanner, task: actions.ScanPlan, reason: Reason) -> tuple[Capture, ...]:
    """Say that nobody came, unless an earlier try has left something better to say."""
    if task.before:
        return ()
    return scanner.leave_alone(task.address.target, task.wanted, timezone.now(), reason)


@app.periodic(cron="* * * * * */15")  # the sixth field is the seconds
@app.task(name="scans.return_stalled", queue=jobs.QUEUE, pass_context=True, queueing_lock="return_stalled")
async def return_stalled(context: JobContext, timestamp: int) -> None:
    """Give the jobs of workers that fell silent back to the queue, so that a kill loses nothing."""
    del timestamp
    await return_jobs_of_the_dead(context)
    await sync_to_async(actions.enqueue_running)()


async def return_jobs_of_the_dead(context: JobContext) -> None:
    manager = context.app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER_S):
        await manager.retry_job(job)
