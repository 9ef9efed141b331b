"""Giving time back: what the house was late is added to the deadline of whoever waited for it."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from sanjeh.apps.desk import clocks
from sanjeh.apps.desk.models import Complaint, TimeCredit
from sanjeh.apps.desk.step_actions import locked
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject


class NothingToCredit(Exception):
    """The house was not late in this case, has given the time back, or no deadline is left to move."""


@transaction.atomic
def credit_lateness(*, number: int, breach: int, now: datetime) -> int:
    """Add exactly the lost working seconds to the complainant's own deadline, and return them.

    Raise NothingToCredit. What an earlier breach gave back is not given twice.
    """
    complaint = locked(number)
    seconds = still_owed(complaint, now)
    if seconds <= 0 or not clocks.has_own_deadline(complaint, now):
        raise NothingToCredit(number)
    TimeCredit.objects.create(complaint=complaint, breach=breach, seconds=seconds, at=now)
    about = (Subject.COMPLAINT.named(number), Subject.BREACH.named(breach))
    journal.write(by=None, at=now, what="clock.credited", about=about, facts={"seconds": seconds})
    return seconds


def still_owed(complaint: Complaint, now: datetime) -> int:
    given: int = complaint.credits.aggregate(whole=Sum("seconds"))["whole"] or 0
    return clocks.lateness(complaint, now) - given
