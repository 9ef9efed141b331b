"""Each night, whatever the journal holds is signed, so that nobody can rewrite a day that is over."""

from procrastinate.contrib.django import app

from sanjeh.apps.journal import actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "journal"


@app.periodic(cron="3 0 * * *")
@app.task(name="journal.sign_checkpoint", queue=QUEUE, queueing_lock="checkpoint", lock="checkpoint")
async def sign_checkpoint(timestamp: int) -> None:
    del timestamp
    await in_own_thread(actions.sign_checkpoint)
