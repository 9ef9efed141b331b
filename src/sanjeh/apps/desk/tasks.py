"""What visitors leave behind is not kept longer than they need it: each night sessions that are over go."""

from asgiref.sync import sync_to_async
from django.contrib.sessions.backends.db import SessionStore
from procrastinate.contrib.django import app

from sanjeh.apps.scans import jobs


@app.periodic(cron="17 1 * * *")
@app.task(name="desk.forget_sessions", queue=jobs.ANALYSES, queueing_lock="forget_sessions")
async def forget_sessions(timestamp: int) -> None:
    del timestamp
    await sync_to_async(SessionStore.clear_expired)()
