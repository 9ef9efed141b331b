"""What is published of a round, body by body."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.scoring.engine import Scored
from sanjeh.core.scoring.inputs import BodyInput

OVERALL = ""


class CategoryPlace(Frozen):
    """A place among the bodies of one category."""

    rank: int
    low: int
    high: int
    of: int


@dataclass(frozen=True, slots=True)
class RankSampling:
    """The dice of the intervals: recomputable by anyone from round and methodology."""

    seed: int
    replicates: int


@dataclass(frozen=True, slots=True)
class AxisResult:
    """One axis of a body; `points` is None where it has no number."""

    code: str
    points: float | None
    coverage: float
    applicable: bool
    sufficient: bool


@dataclass(frozen=True, slots=True)
class Firmness:
    """How firmly a body holds its place and class when everything that the method names is varied at once.

    `interval` is (low, median, high): between the outer two lie 90 % of its places. Bodies of one `group`
    cannot be told apart. `p_classes` has the share 0..1 of the draws in each class that occurred, likeliest
    first; borderline is a body that keeps its own in fewer than 80 %. `p_above_next` is the share in which
    it stands above the next body of the ranking, None for the last.
    """

    interval: tuple[int, int, int]
    group: int
    p_classes: tuple[tuple[str, float], ...]
    p_above_next: float | None
    is_borderline: bool


@dataclass(frozen=True, slots=True)
class BodyResult:
    """What is published of one body.

    `places` has one entry per category and OVERALL; none for a body listed apart, which has neither a
    score nor a class or stage. `readiness` is None too where no stage is left. `firmness` is None also
    where the method does not name what is to be varied.
    """

    body: BodyInput
    score: Decimal | None
    class_code: str
    capped_by: tuple[str, ...]
    stage: int | None
    readiness: float | None
    coverage: float
    axes: tuple[AxisResult, ...]
    places: Mapping[str, CategoryPlace]
    firmness: Firmness | None = None


@dataclass(frozen=True, slots=True)
class RoundResults:
    """Every body in the order given, and the table from which each can be explained.

    `varied` names what was varied for the intervals.
    """

    scored: Scored
    bodies: tuple[BodyResult, ...]
    varied: tuple[str, ...]
