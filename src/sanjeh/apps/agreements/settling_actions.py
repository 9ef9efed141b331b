"""The clock's own moves: a version will soon be over, is over, or a newer one has begun."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.accounts.queries import holders_of_any
from sanjeh.apps.agreements import queries
from sanjeh.apps.agreements.actions import moved, note
from sanjeh.apps.agreements.models import AgreementVersion, EndReminder
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.messages import actions as messages
from sanjeh.core.integrity.references import Subject
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.agreements import VersionState, end_reminder_due
from sanjeh.core.workflow.mandates import SPEAKS_FOR_A_BODY
from sanjeh.core.workflow.moves import AgreementMove
from sanjeh.core.workflow.permissions import permission

KEEP_THE_AGREEMENT = permission(AgreementMove.LOAD).roles | permission(AgreementMove.CONFIRM).roles
SUCCEEDED = Translatable("نسخه‌ی {number} آماده‌ی جانشینی آن است.")
NOT_SUCCEEDED = Translatable("هنوز هیچ نسخه‌ای جانشین آن نیست.")


@transaction.atomic
def settle_versions(*, now: datetime) -> int:
    """Note of each version in force whether it is over or a newer one has begun; return how many changed.

    What is in force is worked out from the days (`queries.state`) and does not wait for this.
    """
    standing = AgreementVersion.objects.select_for_update().filter(state=VersionState.IN_FORCE)
    rows = list(standing.order_by("number"))
    found = [(row, move) for row in rows if (move := due_move(row, rows, now))]
    for row, move in found:
        permit(by=None, move=move, about=row.reference, now=now)
        moved(row, move, row.number)
        note(row.number, permission(move).event, None, now)
    return len(found)


def due_move(
    row: AgreementVersion, others: Iterable[AgreementVersion], now: datetime
) -> AgreementMove | None:
    """Return what the clock says of a version in force: that it is over, or that a newer one has begun."""
    if row.valid_until <= now:
        return AgreementMove.EXPIRE
    newer = (one for one in others if one.number > row.number and one.authority_id == row.authority_id)
    has_begun = any(one.valid_from is None or one.valid_from <= now < one.valid_until for one in newer)
    return AgreementMove.SUPERSEDE if has_begun else None


@transaction.atomic
def remind_of_ends(*, now: datetime) -> int:
    """Tell those whom it concerns that a version ends soon, once for each reminder; return how many."""
    standing = AgreementVersion.objects.select_for_update().filter(state=VersionState.IN_FORCE)
    due = [(row, before) for row in standing if (before := end_reminder_due(row.valid_until, now))]
    fresh = [one for one in due if not one[0].end_reminders.filter(days=one[1].days).exists()]
    for row, before in fresh:
        EndReminder.objects.create(version=row, days=before.days, told_at=now)
        messages.send(content=ending(row, before.days), to=concerned(row, now), now=now)
        matters = (row.reference, Subject.AUTHORITY.named(row.authority_id))
        journal.write(
            by=None, at=now, what="agreement.end_reminded", about=matters, facts={"days": before.days}
        )
    return len(fresh)


def ending(row: AgreementVersion, days: int) -> messages.Content:
    """Return what is told of a version that ends, with what comes after it."""
    later = queries.successor(queries.row_of_agreed(row))
    after = SUCCEEDED.filled(number=later.number) if later else NOT_SUCCEEDED
    facts = {"number": row.number, "days": days, "until": row.valid_until - timedelta(seconds=1)}
    return messages.Content(
        TemplateName.AGREEMENT_ENDS, row.reference, "/agreement/", {**facts, "after": after}
    )


def concerned(row: AgreementVersion, now: datetime) -> tuple[Person, ...]:
    return holders_of_any(SPEAKS_FOR_A_BODY | KEEP_THE_AGREEMENT, now, str(row.authority_id))
