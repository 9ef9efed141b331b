"""What is due to be sent is handed over every few seconds, by one worker at a time; people are told of their
mandates within a minute.
"""

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.messages import mandate_actions, worker_actions

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


@app.periodic(cron="* * * * *")
@app.task(name="messages.mandates", queue=QUEUE, queueing_lock="mandates", lock="mandates")
async def tell_of_mandates(timestamp: int) -> None:
    del timestamp
    await sync_to_async(tell_of_mandates_here, thread_sensitive=False)()


def tell_of_mandates_here() -> int:
    try:
        now = timezone.now()
        return mandate_actions.tell_of_mandates(now=now) + mandate_actions.remind_of_ends(now=now)
    finally:
        connection.close()
