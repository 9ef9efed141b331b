"""Step 1: a value in the indicator's own unit becomes points, by fixed goalposts only.

No scale looks at other bodies, so a body's score can never change because another one did.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.scales import (
    Band,
    Binary,
    Linear,
    Log,
    Piecewise,
    Relative,
    Rubric,
    Scale,
    Share,
)

Array = NDArray[np.float64]


class OutsideScale(Exception):
    """A value that this scale cannot have."""

    def __init__(self, number: float, allowed: str) -> None:
        super().__init__(f"{number} is not one of the values of this scale: {allowed}")
        self.number = number
        self.allowed = allowed


class NeedsOthers(Exception):
    """A relative scale has no points for one body alone; only a whole table can be scored by it."""


def points_of(number: float, scale: Scale) -> float:
    """Return 0..100; raise OutsideScale when the scale has no such value, NeedsOthers when relative."""
    match scale:
        case Rubric():
            return _level(number, {level.value: level.points for level in scale.levels})
        case Relative():
            raise NeedsOthers(scale.method)
        case Binary():
            return _level(number, {0.0: 0.0, 1.0: 100.0})
        case Share() if not 0 <= number <= 1:
            raise OutsideScale(number, "0 to 1")
        case Log() if number <= 0:
            return 100.0 if scale.zero > scale.full else 0.0
        case Log():
            return float(along(np.array(math.log(number)), scale))
        case _:
            return float(along(np.array(number), scale))


def points_of_all(numbers: Array, scale: Scale) -> Array:
    """Return the points of many numbers at once, each of them one that the scale has; NaN stays NaN."""
    match scale:
        case Relative():
            raise NeedsOthers(scale.method)
        case Rubric():
            values = np.array([level.value for level in scale.levels])
            points: Array = np.array([level.points for level in scale.levels])
            reached = points[np.searchsorted(values, numbers).clip(max=len(values) - 1)]
            return np.where(np.isnan(numbers), np.nan, reached)
        case Binary():
            return numbers * 100
        case Log():
            beyond = 100.0 if scale.zero > scale.full else 0.0
            is_beyond = numbers <= 0
            logs = np.log(np.where(is_beyond, 1.0, numbers))
            return np.where(is_beyond, beyond, along(logs, scale))
        case _:
            return along(numbers, scale)


def outside(numbers: Array, scale: Scale) -> NDArray[np.bool_]:
    """Say which numbers the scale cannot have."""
    match scale:
        case Rubric():
            return ~np.isin(numbers, [level.value for level in scale.levels])
        case Binary():
            return ~np.isin(numbers, (0.0, 1.0))
        case Share():
            return np.logical_or(numbers < 0, numbers > 1)
        case _:
            return np.zeros(len(numbers), dtype=np.bool_)


def along(numbers: Array, scale: Linear | Log | Piecewise | Share | Band) -> Array:
    """Return the points of many numbers at once; for a log scale give their logarithms."""
    knots = knots_of(scale)
    return np.interp(numbers, [x for x, _ in knots], [y for _, y in knots])


def knots_of(scale: Linear | Log | Piecewise | Share | Band) -> tuple[tuple[float, float], ...]:
    """Return the `(value, points)` between which the scale is straight, rising in value."""
    match scale:
        case Log():
            return tuple(sorted(((math.log(scale.zero), 0.0), (math.log(scale.full), 100.0))))
        case Linear():
            return tuple(sorted(((scale.zero, 0.0), (scale.full, 100.0))))
        case Piecewise():
            return scale.knots
        case Share():
            return ((0.0, 0.0), (1.0, 100.0))
        case Band():
            low, high = scale.zero
            start, end = scale.full
            inside = ((start, 100.0),) if start == end else ((start, 100.0), (end, 100.0))
            return ((low, 0.0), *inside, (high, 0.0))


def _level(number: float, levels: dict[float, float]) -> float:
    if number not in levels:
        raise OutsideScale(number, ", ".join(f"{value:g}" for value in levels))
    return levels[number]
