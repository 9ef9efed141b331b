"""What has followed from a case, as both sides may see it."""

from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.desk.kinds import REMEDIES, RemedyKind
from sanjeh.apps.desk.models import Challenge, Complaint, Likeness
from sanjeh.apps.sealing import Reader
from sanjeh.core.text.words import Translatable


@dataclass(frozen=True, slots=True)
class RemedyRow:
    """What was promised until when, and whether somebody else has seen it done."""

    number: int
    title: Translatable
    words: str
    due_at: datetime
    is_done: bool
    is_verified: bool


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """What the complainant holds against whom, and what was decided; `is_upheld` is None before that."""

    person: str
    reasons: str
    is_upheld: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A mark that was corrected; `becomes` is in the indicator's own unit."""

    round: str
    indicator: str
    becomes: str


def remedies_of(complaint: Complaint, read: Reader) -> tuple[RemedyRow, ...]:
    return tuple(
        RemedyRow(
            row.pk,
            REMEDIES[RemedyKind(row.kind)],
            read(row.words),
            row.due_at,
            is_done=row.done_at is not None,
            is_verified=row.verified_at is not None,
        )
        for row in complaint.remedies.all()
    )


def challenges_of(complaint: Complaint, read: Reader) -> tuple[ChallengeRow, ...]:
    rows = Challenge.objects.filter(seat__complaint=complaint).select_related("seat__person").order_by("pk")
    return tuple(
        ChallengeRow(row.seat.person.reference, read(row.reasons), row.is_upheld, read(row.why or ""))
        for row in rows
    )


def corrections_of(complaint: Complaint) -> tuple[CorrectionRow, ...]:
    rows = complaint.corrections.all()
    return tuple(CorrectionRow(row.round, row.indicator, f"{row.becomes.normalize():f}") for row in rows)


def alike(complaint: Complaint) -> tuple[int, ...]:
    """Return the numbers of the complaints that were likened to this one."""
    rows = Likeness.objects.filter(one=complaint) | Likeness.objects.filter(other=complaint)
    pairs = rows.values_list("one__number", "other__number")
    return tuple(sorted({number for pair in pairs for number in pair} - {complaint.number}))
