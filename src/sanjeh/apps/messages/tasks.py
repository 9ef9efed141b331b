"""What is due to be sent is handed over every few seconds, by one worker at a time."""

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.messages import worker_actions

QUEUE = "messages"


@app.periodic(cron="* * * * * */15")  # the sixth field is the seconds
@app.task(name="messages.despatch_due", queue=QUEUE, queueing_lock="despatch_due", lock="despatch_due")
async def despatch_due(timestamp: int) -> None:
    del timestamp
    # In a thread of its own: a mail server that is slow keeps no look waiting.
    await sync_to_async(despatch_due_here, thread_sensitive=False)()


def despatch_due_here() -> int:
    try:
        return worker_actions.despatch_due(now=timezone.now())
    finally:
        connection.close()
