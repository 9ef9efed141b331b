"""Step 3: children become their parent, along the last axis of an array.

NaN stands for "no number" inside these functions only; the weight of such a child is shared out
among its present siblings, never further. One row is one body, one what-if or one replicate.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# The usual floor of composite indices: a single zero must not wipe out everything else.
GEOMETRIC_FLOOR = 1.0


def arithmetic(points: Array, weights: Array) -> Array:
    """Return the weighted means over the last axis; NaN where no child has a number."""
    present = _present_weights(points, weights)
    return _divided((np.nan_to_num(points) * present).sum(axis=-1), present.sum(axis=-1))


def geometric(points: Array, weights: Array) -> Array:
    """Return the weighted geometric means of the points, each lifted to at least 1."""
    present = _present_weights(points, weights)
    logs = np.log(np.maximum(np.nan_to_num(points), GEOMETRIC_FLOOR))
    return np.exp(_divided((logs * present).sum(axis=-1), present.sum(axis=-1)))


def _present_weights(points: Array, weights: Array) -> Array:
    return np.where(np.isnan(points), 0.0, weights)


def _divided(sums: Array, weights: Array) -> Array:
    empty = weights == 0
    return np.where(empty, np.nan, sums / np.where(empty, 1.0, weights))
