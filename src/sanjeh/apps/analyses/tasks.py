"""The work after a publication: results that were published are audited and compared in their own time."""

from asgiref.sync import sync_to_async
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.analyses import actions
from sanjeh.apps.scans import jobs


@app.periodic(cron="* * * * * */20")  # the sixth field is the seconds
@app.task(name="analyses.keep_missing", queue=jobs.QUEUE, queueing_lock="keep_missing", lock="keep_missing")
async def keep_missing(timestamp: int) -> None:
    """Work out what the newest editions lack; of old ones too, so that an upgrade needs no hand."""
    del timestamp
    await sync_to_async(actions.keep_missing)(now=timezone.now())
