"""The worker's own work: whoever has not said that a message was seen is reminded, some days apart."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Max

from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages.actions import remind, waiting
from sanjeh.apps.messages.models import Despatch, Message
from sanjeh.core.workflow.despatches import DespatchState

BETWEEN = timedelta(days=3)
MOST = 3
LOST = (DespatchState.BOUNCED, DespatchState.FAILED)


@transaction.atomic
def chase_due(*, about: str, now: datetime) -> int:
    """Remind everybody who was told of this three days ago, or reminded then, and has not seen it.

    Nobody is reminded more than three times. Where a way was lost, the reminder goes as a letter too.
    """
    late = [message for message in waiting(about) if is_due(message, now)]
    lost = set(Despatch.objects.filter(message__in=late, state__in=LOST).values_list("message", flat=True))
    for message in late:
        remind(message, now, with_letter=message.pk in lost)
    if late:
        journal.write(by=None, at=now, what="message.chased", about=about, facts={"people": len(late)})
    return len(late)


def is_due(message: Message, now: datetime) -> bool:
    said = message.reminders.aggregate(count=Count("pk"), last=Max("made_at"))
    return said["count"] < MOST and (said["last"] or message.made_at) <= now - BETWEEN
