"""Step 4: numbers become the digits that are published, and digits become places.

Ties are decided on the digits that people can see, so that nobody is ranked apart from an equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

SCORE_DIGITS = 1
RANK_DIGITS = 2
# Sums in another order differ in the sixteenth digit; nine digits make 72.35 the same 72.35.
NOISE_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Place:
    """`number` as in sport (1 2 2 4); `shared_by` bodies stand on it."""

    number: int
    shared_by: int
    score: Decimal


def half_up(number: float, digits: int) -> Decimal:
    """Round half up, as people do; Python's own `round` would make 72.25 into 72.2."""
    steady = Decimal(repr(round(number, NOISE_DIGITS)))
    return steady.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)


def places(scores: Mapping[str, float]) -> dict[str, Place]:
    """Return the place of every unit, best first, equals in the order of their codes."""
    digits = {unit: half_up(score, RANK_DIGITS) for unit, score in scores.items()}
    order = sorted(digits, key=lambda unit: (-digits[unit], unit))
    first: dict[Decimal, int] = {}
    for position, unit in enumerate(order, start=1):
        first.setdefault(digits[unit], position)
    held = list(digits.values())
    counts = {score: held.count(score) for score in first}
    return {unit: Place(first[digits[unit]], counts[digits[unit]], digits[unit]) for unit in order}


def place_numbers(scores: Array) -> Array:
    """Return places along the first axis of units x replicates, by the same rule as `places`."""
    digits = np.floor(np.round(scores * 10**RANK_DIGITS, NOISE_DIGITS - RANK_DIGITS) + 0.5)
    ordered = np.sort(digits, axis=0)
    better = np.empty_like(digits)
    for replicate in range(digits.shape[1]):
        column = ordered[:, replicate]
        better[:, replicate] = column.size - np.searchsorted(column, digits[:, replicate], side="right")
    places: Array = better + 1
    return places
