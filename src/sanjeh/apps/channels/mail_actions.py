"""The worker's own work: what people wrote to the house is handled, each mail once."""

from datetime import datetime

from sanjeh.apps.channels.redirect_actions import redirect_mail
from sanjeh.apps.messages import incoming_actions
from sanjeh.apps.messages.incoming_actions import TO_PEOPLE, Work
from sanjeh.apps.messages.models import Incoming

MOST_AT_ONCE = 200


def take_words(*, now: datetime, work: Work = redirect_mail) -> int:
    """Handle what waits, the oldest first; what fails is set apart and holds nobody up. Return how many."""
    waits = Incoming.objects.filter(handled_at=None, kind__in=TO_PEOPLE)
    numbers = list(waits.order_by("received_at", "pk").values_list("pk", flat=True)[:MOST_AT_ONCE])
    for number in numbers:
        incoming_actions.handle(number, work, now)
    return len(numbers)
