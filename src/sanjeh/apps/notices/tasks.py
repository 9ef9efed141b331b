"""Who has subscribed is written to, and whom a mandatory notice has not reached yet is looked for."""

from procrastinate.contrib.django import app

from sanjeh.apps.notices import delivery_actions, subscription_actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "messages"


@app.periodic(cron="*/10 * * * *")
@app.task(name="notices.deliver", queue=QUEUE, queueing_lock="notices", lock="notices")
async def deliver(timestamp: int) -> None:
    del timestamp
    await in_own_thread(subscription_actions.tell_subscribers)
    await in_own_thread(delivery_actions.tell_newcomers)
    await in_own_thread(delivery_actions.chase_unseen)
