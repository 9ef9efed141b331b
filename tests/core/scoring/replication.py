"""What published indices do to their data before they normalise it: no body is scored by such numbers."""

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.scoring.aggregate import Array

# The rule of the COINr package: both together make an outlier.
MOST_SKEWED, MOST_PEAKED = 2.0, 3.5
MOST_TRIMMED = 5


def imputed_by_group(numbers: Array, groups: NDArray[np.str_]) -> Array:
    """Return units x indicators with each gap filled by the mean of the unit's group."""
    filled = numbers.copy()
    for group in np.unique(groups):
        own = np.flatnonzero(groups == group)
        means = np.nanmean(numbers[own], axis=0)
        filled[own] = np.where(np.isnan(numbers[own]), means, numbers[own])
    return filled


def winsorised(numbers: Array, most: int = MOST_TRIMMED) -> Array:
    """Return one indicator whose outermost values were moved to their neighbour until it has no outlier."""
    trimmed = numbers.copy()
    for _ in range(most):
        skewness, kurtosis = shape(trimmed)
        if not (abs(skewness) > MOST_SKEWED and kurtosis > MOST_PEAKED):
            break
        end = np.nanmax(trimmed) if skewness > 0 else np.nanmin(trimmed)
        inner = trimmed[trimmed < end] if skewness > 0 else trimmed[trimmed > end]
        trimmed[trimmed == end] = inner.max() if skewness > 0 else inner.min()
    return trimmed


def shape(numbers: Array) -> tuple[float, float]:
    """Return skewness and excess kurtosis, both corrected for bias as spreadsheets do (G1, G2)."""
    known = numbers[~np.isnan(numbers)]
    n = len(known)
    z = (known - known.mean()) / known.std(ddof=1)
    skewness = n / ((n - 1) * (n - 2)) * (z**3).sum()
    kurtosis = n * (n + 1) / ((n - 1) * (n - 2) * (n - 3)) * (z**4).sum()
    return float(skewness), float(kurtosis - 3 * (n - 1) ** 2 / ((n - 2) * (n - 3)))
