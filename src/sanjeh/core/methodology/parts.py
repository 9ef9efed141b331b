"""The parts of which a methodology is built; `methodology.py` puts them together."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sanjeh.core.methodology.measures import Measure
from sanjeh.core.methodology.numbers import GREATEST, Exponent, Number
from sanjeh.core.methodology.questions import Questions
from sanjeh.core.methodology.scales import Points, Scale
from sanjeh.core.methodology.sources import Source
from sanjeh.core.methodology.weights import Weight
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.words import Words

Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*$")]
MOST_DIGITS = 6
# Of axes and indicators; those of the total, of places and of classes stand in the methodology.
POINTS_DIGITS = 1
LEAST_SHARE = 0.001
MOST_STAGES = 100
Share01 = Annotated[float, Field(ge=0, le=1)]
# The factors of uncertainty that can be drawn in every round: no second assessor is needed for them.
Varied = Literal["weights", "total", "scale_ends", "left_out", "services"]
# How the interval of a place is made: between percentiles of the drawn ranks, which where bodies stand close
# hold the true place more seldom than 9 times in 10; or by pairwise comparison, which hold it so often and
# are wider.
PlaceIntervals = Literal["percentile", "pairwise"]
# A mean by its name, or the exponent of a power mean: 1 is the arithmetic, 0 the geometric, -1 the harmonic.
Mean = Literal["arithmetic", "geometric", "harmonic"] | Exponent


class Unit(StrEnum):
    """What an indicator is asked of. All but `service` settle in one mark of the body.

    Of `address`, every address of the body has its own answer; of `citizen`, the people are asked.
    """

    BODY = "body"
    SERVICE = "service"
    ADDRESS = "address"
    CITIZEN = "citizen"


class Reducer(StrEnum):
    """How the marks of several addresses or services become one."""

    BEST = "best"
    MEAN = "mean"
    WORST = "worst"
    WEIGHTED = "weighted"


class Survey(Frozen):
    """How few voices are kept from shouting: `(n*mean + weight*prior) / (n + weight)`, none below `least`.

    `prior` is in the indicator's own unit, `weight` the number of voices it stands for.
    """

    prior: Number
    weight: Annotated[float, Field(ge=0, le=GREATEST, allow_inf_nan=False)] = 30.0
    least: Annotated[int, Field(ge=1)] = 1


class Example(Frozen):
    """What a value looks like, where the scale has no levels that say it."""

    value: Number
    says: Words


class Guide(Frozen):
    """What a body is taught: why it matters, what good looks like, how to mend it."""

    why: Words
    good: Words
    mend: Words
    links: tuple[str, ...] = ()


class Indicator(Frozen):
    """One question of the evaluation.

    `weight` is its share of 100 within the direct parent; of a bonus, the points at full marks.
    `sources` stand in order of precedence. `seen_on` says at which addresses a probe looks for a
    body's indicator. `effort` is our estimate of the work of one step: 1 days, 2 weeks, 3 a project.
    `missing` says what silence means: its weight is shared among its siblings, or it earns nothing.
    `since` is the version of the method in which its present definition began; an `anchor` is kept
    as it is from round to round, so that rounds can be compared.
    """

    code: Code
    title: Words
    weight: Weight
    unit: Unit
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    scale: Scale
    stage: Annotated[int, Field(ge=1)]
    guide: Guide
    evidence: Words
    examples: tuple[Example, ...] = ()
    effort: Literal[1, 2, 3] = 2
    over_addresses: Reducer = Reducer.MEAN
    over_services: Reducer = Reducer.MEAN
    seen_on: Literal["portal", "every_address"] = "portal"
    measure: Measure | None = None
    questions: Questions | None = None
    survey: Survey | None = None
    missing: Literal["shared", "zero"] = "shared"
    applicability: Words | None = None
    automated: Literal["full", "not_applicable"] = "full"
    failure_is_zero: bool = False
    since: str = ""
    anchor: bool = False

    @property
    def asks_for_weights(self) -> bool:
        """Say whether services or addresses should weigh differently; no table tells their weights yet."""
        return Reducer.WEIGHTED in {self.over_addresses, self.over_services}


class Axis(Frozen):
    """A branch of the tree: sub-axes or indicators, joined by `mean`; `bonus` is apart, outside the score."""

    code: Code
    title: Words
    weight: Weight
    about: Words | None = None
    mean: Mean = "arithmetic"
    axes: tuple["Axis", ...] = ()
    indicators: tuple[Indicator, ...] = ()
    bonus: tuple[Indicator, ...] = ()

    @property
    def children(self) -> tuple["Axis | Indicator", ...]:
        return (*self.axes, *self.indicators)

    def leaves(self) -> Iterator[Indicator]:
        """Yield every scored indicator below this axis, in the order of the file."""
        for axis in self.axes:
            yield from axis.leaves()
        yield from self.indicators

    def walk(self) -> Iterator["Axis"]:
        """Yield this axis and all within it, parents first."""
        yield self
        for axis in self.axes:
            yield from axis.walk()

    def bonuses(self) -> Iterator[Indicator]:
        """Yield every bonus indicator below this axis."""
        for axis in self.axes:
            yield from axis.bonuses()
        yield from self.bonus


class Criterion(Frozen):
    """At least so many points in one indicator."""

    indicator: Code
    at_least: Points


class Stage(Frozen):
    """A stage of maturity: every criterion must hold, and `services_share` of the services stand on it."""

    number: Annotated[int, Field(ge=1, le=MOST_STAGES)]
    title: Words
    about: Words
    service: tuple[Criterion, ...] = ()
    body: tuple[Criterion, ...] = ()
    services_share: Share01 = 0.0

    @model_validator(mode="after")
    def _asks_for_some(self) -> Self:
        if 0 < self.services_share < LEAST_SHARE:
            raise ValueError("the share of services is 0 or at least 0.001")
        return self


class Grade(Frozen):
    """A class of bodies: `at_least` so many published points, or `more_than` so many, and no other bound."""

    code: Code
    title: Words
    at_least: Points | None = None
    more_than: Points | None = None

    @model_validator(mode="after")
    def _has_one_bound(self) -> Self:
        if (self.at_least is None) is (self.more_than is None):
            raise ValueError("a class has either at_least or more_than")
        return self

    @property
    def floor(self) -> float:
        """The bound itself, whether or not the class begins on it."""
        return self.at_least if self.at_least is not None else self.more_than or 0.0


class Digits(Frozen):
    """How many digits after the point are printed of the total, and decide on places and classes.

    Without `rank` and `classes` both are decided on the printed digits, so that equals for a reader are
    equals. Fewer are taken from the printed number; only a replication may decide on more than it prints.
    """

    score: Annotated[int, Field(ge=0, le=MOST_DIGITS)] = 2
    rank: Annotated[int, Field(ge=0, le=MOST_DIGITS)] | None = None
    classes: Annotated[int, Field(ge=0, le=MOST_DIGITS)] | None = None

    @property
    def of_ranks(self) -> int:
        return self.score if self.rank is None else self.rank

    @property
    def of_classes(self) -> int:
        """On these the total of a card is shown, too."""
        return self.score if self.classes is None else self.classes


# What a method means that names none: so it was before methods could, and published numbers stay.
UNNAMED_DIGITS = Digits(score=2, rank=2, classes=1)


class Cap(Frozen):
    """No class better than `grade` while `indicator` is below `below`; the number is never touched."""

    indicator: Code
    below: Points
    grade: Code
    says: Words


class Uncertainty(Frozen):
    """What is varied at once for the intervals, class odds and tied groups that a round publishes.

    A method without it publishes intervals under other weights alone, and nothing else. `places` says how the
    interval of a place is made: of the drawn ranks, or of the bodies that differ clearly.
    """

    varies: Annotated[tuple[Varied, ...], Field(min_length=1)]
    places: PlaceIntervals = "percentile"


class Coverage(Frozen):
    """The shares of weight that must be covered before a number is published as a result."""

    axis: Share01
    index: Share01
