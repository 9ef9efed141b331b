"""What is only worked out has a worker of its own, in no look's way."""

import asyncio
from datetime import datetime
from pathlib import Path
from threading import Event

import pytest
from asgiref.sync import sync_to_async
from django.conf import settings
from procrastinate.contrib.django import app
from procrastinate.jobs import Job

from sanjeh.apps.analyses import tasks as analyses
from sanjeh.apps.scans import actions, jobs, queries, worker
from tests.apps import trip
from tests.apps.scans.test_worker import empty_queue, scanner

pytestmark = pytest.mark.django_db(transaction=True)


def test_every_queue_but_that_of_analyses_is_served_by_those_who_look() -> None:
    assert worker.network_queues(app) == ["builtin", "journal", "messages", "scans", "speed", "uptime"]
    assert app.tasks[analyses.KEEP_MISSING].queue == jobs.ANALYSES


async def is_looked_at_meanwhile(began: Event, released: Event, folder: Path) -> bool:
    """Say whether all looks were taken while an analysis was under way; end both."""
    working = asyncio.create_task(worker.work(scanner=scanner(folder)))
    try:
        await asyncio.to_thread(began.wait, 30)
        async with asyncio.timeout(30):
            while not (await sync_to_async(queries.progress)(trip.ROUND)).is_complete:  # noqa: ASYNC110 -- no event
                await asyncio.sleep(0.05)
        return not released.is_set()
    finally:
        released.set()
        working.cancel()
        await asyncio.wait([working])


def test_a_long_analysis_keeps_no_look_waiting_even_in_a_worker_of_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    began, released = Event(), Event()
    empty_queue()

    def keep_missing(*, now: datetime) -> int:
        del now
        began.set()
        released.wait(60)
        return 0

    monkeypatch.setattr("sanjeh.apps.analyses.actions.keep_missing", keep_missing)
    monkeypatch.setitem(settings.SANJEH, "VISITS_AT_ONCE", 1)
    actions.defer(
        [
            Job(
                queue=jobs.ANALYSES,
                lock=None,
                queueing_lock="keep_missing",
                task_name=analyses.KEEP_MISSING,
                task_kwargs={"timestamp": 0},
            )
        ]
    )
    trip.probing_round(1)

    assert asyncio.run(is_looked_at_meanwhile(began, released, tmp_path))
    assert began.is_set()
    empty_queue()
