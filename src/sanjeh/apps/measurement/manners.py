"""Turns at destinations for all workers together: whoever looks holds a row of the database meanwhile."""

import asyncio
import uuid
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async
from django.db import transaction
from django.utils import timezone

from sanjeh.apps.measurement.models import Destination
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import BackoffRules, HostState, VisitOutcome, state_after_at
from sanjeh.engine.rate_limit import RateLimitLease, RetryLater

# A killed worker's places are free again after the lease; a living one renews it in time.
LEASE = timedelta(seconds=40)
RENEW_S = 10.0
# Longer pauses are waited for in the queue, where they keep no worker busy.
PATIENCE = timedelta(seconds=2)
ASK_AGAIN_S = 0.1
# When somebody else is there, nobody knows for how long; we look in again.
COME_BACK = timedelta(seconds=5)

REMEMBERED = ("holder", "held_until", "free_at", "doublings", "failures", "because")


class DatabaseRateLimiter:
    """Manners that every worker of an installation shares."""

    def __init__(self, rules: BackoffRules) -> None:
        self._rules = rules

    @asynccontextmanager
    async def turn(self, places: Sequence[str]) -> AsyncIterator[RateLimitLease]:
        """Hold all places for one visit; raise RetryLater when they are not free within seconds."""
        wanted, holder, turn = tuple(sorted(set(places))), uuid.uuid4(), RateLimitLease()
        await self._wait(wanted, holder)
        renewing = asyncio.create_task(keep_held(wanted, holder))
        try:
            yield turn
        finally:
            renewing.cancel()
            await asyncio.wait([renewing])
            await sync_to_async(leave)(wanted, holder, turn.heard, self._rules, timezone.now())

    async def _wait(self, places: tuple[str, ...], holder: uuid.UUID) -> None:
        gives_up_at = timezone.now() + PATIENCE
        while True:
            now = timezone.now()
            later = await sync_to_async(take)(places, holder, now)
            if later is None:
                return
            if max(later.until, now) > gives_up_at:
                raise later
            await asyncio.sleep(ASK_AGAIN_S)


async def keep_held(places: tuple[str, ...], holder: uuid.UUID) -> None:
    """Renew the lease until cancelled."""
    while True:
        await asyncio.sleep(RENEW_S)
        await sync_to_async(renew)(places, holder, timezone.now())


def renew(places: Sequence[str], holder: uuid.UUID, now: datetime) -> None:
    Destination.objects.filter(place__in=places, holder=holder).update(held_until=now + LEASE)


@transaction.atomic
def take(places: Sequence[str], holder: uuid.UUID, now: datetime) -> RetryLater | None:
    """Hold all these places, or none and return until when the last of them is not to be had.

    `places` come sorted, so that two workers never wait for each other.
    """
    rows = locked(places)
    if len(rows) < len(places):
        Destination.objects.bulk_create((Destination(place=one) for one in places), ignore_conflicts=True)
        rows = locked(places)
    refusals = [refusal for row in rows if (refusal := refused(row, now))]
    if refusals:
        return max(refusals, key=lambda refusal: refusal.until)
    Destination.objects.filter(place__in=places).update(holder=holder, held_until=now + LEASE)
    return None


def locked(places: Sequence[str]) -> list[Destination]:
    return list(Destination.objects.select_for_update().filter(place__in=places).order_by("place"))


def refused(row: Destination, now: datetime) -> RetryLater | None:
    """Return why this place is not free now."""
    if row.free_at and row.free_at > now:
        return RetryLater(row.place, row.free_at, Reason(row.because) if row.because else Reason.HOST_RESTS)
    if row.held_until and row.held_until > now:
        return RetryLater(row.place, min(row.held_until, now + COME_BACK), Reason.HOST_RESTS)
    return None


@transaction.atomic
def leave(
    places: Sequence[str], holder: uuid.UUID, heard: VisitOutcome, rules: BackoffRules, now: datetime
) -> None:
    """Give the places back and remember how the visit went; what was taken from us meanwhile stays."""
    ours = [row for row in locked(places) if row.holder == holder]
    for row in ours:
        before = HostState(row.free_at, row.doublings, row.failures)
        pace = state_after_at(row.place, before, heard, now, rules)
        row.holder, row.held_until = None, None
        row.free_at, row.doublings, row.failures = pace.free_at, pace.doublings, pace.failures
        row.because = pace.because or ""
    Destination.objects.bulk_update(ours, REMEMBERED)
