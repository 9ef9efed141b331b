"""Taking the keys of one visit, holding them while it lasts, and giving them back with its outcome."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from sanjeh.apps.politeness.models import Destination
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import BackoffRules, HostState, VisitOutcome, state_after_at
from sanjeh.engine.rate_limit import RetryLater

# A killed worker's keys are free again after the lease; a living one renews it in time.
LEASE = timedelta(seconds=40)
# When somebody else is there, nobody knows for how long; we look in again.
COME_BACK = timedelta(seconds=5)

REMEMBERED = ("holder", "held_until", "free_at", "doublings", "failures", "because")


def renew(keys: Sequence[str], holder: uuid.UUID, now: datetime) -> None:
    Destination.objects.filter(key__in=keys, holder=holder).update(held_until=now + LEASE)


@transaction.atomic
def take(keys: Sequence[str], holder: uuid.UUID, now: datetime) -> RetryLater | None:
    """Hold all these keys, or none and return until when the last of them is not to be had.

    `keys` come sorted, so that two workers never wait for each other.
    """
    rows = locked(keys)
    if len(rows) < len(keys):
        Destination.objects.bulk_create((Destination(key=one) for one in keys), ignore_conflicts=True)
        rows = locked(keys)
    refusals = [refusal for row in rows if (refusal := refused(row, now))]
    if refusals:
        return max(refusals, key=lambda refusal: refusal.until)
    Destination.objects.filter(key__in=keys).update(holder=holder, held_until=now + LEASE)
    return None


def locked(keys: Sequence[str]) -> list[Destination]:
    return list(Destination.objects.select_for_update().filter(key__in=keys).order_by("key"))


def refused(row: Destination, now: datetime) -> RetryLater | None:
    """Return why this key is not free now."""
    if row.free_at and row.free_at > now:
        return RetryLater(row.key, row.free_at, Reason(row.because) if row.because else Reason.HOST_RESTS)
    if row.held_until and row.held_until > now:
        return RetryLater(row.key, min(row.held_until, now + COME_BACK), Reason.HOST_RESTS)
    return None


@transaction.atomic
def leave(
    keys: Sequence[str], holder: uuid.UUID, outcome: VisitOutcome, rules: BackoffRules, now: datetime
) -> None:
    """Give the keys back and remember how the visit went; what was taken from us meanwhile stays."""
    ours = [row for row in locked(keys) if row.holder == holder]
    for row in ours:
        before = HostState(row.free_at, row.doublings, row.failures)
        state = state_after_at(row.key, before, outcome, now, rules)
        row.holder, row.held_until = None, None
        row.free_at, row.doublings, row.failures = state.free_at, state.doublings, state.failures
        row.because = state.because or ""
    Destination.objects.bulk_update(ours, REMEMBERED)
