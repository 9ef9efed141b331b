"""What whoever complained does beside tracking: a representative, and an answer weeks later."""

from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.queries import holders
from sanjeh.apps.desk import queries, receipt_times, receipts, sealing
from sanjeh.apps.desk.actions import own, stated, written
from sanjeh.apps.desk.kinds import StatementKind
from sanjeh.apps.desk.models import Representative
from sanjeh.apps.desk.step_actions import tell
from sanjeh.apps.journal import actions as journal
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.roles import Role


class NotAskedYet(Exception):
    """What came of it is asked four weeks after the end, and once."""


@transaction.atomic
def name_representative(*, number: int, code: str, name: str, now: datetime) -> str:
    """Give a representative a receipt of their own, and return it; an earlier one opens nothing any more."""
    complaint = own(number, code)
    new, words = receipts.new_code(), written(name)
    complaint.representatives.filter(ended_at=None).update(ended_at=now)
    Representative.objects.create(
        complaint=complaint,
        name=sealing.sealer_of(complaint).seal(words),
        receipt_hash=receipts.hash_of(new),
        at=now,
    )
    about = Subject.COMPLAINT.named(number)
    journal.write(by=journal.PUBLIC, at=now, what="complaint.represented", about=about)
    return new


@transaction.atomic
def follow_up(*, number: int, code: str, is_mended: bool, words: str, now: datetime) -> None:
    """Say whether it is really mended, four weeks after the end; who it is not tells the managers."""
    complaint = queries.opened_with(number, code)
    if not receipt_times.is_asked(complaint, now):
        raise NotAskedYet(number)
    commitment = stated(complaint, StatementKind.FOLLOW_UP, words.strip(), None, now)
    facts: dict[str, Fact] = {"mended": is_mended, "content": commitment}
    about = Subject.COMPLAINT.named(number)
    journal.write(by=journal.PUBLIC, at=now, what="complaint.followed_up", about=about, facts=facts)
    if not is_mended:
        tell(holders(Role.MANAGER, now), number, now)
