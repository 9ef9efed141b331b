"""Each hour what runs is compared with what was announced; a start does so too."""

from procrastinate.contrib.django import app

from sanjeh.apps.own_thread import in_own_thread
from sanjeh.apps.running import actions

QUEUE = "journal"


@app.periodic(cron="20 * * * *")
@app.task(name="running.compare", queue=QUEUE, queueing_lock="running", lock="running")
async def compare(timestamp: int) -> None:
    del timestamp
    await in_own_thread(actions.compare)
