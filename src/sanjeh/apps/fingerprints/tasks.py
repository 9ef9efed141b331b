"""Each hour what runs is compared with what was announced; a start does so too."""

from procrastinate.contrib.django import app

from sanjeh.apps.fingerprints import actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "journal"


@app.periodic(cron="20 * * * *")
@app.task(name="fingerprints.compare", queue=QUEUE, queueing_lock="fingerprints", lock="fingerprints")
async def compare(timestamp: int) -> None:
    del timestamp
    await in_own_thread(actions.compare)
