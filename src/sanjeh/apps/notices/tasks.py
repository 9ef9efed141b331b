"""Whom a mandatory notice has not reached yet is looked for every hour."""

from procrastinate.contrib.django import app

from sanjeh.apps.notices import delivery_actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "messages"


@app.periodic(cron="40 * * * *")
@app.task(name="notices.deliver", queue=QUEUE, queueing_lock="notices", lock="notices")
async def deliver(timestamp: int) -> None:
    del timestamp
    await in_own_thread(delivery_actions.tell_newcomers)
    await in_own_thread(delivery_actions.chase_unseen)
