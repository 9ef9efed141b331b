"""The clock's own moves: a version is over, or a newer one has begun."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.agreements.actions import moved, note
from sanjeh.apps.agreements.models import AgreementVersion
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.moves import AgreementMove
from sanjeh.core.workflow.permissions import permission


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
