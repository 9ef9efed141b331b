"""Two rounds on the same ruler: only what both asked alike, by the weights of the newer method."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from sanjeh.core.comparison.changes import comparable
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.weights import as_decimal
from sanjeh.core.scoring.engine import Scored
from sanjeh.core.scoring.methodology_tree import stated, totals
from sanjeh.core.scoring.rank import Rank, ranks

# Below this share of the newer method's weight, the rounds are two different measurements.
BREAK_BELOW = Fraction(60, 100)


@dataclass(frozen=True, slots=True)
class ComparedUnit:
    """One body in both rounds, among the bodies that have a number in both."""

    unit: str
    before: float
    after: float
    place_before: Rank
    place_after: Rank


@dataclass(frozen=True, slots=True)
class LikeForLike:
    """`share` 0..1 of the newer method's weight is asked alike; on a break there are no standings."""

    share: Decimal
    is_break: bool
    anchors: tuple[str, ...]
    standings: tuple[ComparedUnit, ...]


def like_for_like(before: Scored, after: Scored, among: Collection[str] | None = None) -> LikeForLike:
    """Score both rounds again on their common questions.

    Places are among the bodies that both rounds have; of these, only `among` when it is given.
    """
    anchors = comparable(before.methodology, after.methodology)
    weights = after.methodology.exact_weights()
    share = sum((weights[code] for code in anchors), Fraction(0))
    is_break = share < BREAK_BELOW
    return LikeForLike(
        share=as_decimal(share),
        is_break=is_break,
        anchors=tuple(leaf.code for leaf in after.methodology.indicators if leaf.code in anchors),
        standings=() if is_break else _standings(before, after, anchors, among),
    )


def _standings(
    before: Scored, after: Scored, anchors: frozenset[str], among: Collection[str] | None
) -> tuple[ComparedUnit, ...]:
    then = _scores(before, after.methodology, anchors)
    now = _scores(after, after.methodology, anchors)
    both = sorted(then.keys() & now.keys() & (then.keys() if among is None else set(among)))
    digits = after.methodology.digits
    places_then = ranks({unit: then[unit] for unit in both}, digits)
    places_now = ranks({unit: now[unit] for unit in both}, digits)
    return tuple(
        ComparedUnit(unit, then[unit], now[unit], places_then[unit], places_now[unit]) for unit in both
    )


def _scores(scored: Scored, ruler: Methodology, anchors: frozenset[str]) -> Mapping[str, float]:
    """Return the totals by the ruler of every body that was seen in one of the anchors."""
    column = {leaf.code: position for position, leaf in enumerate(scored.methodology.indicators)}
    points = np.full((len(scored.units), len(ruler.indicators)), np.nan)
    for position, leaf in enumerate(ruler.indicators):
        if leaf.code in anchors:
            points[:, position] = scored.indicator_scores.points[:, column[leaf.code]]
    scores = totals(ruler, points, stated(ruler))[:, 0]
    pairs = zip(scored.units, scores, strict=True)
    return {unit: float(total) for unit, total in pairs if not np.isnan(total)}
