"""Counting who tries what, so that nobody keeps all others out."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.crypto import salted_hmac

from sanjeh.apps.accounts.actions import one_at_a_time
from sanjeh.apps.desk.models import Attempt
from sanjeh.apps.desk.rate_limit import RateLimit, TooMany


@transaction.atomic
def count_attempt(rate: RateLimit, visitor: str, now: datetime) -> None:
    """Count one attempt of this visitor (an address, kept only as a keyed hash); raise TooMany."""
    source = salted_hmac("sanjeh.desk.doors", visitor, secret=settings.SECRET_KEY).hexdigest()
    one_at_a_time(f"{rate.name} {source}")
    Attempt.objects.filter(door=rate.name, at__lte=now - rate.per).delete()
    recent = Attempt.objects.filter(door=rate.name, source=source).order_by("-at")[: rate.limit]
    if len(recent) == rate.limit:
        raise TooMany(recent[rate.limit - 1].at + rate.per)
    Attempt.objects.create(door=rate.name, source=source, at=now)


def forget_attempts(*, before: datetime) -> int:
    return Attempt.objects.filter(at__lt=before).delete()[0]
