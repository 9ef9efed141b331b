"""Every five minutes the machine looks at its own channels."""

from procrastinate.contrib.django import app

from sanjeh.apps.channels import looking
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "messages"


@app.periodic(cron="*/5 * * * *")
@app.task(name="channels.look", queue=QUEUE, queueing_lock="channels", lock="channels")
async def look(timestamp: int) -> None:
    del timestamp
    await in_own_thread(looking.look_at_channels)
