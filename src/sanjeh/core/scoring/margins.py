"""What full marks in one indicator would add, for every body and indicator at once."""

from dataclasses import dataclass

import numpy as np

from sanjeh.core.methodology.scales import Relative
from sanjeh.core.observations.table import Positions
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.engine import Scored
from sanjeh.core.scoring.index_tree import branch_points
from sanjeh.core.scoring.methodology_tree import INDEX, stated, tree_of
from sanjeh.core.scoring.rank import decided_steps, steady

FULL = 100.0
# Each is taken as many times as the method has indicators.
BODIES_AT_ONCE = 128


@dataclass(frozen=True, slots=True)
class Margins:
    """Bodies x indicators: points of the total to win, and places.

    NaN where nothing was seen, or nothing is left to win, or the scale is relative; places are NaN
    also for a body that is listed apart.
    """

    points: Array
    places: Array


@dataclass(frozen=True, slots=True)
class Gain:
    """Points of the total between an indicator as it is and its full marks, `gain` to nine digits."""

    indicator: str
    points: float
    gain: float


def gains_of(scored: Scored, all_margins: Margins, unit: str) -> tuple[Gain, ...]:
    """Return what full marks in each seen, imperfect indicator of a body would add, the greatest first.

    An indicator that was not seen is left out: nobody knows what mending it would add.
    """
    row = scored.units.index(unit)
    open_ones = (
        Gain(
            indicator.code,
            float(scored.indicator_scores.points[row, column]),
            # Digits that come of the order of summing would decide how 5.25 is rounded.
            steady(float(all_margins.points[row, column])),
        )
        for column, indicator in enumerate(scored.methodology.indicators)
        if not np.isnan(all_margins.points[row, column])
    )
    return tuple(sorted(open_ones, key=lambda one: (-one.gain, one.indicator)))


def margins(scored: Scored) -> Margins:
    """Return the gains, all other bodies staying as they are."""
    own = scored.indicator_scores.points[:, : len(scored.methodology.indicators)]
    absolute = [not isinstance(indicator.scale, Relative) for indicator in scored.methodology.indicators]
    is_open = (own < FULL) & np.array(absolute)
    points, places = np.full(own.shape, np.nan), np.full(own.shape, np.nan)
    tree, weights = tree_of(scored.methodology), stated(scored.methodology)
    for start in range(0, len(own), BODIES_AT_ONCE):
        rows, columns = np.nonzero(is_open[start : start + BODIES_AT_ONCE])
        rows += start
        better = own[rows]
        better[np.arange(len(rows)), columns] = FULL
        totals = branch_points(tree, better, weights)[:, 0]
        points[rows, columns] = totals - scored.points[INDEX][rows]
        places[rows, columns] = _places_won(scored, totals, rows)
    return Margins(points, places)


def _places_won(scored: Scored, totals: Array, rows: Positions) -> Array:
    """Return how many places higher these bodies would stand with these totals; nobody else moves."""
    digits = scored.methodology.digits
    held, won = (
        decided_steps(points, digits.of_ranks, digits)
        for points in (scored.points[INDEX][scored.ranked], totals)
    )
    ahead = len(held) - np.searchsorted(np.sort(held), won, side="right")
    places: Array = np.where(scored.ranked[rows], scored.ranks[rows] - 1 - ahead, np.nan)
    return places
