"""The work after a publication: results that were published are audited and compared in their own time."""

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.analyses import actions
from sanjeh.apps.scans import jobs

KEEP_MISSING = "analyses.keep_missing"


@app.periodic(cron="* * * * * */20")  # the sixth field is the seconds
@app.task(name=KEEP_MISSING, queue=jobs.ANALYSES, queueing_lock="keep_missing", lock="keep_missing")
async def keep_missing(timestamp: int) -> None:
    """Work out what the newest editions lack; of old ones too, so that an upgrade needs no hand."""
    del timestamp
    # In a thread of its own: all looks share one for the database, and must not wait behind this.
    await sync_to_async(keep_missing_here, thread_sensitive=False)()


def keep_missing_here() -> int:
    """Work out what is missing over this thread's own connection, which ends with it."""
    try:
        return actions.keep_missing(now=timezone.now())
    finally:
        connection.close()
