"""Points by comparison with the others. Only for making a published relative index again.

No Iranian body is ever scored by these: its score would change because another body's did.
"""

import numpy as np

from sanjeh.core.methodology.scales import Relative
from sanjeh.core.scoring.aggregate import Array

# Floats agree to about the sixteenth digit of a sum; what differs beyond these is noise.
DIGITS = 12
# Twice the distance of 1 and the next float: less than this, beside the greatest, is what a sum left over.
REST = 5e-16


class NothingToCompare(Exception):
    """All numbers are equal, or there is but one: no body lies above another."""


def relative_points(numbers: Array, scale: Relative) -> Array:
    """Return the points of one indicator of all bodies, NaN where there is no number.

    A column that lies within the ends on which the index publishes is normalised already: to stretch
    it again over a part of the bodies would be wrong.
    """
    if scale.published and _lies_within(numbers, *scale.published):
        return published_points(numbers, scale, scale.published)
    steady = without_noise(numbers)
    if not np.unique(steady[~np.isnan(steady)]).size > 1:
        raise NothingToCompare
    directed = -numbers if scale.less_is_better else numbers
    match scale.method:
        case "rank":
            spread = ranks(-steady if scale.less_is_better else steady)
        case "z_score":
            spread = z_scores(directed)
        case _:
            spread = directed
    return stretched(spread, scale.low, scale.high)


def published_points(numbers: Array, scale: Relative, ends: tuple[float, float]) -> Array:
    """Return the points of numbers that are normalised already, wherever the others lie."""
    least, greatest = ends
    share = (numbers - least) / (greatest - least)
    result: Array = scale.low + (scale.high - scale.low) * (1 - share if scale.less_is_better else share)
    return result


def _lies_within(numbers: Array, least: float, greatest: float) -> bool:
    known = numbers[~np.isnan(numbers)]
    return bool(((least <= known) & (known <= greatest)).all())


def without_noise(numbers: Array) -> Array:
    """Return the numbers to twelve digits: 0.1 + 0.2 is no more than 0.3, and nobody wins by it.

    What is left of 0.1 + 0.2 - 0.3 has digits of its own; beside the greatest it is nought.
    """
    known = np.array([float(f"{number:.{DIGITS}g}") for number in numbers.tolist()], dtype=np.float64)
    rest = np.nan_to_num(np.abs(known)).max(initial=0.0) * REST
    return np.where(np.abs(known) < rest, 0.0, known)


def near_one(numbers: Array) -> Array:
    """Return the numbers times a power of two, so that their squares neither overflow nor vanish."""
    _, exponent = np.frexp(np.nanmax(np.abs(numbers)))
    result: Array = np.ldexp(numbers, -exponent)
    return result


def stretched(numbers: Array, low: float, high: float) -> Array:
    """Return the numbers moved so that the least is `low` and the greatest `high`."""
    parts = near_one(numbers)
    least, greatest = np.nanmin(parts), np.nanmax(parts)
    result: Array = low + (high - low) * ((parts - least) / (greatest - least))
    return result


def z_scores(numbers: Array) -> Array:
    """Return the distances from the mean, in standard deviations of the whole population."""
    parts = near_one(numbers)
    result: Array = (parts - np.nanmean(parts)) / np.nanstd(parts)
    return result


def ranks(numbers: Array) -> Array:
    """Return how many have less, equals alike."""
    known = np.sort(numbers[~np.isnan(numbers)])
    return np.where(np.isnan(numbers), np.nan, np.searchsorted(known, numbers, side="left"))
