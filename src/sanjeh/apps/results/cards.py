"""The shape in which a card is shown: every number beside its reason."""

from datetime import datetime
from decimal import Decimal

from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import State
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.scoring.requirements import Of, Standing
from sanjeh.core.text.words import Words


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
    """One indicator of a body; `weight` is its effective share of the whole, 0..1.

    `gain` is what full marks would add to the total; None when it was not seen or is full already.
    """

    code: str
    axis: str
    title: Words
    weight: float
    stated_weight: float
    state: State
    reason: str
    points: float | None
    shown: Decimal | None
    coverage: float
    gain: float | None
    parts: tuple[PartLine, ...]


class AxisLine(Frozen):
    """One axis of a body; `shown` is the published digit of `points`."""

    code: str
    title: Words
    weight: float
    points: float | None
    shown: Decimal | None
    coverage: float
    sufficient: bool


class RequirementLine(Frozen):
    """One criterion of the next stage; of services, `needed` and `reached` are shares 0..1, else points.

    `services` of the `asked` ones were seen to fall short, so many are `unseen`.
    """

    of: Of
    indicator: str
    title: Words | None
    needed: float
    reached: float | None
    at_least: float
    standing: Standing
    services: tuple[str, ...]
    unseen: int = 0
    asked: int = 0

    @property
    def met(self) -> int:
        """So many services were seen to meet it."""
        return self.asked - self.unseen - len(self.services)


class StageLine(Frozen):
    """One rung of the ladder."""

    number: int
    title: Words
    about: Words
    is_reached: bool


class NextStep(Frozen):
    """What to do first: bring the indicator (of these services) to so many points.

    `gain` is what that adds to the total; `effort` is 1 days, 2 weeks, 3 a project.
    """

    indicator: str
    title: Words
    services: tuple[str, ...]
    to_points: float
    effort: int
    gain: float


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
    """Where the body stands on the ladder, and the cheapest way up; None: not published, or the top.

    `readiness` is proven; if all that was not seen were met it would be `readiness_at_most`.
    """

    stage: int | None
    next: int | None
    readiness: float | None
    readiness_at_most: float | None = None
    ladder: tuple[StageLine, ...]
    requirements: tuple[RequirementLine, ...]
    next_steps: tuple[NextStep, ...]


class CoverageGap(Frozen):
    """Why a body is listed apart: too little of this axis (None: of the whole) was seen."""

    axis: str
    title: Words | None
    coverage: float
    needed: float


class Made(Frozen):
    """When and by what rule a counting was made.

    `share_of_whole` (0..1) is the weight of the method that this round could answer at all. `varied` names
    what was varied for the intervals.
    """

    version: int
    state: str
    made_at: datetime
    methodology_hash: str
    seed: str
    replicates: int
    share_of_whole: float
    varied: tuple[str, ...]
