"""Each night every promise and every invariant is measured, and what is not kept opens a breach."""

from procrastinate.contrib.django import app

from sanjeh.apps.commitments import actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "journal"


@app.periodic(cron="23 0 * * *")  # after the checkpoint of the night
@app.task(name="commitments.check_all", queue=QUEUE, queueing_lock="check_all", lock="check_all")
async def check_all(timestamp: int) -> None:
    del timestamp
    await in_own_thread(actions.check_all)
