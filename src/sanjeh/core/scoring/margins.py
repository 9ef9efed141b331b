"""What full marks in one indicator would add, for every body and indicator at once."""

from dataclasses import dataclass

import numpy as np

from sanjeh.core.methodology.scales import Relative
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.engine import Mask, Scored
from sanjeh.core.scoring.index_tree import branch_points
from sanjeh.core.scoring.methodology_tree import INDEX, stated, tree_of
from sanjeh.core.scoring.rank import NOISE_DIGITS, RANK_DIGITS, steps_of

FULL = 100.0


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


def gains_of(scored: Scored, found: Margins, unit: str) -> tuple[Gain, ...]:
    """Return what full marks in each seen, imperfect indicator of a body would add, the greatest first.

    An indicator that was not seen is left out: nobody knows what mending it would add.
    """
    row = scored.units.index(unit)
    open_ones = (
        Gain(
            indicator.code,
            float(scored.marks.points[row, column]),
            # Digits that come of the order of summing would decide how 5.25 is rounded.
            round(float(found.points[row, column]), NOISE_DIGITS),
        )
        for column, indicator in enumerate(scored.methodology.indicators)
        if not np.isnan(found.points[row, column])
    )
    return tuple(sorted(open_ones, key=lambda one: (-one.gain, one.indicator)))


def margins(scored: Scored) -> Margins:
    """Return the gains, all other bodies staying as they are."""
    method = scored.methodology
    own = scored.marks.points[:, : len(method.indicators)]
    tree, weights = tree_of(method), stated(method)
    points, places = np.full(own.shape, np.nan), np.full(own.shape, np.nan)
    for column, indicator in enumerate(method.indicators):
        open_ones = own[:, column] < FULL
        if isinstance(indicator.scale, Relative) or not open_ones.any():
            continue
        better = own[open_ones].copy()
        better[:, column] = FULL
        totals = branch_points(tree, better, weights)[:, 0]
        points[open_ones, column] = totals - scored.points[INDEX][open_ones]
        places[open_ones, column] = _climbed(scored, totals, open_ones)
    return Margins(points, places)


def _climbed(scored: Scored, totals: Array, open_ones: Mask) -> Array:
    """Return how many places higher these totals would stand; nobody else moves."""
    held = np.sort(steps_of(scored.points[INDEX][scored.ranked], RANK_DIGITS))
    ahead = len(held) - np.searchsorted(held, steps_of(totals, RANK_DIGITS), side="right")
    climbed: Array = np.where(scored.ranked[open_ones], scored.places[open_ones] - 1 - ahead, np.nan)
    return climbed
