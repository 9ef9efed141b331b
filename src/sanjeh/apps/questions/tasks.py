"""What people have written is handled every minute, by one worker at a time."""

from procrastinate.contrib.django import app

from sanjeh.apps.own_thread import in_own_thread
from sanjeh.apps.questions import mail_actions

QUEUE = "messages"


@app.periodic(cron="* * * * *")
@app.task(name="questions.take_words", queue=QUEUE, queueing_lock="take_words", lock="take_words")
async def take_words(timestamp: int) -> None:
    """Note what answers a question in its thread, and lead all else to the channels."""
    del timestamp
    await in_own_thread(mail_actions.take_words)
