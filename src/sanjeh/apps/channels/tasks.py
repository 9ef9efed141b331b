"""Every five minutes the machine looks at its own channels."""

from procrastinate.contrib.django import app

from sanjeh.apps.channels import looking, mail_actions
from sanjeh.apps.own_thread import in_own_thread

QUEUE = "messages"


@app.periodic(cron="*/5 * * * *")
@app.task(name="channels.look", queue=QUEUE, queueing_lock="channels", lock="channels")
async def look(timestamp: int) -> None:
    del timestamp
    await in_own_thread(looking.look_at_channels)


@app.periodic(cron="* * * * *")
@app.task(name="channels.take_words", queue=QUEUE, queueing_lock="take_words", lock="take_words")
async def take_words(timestamp: int) -> None:
    """Lead what people have written to the channels, with courtesy."""
    del timestamp
    await in_own_thread(mail_actions.take_words)
