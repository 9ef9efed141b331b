"""Which complaints are under way, and with whom each lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.desk import seats
from sanjeh.apps.desk.kinds import KINDS, ComplaintKind
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.text.words import Translatable
from sanjeh.core.workflow.complaints import COMPLAINT, OVER, STATE_WORDS, ComplaintMove, ComplaintState


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """`seated` are the keys of those whom the draw seated; `since` is its last step."""

    number: int
    kind: Translatable
    state_title: Translatable
    since: datetime
    moves: tuple[ComplaintMove, ...]
    seated: frozenset[int]

    @property
    def reference(self) -> str:
        return Subject.COMPLAINT.named(self.number)


def waiting_cases() -> tuple[WaitingCase, ...]:
    """Return the complaints that are not over, the longest waiting first; three questions for all."""
    rows = list(Complaint.objects.exclude(state__in=OVER).order_by("number"))
    seated = seats.seated_of(rows)
    last = journal.last_at([Subject.COMPLAINT.named(row.number) for row in rows])
    return tuple(sorted((case_of(row, last, seated) for row in rows), key=lambda case: case.since))


def case_of(
    row: Complaint, last: Mapping[str, datetime], seated: Mapping[int, frozenset[int]]
) -> WaitingCase:
    state = ComplaintState(row.state)
    return WaitingCase(
        number=row.number,
        kind=KINDS[ComplaintKind(row.kind)],
        state_title=STATE_WORDS[state],
        since=last.get(Subject.COMPLAINT.named(row.number), row.lodged_at),
        moves=COMPLAINT.moves(state),
        seated=seated.get(row.pk, frozenset()),
    )
