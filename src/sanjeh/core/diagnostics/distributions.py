"""How the answers to one question are spread: does it tell bodies apart, and do its scale's ends hold?"""

from dataclasses import dataclass

import numpy as np

from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.uncertainty.goalposts import ruler_of
from sanjeh.core.uncertainty.sample import Column


@dataclass(frozen=True, slots=True)
class Spread:
    """Of one column: `seen` answers with points; skewness and kurtosis (excess) bias-corrected.

    `below` and `above` are the shares 0..1 of the values that lie beyond an end of the scale.
    """

    seen: int
    mean: float | None
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    below: float
    above: float


def spread_of(column: Column) -> Spread:
    """Return the spread of a column's points, and of its values against their scale."""
    points = column.points[~np.isnan(column.points)]
    low, high = _beyond(column)
    return Spread(
        seen=points.size,
        mean=float(points.mean()) if points.size else None,
        deviation=float(points.std(ddof=1)) if points.size > 1 else None,
        skewness=skewness(points),
        kurtosis=kurtosis(points),
        below=low,
        above=high,
    )


def skewness(numbers: Array) -> float | None:
    """Return G1; None for fewer than three numbers or equal ones."""
    n, deviation = numbers.size, float(numbers.std(ddof=1)) if numbers.size > 2 else 0.0
    if not deviation:
        return None
    return float((((numbers - numbers.mean()) / deviation) ** 3).sum() * n / ((n - 1) * (n - 2)))


def kurtosis(numbers: Array) -> float | None:
    """Return G2, 0 for a normal distribution; None for fewer than four numbers or equal ones."""
    n, deviation = numbers.size, float(numbers.std(ddof=1)) if numbers.size > 3 else 0.0
    if not deviation:
        return None
    fourth = float((((numbers - numbers.mean()) / deviation) ** 4).sum())
    scaled = fourth * n * (n + 1) / ((n - 1) * (n - 2) * (n - 3))
    return scaled - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3))


def _beyond(column: Column) -> tuple[float, float]:
    ruler = ruler_of(column.indicator.scale)
    numbers = column.numbers[~np.isnan(column.numbers)]
    if ruler is None or not numbers.size:
        return 0.0, 0.0
    places = ruler.places(numbers)
    return float((places < 0).mean()), float((places > 1).mean())
