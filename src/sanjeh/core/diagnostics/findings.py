"""The whole audit of an index: what each part does, and what about it should be looked into."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from sanjeh.core.diagnostics.distributions import Spread
from sanjeh.core.diagnostics.guttman_scale import GuttmanScale

REDUNDANT, WEAK, CONSISTENT = 0.9, 0.3, 0.7
MOSTLY_CLIPPED, SKEWED, PEAKED = 0.2, 2.0, 3.5
REPRODUCIBLE = 0.9
# An axis that decides more than twice or less than half of what it weighs misleads its readers.
OUT_OF_PROPORTION = 2.0
FEW_BODIES = 10


class Doubt(StrEnum):
    """What may be wrong with an index."""

    FEW_BODIES = "few_bodies"
    REDUNDANT = "redundant"
    AGAINST = "against"
    WEAK = "weak"
    INCONSISTENT = "inconsistent"
    DECIDES_TOO_MUCH = "decides_too_much"
    DECIDES_TOO_LITTLE = "decides_too_little"
    CONSTANT = "constant"
    CLIPPED_LOW = "clipped_low"
    CLIPPED_HIGH = "clipped_high"
    SKEWED = "skewed"
    NO_LADDER = "no_ladder"


@dataclass(frozen=True, slots=True)
class Flag:
    """One doubt, the parts of which it speaks, and the number that raised it."""

    doubt: Doubt
    codes: tuple[str, ...]
    number: float


@dataclass(frozen=True, slots=True)
class PartAudit:
    """An axis or an indicator.

    `with_axis` and `with_total` are correlations; `stated`, `effective` and `decides` shares 0..1 of
    the whole: by the method, after what is missing was shared out, and by the variance explained.
    `shift` is the mean of the places that bodies move without it. None where there is no number.
    """

    code: str
    parent: str
    with_axis: float | None
    with_total: float | None
    stated: float
    effective: float
    decides: float | None
    shift: float | None
    alpha: float | None = None
    spread: Spread | None = None


@dataclass(frozen=True, slots=True)
class CorrelatedPair:
    """Two indicators of one parent, and how they move together."""

    first: str
    second: str
    parent: str
    correlation: float


@dataclass(frozen=True, slots=True)
class Audit:
    """All that was found; `together` is the correlation of every two top axes, None where there is none."""

    bodies: int
    axes: tuple[PartAudit, ...]
    indicators: tuple[PartAudit, ...]
    pairs: tuple[CorrelatedPair, ...]
    together: tuple[tuple[float | None, ...], ...]
    ladders: tuple[GuttmanScale, ...]

    @property
    def flags(self) -> tuple[Flag, ...]:
        """Every doubt, the gravest kind first."""
        flags = [*self._of_the_whole(), *self._of_axes(), *self._of_indicators()]
        order = list(Doubt)
        return tuple(sorted(flags, key=lambda flag: order.index(flag.doubt)))

    def _of_the_whole(self) -> Iterator[Flag]:
        if self.bodies < FEW_BODIES:
            yield Flag(Doubt.FEW_BODIES, (), self.bodies)
        for pair in self.pairs:
            if abs(pair.correlation) > REDUNDANT:
                yield Flag(Doubt.REDUNDANT, (pair.first, pair.second), pair.correlation)
        for one in self.ladders:
            if one.coefficient < REPRODUCIBLE:
                yield Flag(Doubt.NO_LADDER, (one.climber,), one.coefficient)

    def _of_axes(self) -> Iterator[Flag]:
        for axis in self.axes:
            if axis.alpha is not None and axis.alpha < CONSISTENT:
                yield Flag(Doubt.INCONSISTENT, (axis.code,), axis.alpha)
            if axis.decides is None:
                continue
            if axis.decides > axis.stated * OUT_OF_PROPORTION:
                yield Flag(Doubt.DECIDES_TOO_MUCH, (axis.code,), axis.decides)
            if axis.decides < axis.stated / OUT_OF_PROPORTION:
                yield Flag(Doubt.DECIDES_TOO_LITTLE, (axis.code,), axis.decides)

    def _of_indicators(self) -> Iterator[Flag]:
        for one in self.indicators:
            if one.with_axis is not None and one.with_axis < 0:
                yield Flag(Doubt.AGAINST, (one.code,), one.with_axis)
            elif one.with_axis is not None and one.with_axis < WEAK:
                yield Flag(Doubt.WEAK, (one.code,), one.with_axis)
            if one.spread:
                yield from _of_spread(one.code, one.spread)


def _of_spread(code: str, spread: Spread) -> Iterator[Flag]:
    if spread.seen > 1 and spread.deviation == 0:
        yield Flag(Doubt.CONSTANT, (code,), spread.mean or 0.0)
    if spread.below > MOSTLY_CLIPPED:
        yield Flag(Doubt.CLIPPED_LOW, (code,), spread.below)
    if spread.above > MOSTLY_CLIPPED:
        yield Flag(Doubt.CLIPPED_HIGH, (code,), spread.above)
    if abs(spread.skewness or 0.0) > SKEWED and (spread.kurtosis or 0.0) > PEAKED:
        yield Flag(Doubt.SKEWED, (code,), spread.skewness or 0.0)
