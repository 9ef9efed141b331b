"""Step 1: a value in the indicator's own unit becomes points, by fixed goalposts only.

No scale looks at other bodies, so a body's score can never change because another one did.
"""

import math

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.scale_domain import allowed_values, has_value
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

    def __init__(self, number: float, scale: Scale) -> None:
        self.number = number
        self.allowed = allowed_values(scale)
        super().__init__(f"{number} is not one of the values of this scale: {self.allowed}")


class NeedsOthers(Exception):
    """A relative scale has no points for one body alone; only a whole table can be scored by it."""


def points_of(number: float, scale: Scale) -> float:
    """Return 0..100; raise OutsideScale when the scale has no such value, NeedsOthers when relative."""
    if not has_value(scale, number):
        raise OutsideScale(number, scale)
    match scale:
        case Rubric():
            return next(level.points for level in scale.levels if level.value == number)
        case Relative():
            raise NeedsOthers(scale.method)
        case Binary():
            return number * 100
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
        case _:
            low, high = scale.zero
            start, end = scale.full
            inside = ((start, 100.0),) if start == end else ((start, 100.0), (end, 100.0))
            return ((low, 0.0), *inside, (high, 0.0))
