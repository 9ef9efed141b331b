"""The jobs of a worker: look at one address; give back what a dead worker held."""

from typing import TYPE_CHECKING

import structlog
from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate import App, JobContext, RetryStrategy
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app

from sanjeh.apps.conf import conf
from sanjeh.apps.measurement import actions, jobs, lanes
from sanjeh.core.probing.contracts import Capture
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.rate_limit import RetryLater

if TYPE_CHECKING:
    from sanjeh.apps.measurement.looker import Looker

log = structlog.get_logger(__name__)

ATTEMPTS = 3
HEARTBEAT_S = 5
DEAD_AFTER_S = 20
LAST_WORDS_S = 5


@app.task(
    name=jobs.LOOK,
    queue=jobs.QUEUE,
    pass_context=True,
    retry=RetryStrategy(max_attempts=ATTEMPTS, wait=10),
)
async def look(context: JobContext, address: int) -> None:
    """Look at one address of a round and keep what was seen; no transaction is open meanwhile."""
    try:
        await look_once(context.additional_context["looker"], address)
    except Exception as broken:
        await sync_to_async(actions.note_broken)(
            address=address,
            error=f"{type(broken).__name__}: {broken}",
            is_last=context.job.attempts >= ATTEMPTS,
            now=timezone.now(),
        )
        raise


async def look_once(looker: "Looker", address: int) -> None:
    task = await sync_to_async(actions.begin)(address=address, now=timezone.now())
    if task is None:
        return
    try:
        captures = await seen_by(looker, task)
    except RetryLater as later:
        log.info("look.put_off", address=address, place=later.place, reason=later.reason, until=later.until)
        if later.until < task.closes_at:
            await sync_to_async(actions.put_off)(address=address, until=later.until)
            return
        captures = left_alone(looker, task, later.reason)
    await keep(looker, task, captures)


async def keep(looker: "Looker", task: actions.Task, captures: tuple[Capture, ...]) -> None:
    """Judge and keep a try; where nothing new was brought home, what was known before is judged again."""
    findings = await looker.judge((*task.kept, *(captures or task.before)))
    await sync_to_async(actions.keep_seen)(
        address=task.address.key, captures=captures, findings=findings, now=timezone.now()
    )


async def seen_by(looker: "Looker", task: actions.Task) -> tuple[Capture, ...]:
    now, paused_until = timezone.now(), task.address.paused_until
    if paused_until and now < paused_until:
        return looker.leave_alone(task.address.target, task.wanted, now, Reason.OWNER_PAUSE)
    return await looker.look(task.address.target, task.wanted, now, comes_back=task.comes_back)


def left_alone(looker: "Looker", task: actions.Task, reason: Reason) -> tuple[Capture, ...]:
    """Say that nobody came, unless an earlier try has left something better to say."""
    if task.before:
        return ()
    return looker.leave_alone(task.address.target, task.wanted, timezone.now(), reason)


@app.periodic(cron="* * * * * */15")  # the sixth field is the seconds
@app.task(
    name="measurement.return_stalled", queue=jobs.QUEUE, pass_context=True, queueing_lock="return_stalled"
)
async def return_stalled(context: JobContext, timestamp: int) -> None:
    """Give the jobs of workers that fell silent back to the queue, so that a kill loses nothing."""
    del timestamp
    await return_jobs_of_the_dead(context)
    await sync_to_async(actions.enqueue_running)()


async def return_jobs_of_the_dead(context: JobContext) -> None:
    manager = context.app.job_manager
    for queue in (jobs.QUEUE, *lanes.QUEUES):
        for job in await manager.get_stalled_jobs(queue=queue, seconds_since_heartbeat=DEAD_AFTER_S):
            await manager.retry_job(job)


async def work(*, wait: bool = True, looker: "Looker | None" = None) -> None:
    """Run the queue of looks in this process until it is told to stop, or is empty without `wait`."""
    if looker is None:
        # Pages import this module too, and need neither the browser's driver nor any probe.
        from sanjeh.apps.measurement.looker import open_looker  # noqa: PLC0415 -- as said above

        async with open_looker() as opened:
            await run_queue(opened, wait=wait)
    else:
        await run_queue(looker, wait=wait)


async def run_queue(looker: "Looker", *, wait: bool) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        await run_worker(worker_app, looker, wait=wait)
        # A worker that does not wait leaves when all that is left stands behind the lock of a busy host.
        while not wait and await sync_to_async(jobs.are_due)():
            await run_worker(worker_app, looker, wait=wait)


async def run_worker(worker_app: App, looker: "Looker", *, wait: bool) -> None:
    options: WorkerOptions = {
        # Lanes have their own hours: who only empties the queue of looks does not wait for them.
        "queues": [jobs.QUEUE, *lanes.QUEUES] if wait else [jobs.QUEUE],
        "concurrency": conf()["VISITS_AT_ONCE"],
        "wait": wait,
        "update_heartbeat_interval": HEARTBEAT_S,
        "stalled_worker_timeout": DEAD_AFTER_S,
        "additional_context": {"looker": looker},
        "delete_jobs": "successful",
        "install_signal_handlers": wait,
    }
    if wait:
        options["shutdown_graceful_timeout"] = LAST_WORDS_S
    await worker_app.run_worker_async(**options)
