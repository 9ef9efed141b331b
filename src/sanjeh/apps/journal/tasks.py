"""Each night, whatever the journal holds is signed, so that nobody can rewrite a day that is over."""

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from sanjeh.apps.journal import actions

QUEUE = "journal"


@app.periodic(cron="3 0 * * *")
@app.task(name="journal.sign_checkpoint", queue=QUEUE, queueing_lock="checkpoint", lock="checkpoint")
async def sign_checkpoint(timestamp: int) -> None:
    del timestamp
    await sync_to_async(sign_here, thread_sensitive=False)()


def sign_here() -> int | None:
    try:
        return actions.sign_checkpoint(now=timezone.now())
    finally:
        connection.close()
