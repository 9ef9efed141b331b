"""Each night, what is over is forgotten."""

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.retention import actions
from sanjeh.apps.scans import jobs


@app.periodic(cron="17 1 * * *")
@app.task(name="retention.carry_out", queue=jobs.ANALYSES, queueing_lock="retention", lock="retention")
async def carry_out(timestamp: int) -> None:
    del timestamp
    # In a thread of its own, as the analyses: all looks share one for the database.
    await sync_to_async(carry_out_here, thread_sensitive=False)()


def carry_out_here() -> dict[str, int]:
    try:
        return actions.carry_out(now=timezone.now())
    finally:
        connection.close()
