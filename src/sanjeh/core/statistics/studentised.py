"""Bootstrap intervals of an agreement, studentised: each draw is measured by its own error.

At twenty items the plain percentiles of the draws hold the truth in 88 to 93 of 100 cases where 95 are
said. Measured by the jackknife error of each draw, on the scale -ln(1 - agreement), on which that error
hardly depends on the agreement itself, 92 to 96 do (Efron and Tibshirani 1993, sections 12.5 and 14.2); of
two raters who agree well on few levels only 85 to 90, for then whole draws hardly differ.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

OUTSIDE = (0.025, 0.975)
# Nearer to 1 than this, all items agree: there is no error to measure by.
NOISE = 1e-9


@dataclass(frozen=True, slots=True)
class Statistic:
    """An agreement (at most 1) of rows, one an item, and what it is without each of them."""

    of: Callable[[Array], float]
    without_each: Callable[[Array], Array]


def studentised_interval(
    rows: Array, statistic: Statistic, *, seed: int, resamples: int, passed_over: type[Exception]
) -> tuple[float, float, float] | None:
    """Return (value, low, high), between which lie 95 %; None where no draw has a value.

    A draw that raises `passed_over` is left out. Where nothing can be measured by an error, since all
    items agree, the percentiles of the draws are the interval.
    """
    dice = np.random.Generator(np.random.PCG64(seed))
    value, error = statistic.of(rows), _error(rows, statistic)
    values, distances = [], []
    for _ in range(resamples):
        drawn = rows[dice.integers(len(rows), size=len(rows))]
        try:
            values.append(statistic.of(drawn))
        except passed_over:
            continue
        if (own := _error(drawn, statistic)) > NOISE and values[-1] < 1 - NOISE:
            distances.append((_stretched(values[-1]) - _stretched(value)) / own)
    if not values:
        return None
    if error <= NOISE or not distances:
        low, high = np.quantile(values, OUTSIDE)
        return value, float(low), float(high)
    least, most = np.quantile(distances, OUTSIDE)
    low, high = (_back(_stretched(value) - distance * error) for distance in (most, least))
    return value, low, high


def _error(rows: Array, statistic: Statistic) -> float:
    """Return the jackknife error of the stretched statistic; 0 where it cannot be taken."""
    without = statistic.without_each(rows)
    stretched = _stretched(without[~np.isnan(without)])
    if stretched.size < 2:
        return 0.0
    return float(np.sqrt((stretched.size - 1) * stretched.var()))


def _stretched(agreement: Array | float) -> Array:
    result: Array = -np.log(np.maximum(1 - np.asarray(agreement), NOISE))
    return result


def _back(stretched: Array | float) -> float:
    return float(1 - np.exp(-stretched))
