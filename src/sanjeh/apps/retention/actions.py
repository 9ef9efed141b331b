"""Carrying out the table of what is kept how long: one transaction and one journal line a night."""

from collections.abc import Callable, Mapping
from datetime import datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction

from sanjeh.apps.desk import attempt_actions, erasure_actions
from sanjeh.apps.feedback import actions as feedback
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.core.workflow.retention import EXECUTED, Kept

ABOUT = "process:retention"


def forget_sessions(before: datetime) -> int:
    return Session.objects.filter(expire_date__lt=before).delete()[0]


def forget_sign_in_attempts(before: datetime) -> int:
    logs = (AccessAttempt, AccessFailureLog, AccessLog)
    return sum(log.objects.filter(attempt_time__lt=before).delete()[0] for log in logs)


# Each forgets what grew older than the first moment, at the second, and returns how many went.
FORGETS: Mapping[Kept, Callable[[datetime, datetime], int]] = {
    Kept.SESSIONS: lambda before, _now: forget_sessions(before),
    Kept.SIGN_IN_ATTEMPTS: lambda before, _now: forget_sign_in_attempts(before),
    Kept.ATTEMPTS: lambda before, _now: attempt_actions.forget_attempts(before=before),
    Kept.FEEDBACK: lambda before, _now: feedback.forget_old(before=before),
    Kept.MESSAGE_ADDRESSES: lambda before, _now: messages.forget_addresses(before=before),
    Kept.COMPLAINTS: lambda before, now: erasure_actions.erase_old(before=before, now=now),
}


@transaction.atomic
def carry_out(*, now: datetime) -> dict[str, int]:
    """Forget all that is over; return how much of each kind went, and note it where anything did."""
    gone = {rule.kept.value: FORGETS[rule.kept](now - rule.after, now) for rule in EXECUTED}
    if any(gone.values()):
        journal.write(by=None, at=now, what="retention.executed", about=ABOUT, facts=dict(gone))
    return gone
