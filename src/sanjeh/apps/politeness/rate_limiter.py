"""Leases of destinations for all workers together: whoever looks holds their rows of the database."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async

from sanjeh.apps.politeness import clock
from sanjeh.apps.politeness.actions import leave, renew, take
from sanjeh.core.scheduling.backoff import BackoffRules
from sanjeh.engine.rate_limit import RateLimitLease

RENEW_S = 10.0
# Longer pauses are waited for in the queue, where they keep no worker busy.
PATIENCE = timedelta(seconds=2)
ASK_AGAIN_S = 0.1


class DatabaseRateLimiter:
    """A rate limiter that all workers of an installation share."""

    def __init__(self, rules: BackoffRules) -> None:
        self._rules = rules

    @asynccontextmanager
    async def lease(self, keys: Sequence[str]) -> AsyncIterator[RateLimitLease]:
        """Hold all keys for one visit; raise RetryLater when they are not free within seconds."""
        wanted, holder, lease = tuple(sorted(set(keys))), uuid.uuid4(), RateLimitLease()
        await self._wait(wanted, holder)
        renewing = asyncio.create_task(keep_held(wanted, holder))
        try:
            yield lease
        finally:
            renewing.cancel()
            await asyncio.wait([renewing])
            await sync_to_async(leave)(wanted, holder, lease.outcome, self._rules, await database_time())

    async def _wait(self, keys: tuple[str, ...], holder: uuid.UUID) -> None:
        gives_up_at = await database_time() + PATIENCE
        while True:
            now = await database_time()
            later = await sync_to_async(take)(keys, holder, now)
            if later is None:
                return
            if max(later.until, now) > gives_up_at:
                raise later
            await asyncio.sleep(ASK_AGAIN_S)


async def database_time() -> datetime:
    """Return the time by which all workers rest, lease and renew."""
    return await sync_to_async(clock.now)()


async def keep_held(keys: tuple[str, ...], holder: uuid.UUID) -> None:
    """Renew the lease until cancelled."""
    while True:
        await asyncio.sleep(RENEW_S)
        await sync_to_async(renew)(keys, holder, await database_time())
