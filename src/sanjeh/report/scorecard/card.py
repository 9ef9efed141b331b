"""The report card in one language: everything already said in words, for terminal, page and PDF alike."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding; `mark` is its outcome, `outcome` the word for it."""

    id: str
    mark: str
    outcome: str
    title: str
    says: str
    remedy: str
    observed: tuple[str, ...]
    standard: str


@dataclass(frozen=True, slots=True)
class ProbeFindings:
    """The findings of one probe."""

    title: str
    lines: tuple[FindingLine, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """An axis or indicator: `points` as people read it, `share` 0..100 for the bar, None without a number."""

    code: str
    title: str
    mark: str
    points: str
    share: float | None
    weight: str
    says: str

    @property
    def shade(self) -> Literal["good", "fair", "poor", "none"]:
        """How the number is coloured; the number itself always stands beside it."""
        if self.share is None:
            return "none"
        return "good" if self.share >= 75 else "fair" if self.share >= 50 else "poor"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A look that failed: what was to be seen, what happened, what both sides can do."""

    looks: str
    happened: str
    owner: str
    ours: str
    detail: str


@dataclass(frozen=True, slots=True)
class Card:
    """One address; `judged` says by which document, and how one got there."""

    url: str
    judged: str
    mark: str
    outcome: str
    score: str
    share: float | None
    coverage: str
    coverage_says: str
    stage: str
    stage_says: str
    first: tuple[Bar, ...]
    axes: tuple[Bar, ...]
    indicators: tuple[Bar, ...]
    mend: tuple[FindingLine, ...]
    improve: tuple[FindingLine, ...]
    unseen: tuple[Unseen, ...]
    groups: tuple[ProbeFindings, ...]
    picture: bytes


@dataclass(frozen=True, slots=True)
class Report:
    """All cards of one run."""

    language: str
    note: str
    made_by: str
    cards: tuple[Card, ...]
