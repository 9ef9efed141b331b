"""A worker: one network and one browser for all that looks, and beside them whatever is only worked out."""

import asyncio
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from time import monotonic
from typing import Any

import psycopg
import structlog
from asgiref.sync import sync_to_async
from django.db import InterfaceError, OperationalError, close_old_connections, connections
from procrastinate import App, JobContext
from procrastinate.app import WorkerOptions
from procrastinate.contrib.django import app
from procrastinate.exceptions import ConnectorException
from structlog.contextvars import bind_contextvars

from sanjeh.apps.conf import conf
from sanjeh.apps.politeness import clock
from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans import jobs
from sanjeh.apps.scans.fitness import Fitness
from sanjeh.apps.scans.scanner import Scanner, open_scanner
from sanjeh.apps.scans.tasks import DEAD_AFTER_S

log = structlog.get_logger(__name__)

HEARTBEAT_S = 5
LAST_WORDS_S = 5
LOOK_AFTER_S = 2.0
# After a fault of their own the analyses rest for so long; looks go on meanwhile.
ANALYSES_REST_S = 60.0
ENDING = (signal.SIGINT, signal.SIGTERM)
DATABASE_PATIENCE_S = 600.0


async def named_in_logs(process: Callable[[], Awaitable[Any]], context: JobContext, _worker: object) -> Any:
    """Let every line that is logged say of which job, round and address it is; tell of what was done."""
    await sync_to_async(close_old_connections)()  # one that a restart has broken would fail for ever
    bind_contextvars(job=context.job.id, **await sync_to_async(whereabouts)(context.job.task_kwargs))
    began = monotonic()
    done = await process()
    if context.job.task_kwargs.keys() & {"address", "round_code"}:
        log.info("job.done", task=context.job.task_name, ms=round((monotonic() - began) * 1000))
    return done


def whereabouts(given: Mapping[str, Any]) -> dict[str, str]:
    """Return the round and the address that a job is about, as far as it is about any."""
    if "address" in given:
        code, url = rounds.whereabouts(given["address"])
        return {"round": code, "address": url}
    return {"round": given["round_code"]} if "round_code" in given else {}


async def work(*, wait: bool = True, scanner: Scanner | None = None) -> None:
    """Run the queues in this process until it is cancelled, or is out of looks without `wait`."""
    if scanner is None:
        async with open_scanner() as opened:
            await run_queue(opened, wait=wait)
    else:
        await run_queue(scanner, wait=wait)


async def until_signalled(working: Coroutine[Any, Any, None]) -> None:
    """Run this until SIGINT or SIGTERM, and then for as long as it takes to bring its looks to their end."""
    loop, task = asyncio.get_running_loop(), asyncio.create_task(working)
    for one in ENDING:
        loop.add_signal_handler(one, end_once, task)
    try:
        await asyncio.wait([task])
    finally:
        for one in ENDING:
            loop.remove_signal_handler(one)
    if not task.cancelled():
        task.result()


def end_once(task: asyncio.Task[None]) -> None:
    """Cancel the task; whoever asks again does not interrupt what it does on its way out."""
    if not task.cancelling():
        task.cancel()


async def run_queue(scanner: Scanner, *, wait: bool) -> None:
    """Run the queues; a database that goes away is waited for, unless only what is due was asked for."""
    while True:
        why = "the queue ended by itself"  # as it does where a lost connection was there again at once
        try:
            await run_connected(scanner, wait=wait)
        except Exception as problem:
            if not (wait and is_of_the_database(problem)):
                raise
            why = str(problem).strip().partition("\n")[0]
        if not wait:
            return
        log.warning("database.awaited", why=why)
        await database_is_back()


def is_of_the_database(problem: BaseException) -> bool:
    """Say whether the connection to the database is what failed, however deep that is told."""
    if isinstance(problem, BaseExceptionGroup):
        return any(map(is_of_the_database, problem.exceptions))
    told = (OperationalError, InterfaceError, psycopg.OperationalError, ConnectorException)
    return isinstance(problem, told) or bool(problem.__cause__ and is_of_the_database(problem.__cause__))


async def database_is_back() -> None:
    """Wait until the database answers again; raise what it says when that takes too long."""
    deadline = monotonic() + DATABASE_PATIENCE_S
    while True:
        try:
            await sync_to_async(answered)()
        except (OperationalError, InterfaceError):
            if monotonic() > deadline:
                raise
            await asyncio.sleep(LOOK_AFTER_S)
        else:
            return


def answered() -> None:
    """Ask the database for the time over a new connection."""
    connections.close_all()
    clock.now()


async def run_connected(scanner: Scanner, *, wait: bool) -> None:
    worker_app = app.with_connector(app.connector.get_worker_connector())  # type: ignore[attr-defined]
    async with worker_app.open_async():
        if wait:
            await run_while_fit(worker_app, scanner, Fitness(scanner))
            return
        await run_worker(worker_app, scanner, wait=wait)
        # A worker that does not wait leaves when all that is left stands behind the lock of a busy host.
        while not wait and await sync_to_async(jobs.are_due)():
            await run_worker(worker_app, scanner, wait=wait)


async def run_while_fit(worker_app: App, scanner: Scanner, fitness: Fitness) -> None:
    """Take looks for as long as this worker proves that it can see; wait and say why while it cannot."""
    while True:
        await fitness.proof()
        working = asyncio.create_task(run_worker(worker_app, scanner, wait=True, fitness=fitness))
        try:
            while not working.done() and await fitness.is_given():
                await asyncio.wait([working], timeout=LOOK_AFTER_S)
            if working.done():
                return working.result()
        finally:
            working.cancel()
            await asyncio.wait([working])


async def run_worker(
    worker_app: App, scanner: Scanner, *, wait: bool, fitness: Fitness | None = None
) -> None:
    looking = options(scanner, wait=wait) | {"concurrency": conf()["VISITS_AT_ONCE"]}
    looking["additional_context"] = {"scanner": scanner, "fitness": fitness}
    if not wait:
        # Speed and uptime have their own hours: who only empties the queue of looks does not wait for them.
        await worker_app.run_worker_async(**looking | {"queues": [jobs.QUEUE]})
        return
    beside = asyncio.create_task(analyse(worker_app, scanner))
    try:
        await worker_app.run_worker_async(**looking | {"queues": network_queues(worker_app)})
    finally:
        beside.cancel()
        await asyncio.wait([beside])


def network_queues(worker_app: App) -> list[str]:
    """Return the queues of all tasks that this house knows, but the one of what is only worked out."""
    worker_app.perform_import_paths()  # type: ignore[no-untyped-call]
    return sorted({task.queue for task in worker_app.tasks.values()} - {jobs.ANALYSES})


async def analyse(worker_app: App, scanner: Scanner) -> None:
    """Work out one analysis at a time until cancelled; however long one takes, it is in no look's way."""
    own = options(scanner, wait=True) | {"queues": [jobs.ANALYSES]}
    while True:
        try:
            await worker_app.run_worker_async(**own)
        except Exception:
            log.exception("analyses.stopped")  # the looks go on without
        await asyncio.sleep(ANALYSES_REST_S)


def options(scanner: Scanner, *, wait: bool) -> WorkerOptions:
    given: WorkerOptions = {
        "wait": wait,
        "update_heartbeat_interval": HEARTBEAT_S,
        "stalled_worker_timeout": DEAD_AFTER_S,
        "additional_context": {"scanner": scanner},
        "worker_middleware": [named_in_logs],
        "delete_jobs": "successful",
        "install_signal_handlers": False,  # it is ours to know whether somebody asked for an end
    }
    if wait:
        given["shutdown_graceful_timeout"] = LAST_WORDS_S
    return given
