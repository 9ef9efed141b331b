"""The jobs of a worker: look at one address; give back what a dead worker held."""

from datetime import datetime, timedelta

import structlog
from asgiref.sync import sync_to_async
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

from sanjeh.apps.politeness.rate_limiter import database_time
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import actions, jobs, worker_actions
from sanjeh.apps.scans.fitness import Fitness
from sanjeh.apps.scans.scanner import Scanner
from sanjeh.core.probing.contracts import Capture
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.rate_limit import RetryLater

log = structlog.get_logger(__name__)

ATTEMPTS = 3
DEAD_AFTER_S = 20
PUT_BACK = timedelta(seconds=15)


@app.task(
    name=jobs.SCAN,
    queue=jobs.QUEUE,
    pass_context=True,
    retry=RetryStrategy(max_attempts=ATTEMPTS, wait=10),
)
async def scan_address(context: JobContext, address: int) -> None:
    """Look at one address of a round and keep what was seen; no transaction is open meanwhile."""
    given = context.additional_context
    try:
        if await is_left_to_others(given.get("fitness"), address):
            return
        await look_once(given["scanner"], address)
    except Exception as broken:
        await sync_to_async(actions.note_broken)(
            address=address,
            error=f"{type(broken).__name__}: {broken}",
            is_last=context.job.attempts >= ATTEMPTS,
            now=await database_time(),
        )
        raise


async def is_left_to_others(fitness: Fitness | None, address: int) -> bool:
    """Put an address back whose round needs what this worker has not proven, and say that it was."""
    if fitness is None:
        return False
    code, _ = await sync_to_async(rounds.whereabouts)(address)
    if await fitness.is_given(code):
        return False
    await sync_to_async(worker_actions.put_back)(address=address, until=await database_time() + PUT_BACK)
    return True


async def look_once(scanner: Scanner, address: int) -> None:
    task = await sync_to_async(actions.begin)(address=address, now=await database_time())
    if task is None:
        return
    try:
        captures = await captures_of(scanner, task)
    except RetryLater as later:
        log.info("look.put_off", key=later.key, reason=later.reason, until=later.until)
        if later.until < task.closes_at:
            await sync_to_async(actions.put_off)(address=address, until=later.until)
            return
        captures = left_alone(scanner, task, later.reason, await database_time())
    await keep(scanner, task, captures)


async def keep(scanner: Scanner, task: actions.ScanPlan, captures: tuple[Capture, ...]) -> None:
    """Judge and keep a try; where nothing new was brought home, what was known before is judged again."""
    findings = await scanner.judge((*task.kept, *(captures or task.before)))
    await sync_to_async(actions.keep_seen)(
        address=task.address.key, captures=captures, findings=findings, now=await database_time()
    )
    await sync_to_async(worker_actions.stop_at_rise)(address=task.address.key, now=await database_time())


async def captures_of(scanner: Scanner, task: actions.ScanPlan) -> tuple[Capture, ...]:
    now, paused_until = await database_time(), task.address.paused_until
    if paused_until and now < paused_until:
        return scanner.leave_alone(task.address.target, task.wanted, now, Reason.OWNER_PAUSE)
    return await scanner.look(task.address.target, task.wanted, now, comes_back=task.comes_back)


def left_alone(
    scanner: Scanner, task: actions.ScanPlan, reason: Reason, now: datetime
) -> tuple[Capture, ...]:
    """Say that nobody came, unless an earlier try has left something better to say."""
    if task.before:
        return ()
    return scanner.leave_alone(task.address.target, task.wanted, now, reason)


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
