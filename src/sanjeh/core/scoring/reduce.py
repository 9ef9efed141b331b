"""Step 2: the points of several addresses, or of several services, become one number."""

import math
from collections.abc import Sequence

from sanjeh.core.methodology.parts import Reducer


def reduced(points: Sequence[float], weights: Sequence[float], reducer: Reducer) -> float:
    """Return one number for at least one; the order never matters, weights only for `weighted`."""
    match reducer:
        case Reducer.BEST:
            return max(points)
        case Reducer.WORST:
            return min(points)
        case Reducer.MEAN:
            return math.fsum(points) / len(points)
        case _:
            pairs = zip(points, weights, strict=True)
            return math.fsum(point * weight for point, weight in pairs) / math.fsum(weights)
