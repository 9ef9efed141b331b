"""Marks about which an appeal runs: scoring knows no more of it than this, and counts nothing of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sanjeh.apps.results.models import Dispute


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """A mark under review; an edition says so once somebody has let it (`is_shown`), or waits."""

    unit: str
    indicator: str
    opened_at: datetime
    is_shown: bool

    @property
    def mark(self) -> str:
        return f"{self.unit}/{self.indicator}"


def open_disputes(round_code: str) -> tuple[DisputeRow, ...]:
    """Return the marks of a round under review, each once; it is shown once every dispute of it is."""
    rows = Dispute.objects.filter(round__code=round_code, settled_at=None).order_by("opened_at", "pk")
    found: dict[tuple[str, str], DisputeRow] = {}
    for row in rows:
        key, is_shown = (row.unit, row.indicator), row.shown_at is not None
        before = found.get(key)
        first = before.opened_at if before else row.opened_at
        found[key] = DisputeRow(*key, first, is_shown=is_shown and (before is None or before.is_shown))
    return tuple(found.values())


def holding(round_code: str) -> tuple[DisputeRow, ...]:
    """Return the marks that hold an edition back: under review, and not let be shown as that."""
    return tuple(row for row in open_disputes(round_code) if not row.is_shown)


def marks_of(rows: Iterable[DisputeRow]) -> tuple[str, ...]:
    return tuple(sorted(row.mark for row in rows))


def under_review(round_code: str, unit: str) -> frozenset[str]:
    """Return the indicators of this body that its card shows as under review."""
    return frozenset(row.indicator for row in open_disputes(round_code) if row.unit == unit and row.is_shown)
