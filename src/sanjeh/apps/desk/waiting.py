"""Which complaints are under way, and with whom each lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.desk.kinds import KINDS, ComplaintKind
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.complaints import COMPLAINT, STATE_WORDS, ComplaintMove, ComplaintState

OVER = (ComplaintState.REFUSED, ComplaintState.CLOSED)


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """`handler` is the key of the person whom the draw seated; `since` is its last step."""

    number: int
    kind: Translatable
    state_title: Translatable
    since: datetime
    moves: tuple[ComplaintMove, ...]
    handler: int | None

    @property
    def reference(self) -> str:
        return Subject.COMPLAINT.named(self.number)


def waiting_cases() -> tuple[WaitingCase, ...]:
    """Return the complaints that are not over, the longest waiting first; two questions for all."""
    rows = list(Complaint.objects.exclude(state__in=OVER).select_related("seat").order_by("number"))
    last = journal.last_at([Subject.COMPLAINT.named(row.number) for row in rows])
    return tuple(sorted((case_of(row, last) for row in rows), key=lambda case: case.since))


def case_of(row: Complaint, last: Mapping[str, datetime]) -> WaitingCase:
    state = ComplaintState(row.state)
    seat = getattr(row, "seat", None)
    return WaitingCase(
        number=row.number,
        kind=KINDS[ComplaintKind(row.kind)],
        state_title=STATE_WORDS[state],
        since=last.get(Subject.COMPLAINT.named(row.number), row.lodged_at),
        moves=COMPLAINT.moves(state),
        handler=seat.person_id if seat else None,
    )
