"""How the columns of a table move together."""

import numpy as np

from sanjeh.core.scoring.aggregate import Array

FEWEST = 3
# What is left of a variance by the rounding of floats is no variance.
NOISE = 1e-9


def correlations(points: Array) -> Array:
    """Return columns x columns of Pearson's r over the rows that have both; NaN where there is none.

    There is none for fewer than three rows, nor where one of the two is the same in all of them.
    """
    known = ~np.isnan(points)
    held = known.astype(np.float64)
    means = np.where(known, points, 0.0).sum(axis=0) / np.maximum(held.sum(axis=0), 1)
    apart = np.where(known, points - means, 0.0)
    count = held.T @ held
    sums = apart.T @ held
    together = apart.T @ apart - sums * sums.T / np.maximum(count, 1)
    spread = (apart**2).T @ held - sums**2 / np.maximum(count, 1)
    there = (count >= FEWEST) & (spread > NOISE) & (spread.T > NOISE)
    both = np.sqrt(np.where(there, spread * spread.T, 1.0))
    return np.where(there, np.clip(together / both, -1.0, 1.0), np.nan)


def cronbach_alpha(points: Array) -> float | None:
    """Return Cronbach's alpha of the columns over the rows that have them all.

    None for fewer than two columns or three such rows, or when their sum never differs.
    """
    whole = points[~np.isnan(points).any(axis=1)]
    columns = points.shape[1]
    if columns < 2 or len(whole) < FEWEST:
        return None
    variance = float(whole.sum(axis=1).var(ddof=1))
    if variance <= NOISE:
        return None
    of_columns = float(whole.var(axis=0, ddof=1).sum())
    return float(columns / (columns - 1) * (1 - of_columns / variance))
