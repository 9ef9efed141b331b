"""At midnight of the authority's day a version may be over or near its end, or its successor has begun."""

from procrastinate.contrib.django import app

from sanjeh.apps.agreements import settling_actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "journal"


@app.periodic(cron="5 * * * *")
@app.task(name="agreements.settle_versions", queue=QUEUE, queueing_lock="agreements", lock="agreements")
async def settle_versions(timestamp: int) -> None:
    del timestamp
    await in_own_thread(settling_actions.settle_versions)
    await in_own_thread(settling_actions.remind_of_ends)
