"""A scorecard: a tree in which every number keeps the reason why it is what it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sanjeh.core.methodology.parts import POINTS_DIGITS, Digits
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State
from sanjeh.core.scoring.rank import DIGITS, decided, half_up


class Kind(StrEnum):
    """What a node of the tree stands for."""

    INDEX = "index"
    AXIS = "axis"
    INDICATOR = "indicator"
    SERVICE = "service"


@dataclass(frozen=True, slots=True)
class Mark:
    """One observation and what it is worth; `counts` when the score stands on it.

    `points` is None when the observation carries no number that could count.
    """

    observation: Observation
    points: float | None
    counts: bool


@dataclass(frozen=True, slots=True)
class Node:
    """One number of the card, shown with so many `digits` after the point.

    `applicable` is False when the question does not exist for this unit. `coverage` (0..1) is the
    share of the applicable weight below that was really seen. `stated_weight` and
    `effective_weight` are shares of the whole before and after what is missing was shared out.
    """

    kind: Kind
    code: str
    points: float | None
    applicable: bool
    coverage: float
    sufficient: bool
    stated_weight: float = 0.0
    effective_weight: float = 0.0
    counts: tuple[tuple[State, int], ...] = ()
    children: tuple["Node", ...] = ()
    marks: tuple[Mark, ...] = ()
    source: Source | None = None
    reason: NoValue | None = None
    digits: int = POINTS_DIGITS

    @property
    def rounded(self) -> Decimal | None:
        """The points as they are shown, whether or not enough was seen to publish them."""
        return None if self.points is None else half_up(self.points, self.digits)

    @property
    def published(self) -> Decimal | None:
        """The points as a result: None while coverage is below the methodology's threshold."""
        return self.rounded if self.sufficient else None

    @property
    def evidence(self) -> tuple[str, ...]:
        """Finding ids and capture digests on which the number stands, each once."""
        own = (e for mark in self.marks if mark.counts for e in mark.observation.evidence)
        below = (e for child in self.children for e in child.evidence)
        return tuple(dict.fromkeys((*own, *below)))

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """One body (or one address) scored by one methodology."""

    unit: str
    methodology: str
    methodology_hash: str
    root: Node
    arithmetic: float | None
    geometric: float | None
    bonus: tuple[Node, ...]
    grade: str
    capped_by: tuple[str, ...]
    share_of_whole: float
    digits: Digits = DIGITS

    @property
    def points(self) -> float | None:
        return self.root.points

    @property
    def published(self) -> Decimal | None:
        return self.root.published

    @property
    def rank_score(self) -> Decimal | None:
        """The digits on which places are decided; None for a body that is listed apart."""
        if self.root.points is None or not self.root.sufficient:
            return None
        return decided(self.root.points, self.digits.of_ranks, self.digits)

    @property
    def coverage_of_whole(self) -> float:
        """Coverage against the unrestricted method, which a restricted one must always show."""
        return self.root.coverage * self.share_of_whole

    @property
    def bonus_points(self) -> float:
        """Shown beside the score and never inside it."""
        return sum(node.points * node.stated_weight / 100 for node in self.bonus if node.points is not None)

    def node(self, code: str) -> Node | None:
        """Return the axis or indicator with this code; None when the method has none."""
        nodes = (n for n in self.root.walk() if n.code == code and n.kind is not Kind.SERVICE)
        return next(nodes, None)
