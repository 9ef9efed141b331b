"""Each night those who were in contact are asked, and full batches of answers are released."""

from procrastinate.contrib.django import app

from sanjeh.apps.courtesy import actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "journal"


@app.periodic(cron="41 0 * * *")
@app.task(name="courtesy.ask_and_release", queue=QUEUE, queueing_lock="courtesy", lock="courtesy")
async def ask_and_release(timestamp: int) -> None:
    del timestamp
    await in_own_thread(actions.ask_sampled)
    await in_own_thread(actions.release_batches)
