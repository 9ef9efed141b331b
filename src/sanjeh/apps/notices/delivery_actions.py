"""The worker's own work: a mandatory notice reaches who comes later too, and who has not seen it again."""

from datetime import datetime, timedelta

from django.db import transaction

from sanjeh.apps.accounts import queries as accounts
from sanjeh.apps.messages import actions as messages
from sanjeh.apps.messages import reminder_actions
from sanjeh.apps.messages.queries import written_to
from sanjeh.apps.notices.actions import told_by
from sanjeh.apps.notices.kinds import MANDATORY
from sanjeh.apps.notices.models import Notice
from sanjeh.apps.notices.queries import row_of
from sanjeh.core.integrity.references import Subject

# For so long after its effect whoever has not seen a notice is still reminded of it.
CHASED_FOR = timedelta(days=30)


@transaction.atomic
def tell_newcomers(*, now: datetime) -> int:
    """Tell who was given a mandate since of every mandatory notice that is still to take effect."""
    told = 0
    for notice in Notice.objects.filter(kind__in=MANDATORY, effective_at__gt=now).order_by("number"):
        known = written_to(Subject.NOTICE.named(notice.number))
        fresh = [one for one in accounts.mandated(now, str(notice.authority_id)) if one.pk not in known]
        if fresh:
            messages.send(content=told_by(row_of(notice)), to=fresh, now=now)
        told += len(fresh)
    return told


def chase_unseen(*, now: datetime) -> int:
    """Remind of every mandatory notice that is to take effect, or took effect lately; return how many."""
    recent = Notice.objects.filter(kind__in=MANDATORY, effective_at__gt=now - CHASED_FOR).order_by("number")
    numbers = list(recent.values_list("number", flat=True))
    return sum(reminder_actions.chase_due(about=Subject.NOTICE.named(number), now=now) for number in numbers)
