"""Counting knocks, so that one visitor cannot shut a door for all others."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from sanjeh.apps.desk.models import Attempt


@dataclass(frozen=True, slots=True)
class RateLimit:
    name: str
    limit: int
    per: timedelta


LODGING = RateLimit("lodge", 10, timedelta(hours=1))
TRACKING = RateLimit("track", 10, timedelta(minutes=15))


class TooMany(Exception):
    """This visitor knocked too often; `after` is when the next try counts."""

    def __init__(self, after: datetime) -> None:
        super().__init__(f"too many attempts; try again after {after:%H:%M}")
        self.after = after


def hit(door: RateLimit, visitor: str, now: datetime) -> None:
    """Count one attempt of this visitor (an address, kept only as a keyed hash); raise TooMany."""
    source = salted_hmac("sanjeh.desk.doors", visitor, secret=settings.SECRET_KEY).hexdigest()
    Attempt.objects.filter(door=door.name, at__lt=now - door.per).delete()
    recent = Attempt.objects.filter(door=door.name, source=source).order_by("-at")[: door.limit]
    if len(recent) == door.limit:
        raise TooMany(recent[door.limit - 1].at + door.per)
    Attempt.objects.create(door=door.name, source=source, at=now)
