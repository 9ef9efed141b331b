"""Work on tables that a worker does beside its looks."""

from datetime import datetime
from typing import Protocol

from asgiref.sync import sync_to_async
from django.db import connection
from django.utils import timezone


class Work(Protocol):
    def __call__(self, *, now: datetime) -> object: ...


async def in_own_thread(work: Work) -> None:
    """Do it in a thread of its own: all looks share one for the database, and must not wait behind this."""
    await sync_to_async(over_own_connection, thread_sensitive=False)(work)


def over_own_connection(work: Work) -> None:
    """Do it over this thread's own connection, which ends with it."""
    try:
        work(now=timezone.now())
    finally:
        connection.close()
