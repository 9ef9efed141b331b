"""Taking what readers tell us, and saying what became of it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.feedback.kinds import FeedbackKind, Helped
from sanjeh.apps.feedback.models import Feedback
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.reach_moves import FeedbackMove


@dataclass(frozen=True, slots=True)
class Message:
    """What a reader writes; only the text must be there."""

    kind: FeedbackKind
    text: str
    page: str = ""
    contact: str = ""
    helped: Helped | None = None


class NothingSaid(ValueError):
    """A message, and what became of it, need words."""


class AlreadySettled(Exception):
    """Somebody has said before what became of this message."""


@transaction.atomic
def give_feedback(*, message: Message, now: datetime) -> int:
    """Keep the message and return its number; the journal learns that it came, not what it says."""
    if not message.text.strip():
        raise NothingSaid
    kept = Feedback.objects.create(
        kind=message.kind,
        helped=message.helped or "",
        page=message.page,
        text=message.text.strip(),
        contact=message.contact.strip(),
        at=now,
    )
    about = Subject.FEEDBACK.named(kept.number)
    journal.write(by=journal.PUBLIC, at=now, what="feedback.given", about=about, facts={"kind": message.kind})
    return kept.number


@transaction.atomic
def settle_feedback(*, number: int, outcome: str, by: Person, now: datetime) -> None:
    """Note what became of a message; nobody says it twice."""
    about = Subject.FEEDBACK.named(number)
    permit(by=by, move=FeedbackMove.SETTLE, about=about, now=now)
    if not outcome.strip():
        raise NothingSaid
    still_open = Feedback.objects.filter(number=number, settled_at=None)
    if not still_open.update(outcome=outcome.strip(), settled_at=now, settled_by=by):
        raise AlreadySettled(number)
    journal.write(by=by, at=now, what="feedback.settled", about=about)


def forget_old(*, before: datetime) -> int:
    """Remove every message that was settled before this moment, and return how many went."""
    return Feedback.objects.filter(settled_at__lt=before).delete()[0]
