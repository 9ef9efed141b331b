"""Which values a scale has at all; what it makes of them stands in `scoring.normalise`."""

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.scales import Binary, Rubric, Scale, Share


def outside(numbers: NDArray[np.float64], scale: Scale) -> NDArray[np.bool_]:
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


def has_value(scale: Scale, number: float) -> bool:
    """Say whether the scale can have this one number."""
    return not outside(np.array([number]), scale)[0]


def allowed_values(scale: Scale) -> str:
    """Return the values of a scale that has only some, as a person reads them; empty for all others."""
    match scale:
        case Rubric():
            return ", ".join(f"{level.value:g}" for level in scale.levels)
        case Binary():
            return "0, 1"
        case Share():
            return "0 to 1"
        case _:
            return ""
