"""Two rounds on the same ruler: only what both asked alike, by the weights of the newer method."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np

from sanjeh.core.comparison.changes import comparable
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.weights import as_decimal
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.methodology_tree import leaf_points, stated, totals
from sanjeh.core.scoring.rank import Rank, ranks

# Below this share of the newer method's weight, the rounds are two different measurements.
BREAK_BELOW = Fraction(60, 100)


@dataclass(frozen=True, slots=True)
class ScoredRound:
    """A round: its method, and the card of every body by that method."""

    methodology: Methodology
    cards: Sequence[Scorecard]


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


def like_for_like(before: ScoredRound, after: ScoredRound) -> LikeForLike:
    """Score both rounds again on their common questions; places are among their common bodies."""
    anchors = comparable(before.methodology, after.methodology)
    weights = after.methodology.exact_weights()
    share = sum((weights[code] for code in anchors), Fraction(0))
    is_break = share < BREAK_BELOW
    return LikeForLike(
        share=as_decimal(share),
        is_break=is_break,
        anchors=tuple(leaf.code for leaf in after.methodology.indicators if leaf.code in anchors),
        standings=() if is_break else _standings(before, after, anchors),
    )


def _standings(before: ScoredRound, after: ScoredRound, anchors: frozenset[str]) -> tuple[ComparedUnit, ...]:
    then = _scores(before, after.methodology, anchors)
    now = _scores(after, after.methodology, anchors)
    both = sorted(then.keys() & now.keys())
    places_then = ranks({unit: then[unit] for unit in both})
    places_now = ranks({unit: now[unit] for unit in both})
    return tuple(
        ComparedUnit(unit, then[unit], now[unit], places_then[unit], places_now[unit]) for unit in both
    )


def _scores(scored: ScoredRound, ruler: Methodology, anchors: frozenset[str]) -> Mapping[str, float]:
    """Return the totals by the ruler of every body that was seen in one of the anchors."""
    own = leaf_points(scored.methodology, scored.cards)
    column = {leaf.code: position for position, leaf in enumerate(scored.methodology.indicators)}
    points = np.full((len(scored.cards), len(ruler.indicators)), np.nan)
    for position, leaf in enumerate(ruler.indicators):
        if leaf.code in anchors:
            points[:, position] = own[:, column[leaf.code]]
    found = totals(ruler, points, stated(ruler))[:, 0]
    pairs = zip(scored.cards, found, strict=True)
    return {card.unit: float(total) for card, total in pairs if not np.isnan(total)}
