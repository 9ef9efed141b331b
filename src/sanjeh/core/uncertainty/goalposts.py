"""Points when the ends of a scale lie a little elsewhere.

A value is held as its place on the scale: 0 at the first end, 1 at the second. Moving the ends
moves the place, and the shape of the scale between its ends stays.
"""

from dataclasses import dataclass

import numpy as np

from sanjeh.core.methodology.scales import Band, Linear, Log, Piecewise, Scale, Share
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.normalise import knots_of
from sanjeh.core.uncertainty.sample import Column

ENDS_MOVE = 0.10
FULL = 100.0

Ends = tuple[float, float]
AS_THEY_ARE: Ends = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Ruler:
    """A scale with two ends. `knots` are None where it is straight; `natural` ends move inwards only."""

    zero: float
    full: float
    logarithmic: bool = False
    natural: bool = False
    knots: tuple[Array, Array] | None = None

    def places(self, numbers: Array) -> Array:
        """Return where values lie between the ends; beyond 0..1 they lie outside."""
        if not self.logarithmic:
            return (numbers - self.zero) / (self.full - self.zero)
        with np.errstate(divide="ignore"):
            logs = np.log(np.maximum(numbers, 0.0))
        result: Array = (logs - np.log(self.zero)) / (np.log(self.full) - np.log(self.zero))
        return result

    def points(self, places: Array, ends: Ends, into: Array | None = None) -> Array:
        """Return the points when the ends have moved by these shares of the whole length.

        They are written `into` an array of the same size where one is given.
        """
        first, second = (abs(ends[0]), -abs(ends[1])) if self.natural else ends
        moved = np.empty(len(places)) if into is None else into
        if self.knots:
            moved[:] = np.interp((places - first) / (1 + second - first), *self.knots)
            return moved
        return straight_points(places, first, second, moved)


def straight_points(places: Array, first: float | Array, second: float | Array, into: Array) -> Array:
    """Write the points on straight scales whose ends have moved by these shares of their length."""
    length = 1 + second - first
    # In place: these lines are run for every column of every draw.
    np.multiply(places, FULL / length, out=into)
    into -= first * FULL / length
    np.maximum(into, 0.0, out=into)
    return np.minimum(into, FULL, out=into)


def ruler_of(scale: Scale) -> Ruler | None:
    """Return the ends that could lie elsewhere; rubrics and yes-or-no have none."""
    match scale:
        case Log():
            return Ruler(scale.zero, scale.full, logarithmic=True)
        case Linear():
            return Ruler(scale.zero, scale.full)
        case Share():
            return Ruler(0.0, 1.0, natural=True)
        case Piecewise() | Band():
            values, points = (np.array(side) for side in zip(*knots_of(scale), strict=True))
            ruler = Ruler(values[0], values[-1])
            return Ruler(values[0], values[-1], knots=(ruler.places(values), points))
        case _:
            return None


def places_of(column: Column, ruler: Ruler) -> Array:
    """Return the places of a column's answers; NaN where moving the ends changes nothing.

    Points that stand on several values move as one value of the same points. Nothing and full
    marks that stand on no value, such as those for no response, stay.
    """
    known = ruler.places(column.numbers)
    if ruler.knots:
        return known
    between = (column.points > 0) & (column.points < FULL)
    return np.where(np.isnan(known) & between, column.points / FULL, known)
