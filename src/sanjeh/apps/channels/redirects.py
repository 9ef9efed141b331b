"""Reading what was led to the channels: its words by the secret alone, and the counts by everybody."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from sanjeh.apps.channels.models import Redirect
from sanjeh.apps.sealing import unlocked
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.redirects import REACHED_BY, ReachedBy

LASTS = timedelta(days=30)


class NothingReady(LookupError):
    """This secret was never given out, is too old, or was used; nobody is told which."""


@dataclass(frozen=True, slots=True)
class RedirectRow:
    """What of it the office sees: never the words."""

    number: int
    way: Translatable
    at: datetime
    is_answered: bool
    lodged_at: datetime | None
    by: str


@dataclass(frozen=True, slots=True)
class RedirectCounts:
    redirected: int
    answered: int
    lodged: int


def words_behind(token: str, now: datetime) -> str:
    """Return what was written, for the form of whoever holds the secret; raise NothingReady."""
    digest = hashlib.sha256(token.encode()).hexdigest()
    row = Redirect.objects.filter(token_hash=digest, lodged_at=None, at__gt=now - LASTS).first()
    if row is None or row.locked is None:
        raise NothingReady
    words: str = json.loads(unlocked(bytes(row.locked)).open(row.sealed))["text"]
    return words


def redirects() -> tuple[RedirectRow, ...]:
    """Return all of them, the newest first."""
    rows = Redirect.objects.select_related("by")
    return tuple(
        RedirectRow(
            row.number,
            REACHED_BY[ReachedBy(row.reached_by)],
            row.at,
            row.is_answered,
            row.lodged_at,
            row.by.display_name if row.by else "",
        )
        for row in rows
    )


def counts() -> RedirectCounts:
    """Return how many came by another way, were answered, and were lodged by their writers."""
    found = (
        Redirect.objects.order_by()
        .values_list("is_answered")
        .annotate(n=Count("pk"), lodged=Count("lodged_at"))
    )
    rows = list(found)
    return RedirectCounts(
        sum(n for _, n, _ in rows),
        sum(n for answered, n, _ in rows if answered),
        sum(one for *_, one in rows),
    )
