"""The shape in which a card is kept: every number beside its reason."""

from datetime import datetime
from decimal import Decimal

from sanjeh.core.observations import Source, State
from sanjeh.core.probing import Frozen
from sanjeh.core.words import Words


class PartLine(Frozen):
    """What one address gave for one indicator; `value` is None when nothing was seen.

    `counts` says whether the mark stands on it: another source can come first.
    """

    service: str
    address: str
    state: State
    reason: str
    value: float | None
    points: float | None
    counts: bool
    source: Source
    evidence: tuple[str, ...]


class IndicatorLine(Frozen):
    """One indicator of a body; `weight` is its effective share of the whole, 0..1."""

    code: str
    axis: str
    title: Words
    weight: float
    state: State
    reason: str
    value: float | None
    points: float | None
    shown: Decimal | None
    gain: float
    parts: tuple[PartLine, ...]


class AxisLine(Frozen):
    """One axis of a body; `shown` is the published digit of `points`."""

    code: str
    title: Words
    weight: float
    points: float | None
    shown: Decimal | None
    coverage: float


class StageLine(Frozen):
    """One rung of the ladder."""

    code: str
    title: Words
    is_reached: bool
    unmet: tuple[str, ...]


class NextStep(Frozen):
    """What to do first: the indicator, what it would add to the total, and why it is short of full marks."""

    indicator: str
    title: Words
    gain: float
    points: float | None


class CardTree(Frozen):
    """All lines of one card."""

    axes: tuple[AxisLine, ...]
    indicators: tuple[IndicatorLine, ...]
    bonus: tuple[IndicatorLine, ...] = ()
    bonus_points: float = 0.0
    capped_by: tuple[str, ...] = ()
    arithmetic: Decimal | None
    geometric: Decimal | None
    counts: dict[str, int]


class StageTree(Frozen):
    """Where the body stands on the ladder, and the cheapest way up."""

    ladder: tuple[StageLine, ...]
    next_steps: tuple[NextStep, ...]


class CategoryPlace(Frozen):
    """A place among the bodies of one category."""

    rank: int
    low: int
    high: int
    of: int


class Made(Frozen):
    """When and by what rule a counting was made.

    `share_of_whole` (0..1) is the weight of the method that this round could answer at all.
    """

    version: int
    state: str
    made_at: datetime
    methodology_hash: str
    seed: str
    replicates: int
    share_of_whole: float
