"""The work after a publication: results that were published are audited and compared in their own time."""

from procrastinate.contrib.django import app

from sanjeh.apps.analyses import actions
from sanjeh.apps.own_thread import in_own_thread
from sanjeh.apps.scans import jobs

KEEP_MISSING = "analyses.keep_missing"


@app.periodic(cron="* * * * * */20")  # the sixth field is the seconds
@app.task(name=KEEP_MISSING, queue=jobs.ANALYSES, queueing_lock="keep_missing", lock="keep_missing")
async def keep_missing(timestamp: int) -> None:
    """Work out what the newest editions lack; of old ones too, so that an upgrade needs no hand."""
    del timestamp
    await in_own_thread(actions.keep_missing)
