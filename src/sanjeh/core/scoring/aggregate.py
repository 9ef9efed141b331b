"""Step 3: children become their parent, along the last axis of an array.

NaN stands for "no number" inside these functions only; the weight of such a child is shared out
among its present siblings, never further. One row is one body, one what-if or one replicate.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# The exponents of the power mean M_q = (sum w y^q / sum w)^(1/q); 0 is its limit, the geometric mean.
ARITHMETIC, GEOMETRIC, HARMONIC = 1.0, 0.0, -1.0

POWERS = {"arithmetic": ARITHMETIC, "geometric": GEOMETRIC, "harmonic": HARMONIC}

# The usual floor of composite indices: a single zero must not wipe out everything else.
FLOOR = 1.0
NOISE_DIGITS = 9


def power_of(mean: str | float) -> float:
    """Return the exponent of a mean that a methodology names."""
    return POWERS[mean] if isinstance(mean, str) else mean


def arithmetic(points: Array, weights: Array) -> Array:
    """Return the weighted means over the last axis; NaN where no child has a number."""
    return power_mean(points, weights, ARITHMETIC)


def geometric(points: Array, weights: Array) -> Array:
    """Return the weighted geometric means of the points, each lifted to at least 1."""
    return power_mean(points, weights, GEOMETRIC)


def power_mean(points: Array, weights: Array, power: float) -> Array:
    """Return the weighted power means over the last axis; NaN where no child has a number."""
    present = np.where(np.isnan(points), 0.0, weights)
    sums = (np.nan_to_num(power_transform(points, power)) * present).sum(axis=-1)
    return inverse_power_transform(divided(sums, present.sum(axis=-1)), power)


def power_transform(points: Array, power: float) -> Array:
    """Return what a power mean adds up: y, ln y or y^q; for q <= 0 the points are lifted to 1 first."""
    if power == ARITHMETIC:
        return points
    lifted = points if power > 0 else np.maximum(points, FLOOR)
    result: Array = np.log(lifted) if power == GEOMETRIC else lifted**power
    return result


def inverse_power_transform(sums: Array, power: float) -> Array:
    """Return the points of which `power_transform` made these."""
    if power == ARITHMETIC:
        return sums
    result: Array = np.exp(sums) if power == GEOMETRIC else sums ** (1 / power)
    return result


def group_sums(positions: NDArray[np.int64], numbers: NDArray[Any], size: int) -> Array:
    """Return the sum of the numbers, or of the trues, at each position below `size`."""
    sums: Array = np.bincount(positions, numbers, size).astype(np.float64)
    return sums


def reaches(shares: Array | float, needed: float) -> NDArray[np.bool_]:
    """Say which shares are enough, with the noise of the sixteenth digit left out of both sides."""
    return np.asarray(np.round(shares, NOISE_DIGITS) >= round(needed, NOISE_DIGITS))


def divided(sums: Array, weights: Array) -> Array:
    """Return the quotients; NaN where nothing has a weight."""
    empty = weights == 0
    if not empty.any():
        return sums / weights
    result: Array = np.where(empty, np.nan, sums / np.where(empty, 1.0, weights))
    return result
