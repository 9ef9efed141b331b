"""Step 4: numbers become the digits that are published, and digits become ranks.

Ties are decided on the digits that people can see, so that nobody is ranked apart from an equal.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.parts import Digits

Array = NDArray[np.float64]
Ranks = NDArray[np.int32]

# Of what two rounds are compared by, whose methods can print differently.
COMPARED_DIGITS = 2
DIGITS = Digits()
# Sums in another order differ in the sixteenth digit; nine digits make 72.35 the same 72.35.
NOISE_DIGITS = 9
# Points have 10,001 steps; other numbers may have so many more that sorting is cheaper.
MOST_COUNTED = 100_000
# So few units are compared each with each, which costs less than a turn for every replicate.
FEW = 64
COMPARED_AT_ONCE = 1_000_000
# Columns of a matrix that are read together, since they share the lines of the cache.
AT_ONCE = 8
SORTED_AT_ONCE = 256


@dataclass(frozen=True, slots=True)
class Rank:
    """`number` as in sport: 1 2 2 4."""

    number: int
    score: Decimal


def half_up(number: float, digits: int) -> Decimal:
    """Round half up, as people do; Python's own `round` would make 72.25 into 72.2."""
    steady = Decimal(repr(round(float(number), NOISE_DIGITS)))
    return steady.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def printed(number: float, digits: int) -> float:
    """Return a figure as a finding prints it; a rule judges this one, so that its reader can follow it."""
    return float(half_up(number, digits))


def steady(number: float) -> float:
    """Return the number without the noise of the order of summing; zero has no sign."""
    return round(number, NOISE_DIGITS) + 0.0


def ranks(scores: Mapping[str, float], digits: Digits = DIGITS) -> dict[str, Rank]:
    """Return the rank of every unit, best first, equals in the order of their codes."""
    shown = {unit: decided(score, digits.of_ranks, digits) for unit, score in scores.items()}
    order = sorted(shown, key=lambda unit: (-shown[unit], unit))
    first: dict[Decimal, int] = {}
    for position, unit in enumerate(order, start=1):
        first.setdefault(shown[unit], position)
    return {unit: Rank(first[shown[unit]], shown[unit]) for unit in order}


def decided(number: float, wanted: int, digits: Digits) -> Decimal:
    """Return the digits on which something is decided: of the printed number, where these are fewer."""
    return half_up(float(half_up(number, digits.score)) if wanted < digits.score else number, wanted)


def decided_steps(numbers: Array, wanted: int, digits: Digits) -> Array:
    """Return `decided` of many numbers, in whole steps of the last digit."""
    if wanted < digits.score:
        numbers = steps_of(numbers, digits.score) / 10**digits.score
    return steps_of(numbers, wanted)


def rank_numbers(scores: Array, digits: Digits = DIGITS) -> Ranks:
    """Return ranks along the first axis of units x replicates, by the same rule as `ranks`.

    A unit without a number (NaN) stands behind all others.
    """
    wanted = digits.of_ranks
    units, replicates = scores.shape
    positions = np.empty((replicates, units), dtype=np.int32)
    if units <= FEW:
        at_once = COMPARED_AT_ONCE // max(1, units * units)
        for start in range(0, replicates, at_once):
            few = decided_steps(scores[:, start : start + at_once], wanted, digits).T
            positions[start : start + at_once] = _compared(few)
        return positions.T
    for start in range(0, replicates if units else 0, AT_ONCE):
        some = decided_steps(scores[:, start : start + AT_ONCE], wanted, digits)
        steps = np.ascontiguousarray(some.T)
        for row, column in enumerate(steps, start):
            positions[row] = _positions(column)
    return positions.T


def quantiles(drawn: Ranks, shares: Sequence[float]) -> Ranks:
    """Return units x shares: for each share the first rank that so many replicates do not exceed."""
    positions = [max(0, math.ceil(round(share * drawn.shape[1], NOISE_DIGITS)) - 1) for share in shares]
    bounds = np.empty((len(drawn), len(positions)), dtype=np.int32)
    for start in range(0, len(drawn), SORTED_AT_ONCE):
        ordered = np.sort(np.ascontiguousarray(drawn[start : start + SORTED_AT_ONCE]), axis=1)
        bounds[start : start + SORTED_AT_ONCE] = ordered[:, positions]
    return bounds


def steps_of(numbers: Array, digits: int) -> Array:
    """Return `half_up` of many numbers, in whole steps of the last digit."""
    steps: Array = np.floor(np.round(numbers * 10**digits, NOISE_DIGITS - digits) + 0.5)
    return steps


def _compared(steps: Array) -> NDArray[np.int64]:
    """Return `_positions` of every row, of few entries each."""
    known = np.nan_to_num(steps, nan=-np.inf)
    greater = known[:, None, :] > known[:, :, None]
    positions: NDArray[np.int64] = 1 + greater.sum(axis=2)
    return positions


def _positions(steps: Array) -> NDArray[np.int64]:
    """Return 1 + the number of greater entries; counted where there are few values, else sorted."""
    known = np.nan_to_num(steps, nan=np.nanmin(steps, initial=0.0) - 1)
    least, most = known.min(), known.max()
    if most - least > MOST_COUNTED:
        behind = np.searchsorted(np.sort(known), known, side="right")
        return (known.size + 1 - behind).astype(np.int64)
    rungs = (known - least).astype(np.int64)
    positions: NDArray[np.int64] = known.size + 1 - np.bincount(rungs).cumsum()[rungs]
    return positions
