"""How far assessors agree, and how much they confuse one level with another.

Ratings are arrays of items x raters, NaN where a rater did not look.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.scoring.aggregate import divided
from sanjeh.core.statistics.studentised import Statistic, studentised_interval

Array = NDArray[np.float64]

RESAMPLES = 1000
# Krippendorff: at .80 rely on it, down to .667 draw tentative conclusions, below not at all.
RELIABLE, TENTATIVE = 0.80, 0.667


class Metric(StrEnum):
    """How far apart two different ratings are."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


class Trust(StrEnum):
    """What may be concluded from ratings that agree so far."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    UNRELIABLE = "unreliable"


class AgreementUndefined(Exception):
    """Too few ratings, or all of them equal: agreement beyond chance does not exist here."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A statistic and its 95 % interval: studentised bootstrap over the items."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Correlations:
    """The intraclass correlations of Shrout and Fleiss (1979): of one rater, and of the mean of all.

    1: each item has its own raters. 2: the same raters, drawn from many. 3: these raters only.
    """

    one: tuple[float, float, float]
    mean: tuple[float, float, float]


def krippendorff_alpha(ratings: Array, metric: Metric) -> float:
    """Return Krippendorff's alpha (2011): 1 perfect, 0 as by chance, below 0 worse than chance."""
    values, counts = _value_counts(ratings)
    return _alpha(counts, values, metric)


def trust(alpha: float) -> Trust:
    """Return Krippendorff's reading of an alpha; on unreliable ratings nothing may be ranked."""
    if alpha >= RELIABLE:
        return Trust.RELIABLE
    return Trust.TENTATIVE if alpha >= TENTATIVE else Trust.UNRELIABLE


def krippendorff_interval(
    ratings: Array, metric: Metric, *, seed: int, resamples: int = RESAMPLES
) -> Interval:
    """Return alpha with its bootstrap interval over the items.

    A draw in which all ratings happen to be equal has no alpha and is passed over.
    """
    values, counts = _value_counts(ratings)
    statistic = Statistic(
        lambda drawn: _alpha(drawn, values, metric), lambda drawn: _alphas_without_each(drawn, values, metric)
    )
    return _interval(counts, statistic, seed, resamples)


def intraclass_correlations(ratings: Array) -> Correlations:
    """Return all six forms; every item must be rated by every rater."""
    items, raters = _complete(ratings)
    means = ratings.mean()
    rows = raters * ((ratings.mean(axis=1) - means) ** 2).sum() / (items - 1)
    columns = items * ((ratings.mean(axis=0) - means) ** 2).sum() / (raters - 1)
    within = ((ratings - ratings.mean(axis=1, keepdims=True)) ** 2).sum() / (items * (raters - 1))
    left = (within * items * (raters - 1) - columns * (raters - 1)) / ((items - 1) * (raters - 1))
    between_raters = (columns - left) / items
    return Correlations(
        one=(
            _share(rows - within, rows + (raters - 1) * within),
            _share(rows - left, rows + (raters - 1) * left + raters * between_raters),
            _share(rows - left, rows + (raters - 1) * left),
        ),
        mean=(
            _share(rows - within, rows),
            _share(rows - left, rows + between_raters),
            _share(rows - left, rows),
        ),
    )


def intraclass_interval(ratings: Array, *, seed: int, resamples: int = RESAMPLES) -> Interval:
    """Return the absolute agreement of one rater, ICC(2,1), with its bootstrap interval over the items."""
    statistic = Statistic(lambda drawn: intraclass_correlations(drawn).one[1], _correlations_without_each)
    return _interval(ratings, statistic, seed, resamples)


def fleiss_kappa(counts: Array) -> float:
    """Return Fleiss' kappa of items x categories; each cell counts the raters who chose it."""
    raters = counts.sum(axis=1)
    if counts.size == 0 or raters[0] < 2 or (raters != raters[0]).any():
        raise AgreementUndefined("every item needs the same number of raters, and at least two")
    agreed = ((counts**2).sum(axis=1) - raters) / (raters * (raters - 1))
    by_chance = float(((counts.sum(axis=0) / counts.sum()) ** 2).sum())
    return _share(float(agreed.mean()) - by_chance, 1 - by_chance)


def confusion(pairs: Array, levels: Array) -> Array:
    """Return, per level that one assessor chose, the odds (0..1) of each level the other one chose.

    `pairs` is n x 2. Both orders count, as neither assessor is the truth. A level that nobody
    chose is taken to be confused with nothing.
    """
    chosen = np.searchsorted(levels, pairs)
    table = np.zeros((levels.size, levels.size))
    np.add.at(table, (chosen[:, 0], chosen[:, 1]), 1.0)
    table = table + table.T
    never = table.sum(axis=1) == 0
    table[never, never] = 1.0
    odds: Array = table / table.sum(axis=1, keepdims=True)
    return odds


def _value_counts(ratings: Array) -> tuple[Array, Array]:
    """Return the values that occur, and items x values: how many raters chose each."""
    items, _ = np.nonzero(~np.isnan(ratings))
    values, chosen = np.unique(ratings[~np.isnan(ratings)], return_inverse=True)
    counts = np.zeros((len(ratings), values.size))
    np.add.at(counts, (items, chosen), 1.0)
    return values, counts[counts.sum(axis=1) >= 2]


def _alpha(counts: Array, values: Array, metric: Metric) -> float:
    raters = counts.sum(axis=1)
    chosen = counts.sum(axis=0)
    apart = _apart(values, chosen, metric)
    observed = float((((counts @ apart) * counts).sum(axis=1) / (raters - 1)).sum())
    expected = float(chosen @ apart @ chosen) / (chosen.sum() - 1) if counts.size else 0.0
    if expected == 0:
        raise AgreementUndefined("alpha needs two raters on some item, and ratings that differ")
    return 1 - observed / expected


def _alphas_without_each(counts: Array, values: Array, metric: Metric) -> Array:
    """Return alpha without each of the items, all by the distances of all; NaN where there is none."""
    raters, chosen = counts.sum(axis=1), counts.sum(axis=0)
    apart = _apart(values, chosen, metric)
    observed = ((counts @ apart) * counts).sum(axis=1) / (raters - 1)
    others = chosen - counts
    expected = ((others @ apart) * others).sum(axis=1) / np.maximum(others.sum(axis=1) - 1, 1)
    return 1 - divided(observed.sum() - observed, expected)


def _correlations_without_each(ratings: Array) -> Array:
    """Return ICC(2,1) without each of the items; NaN where there is none."""
    items, raters = len(ratings) - 1, ratings.shape[1]
    if items < 2:
        return np.full(len(ratings), np.nan)
    sums = ratings.sum(axis=0) - ratings
    mean = items * raters * (sums.sum(axis=1) / (items * raters)) ** 2
    of_items = raters * ((ratings.mean(axis=1) ** 2).sum() - ratings.mean(axis=1) ** 2) - mean
    of_raters = (sums**2).sum(axis=1) / items - mean
    left = (ratings**2).sum() - (ratings**2).sum(axis=1) - mean - of_items - of_raters
    rows, columns = of_items / (items - 1), of_raters / (raters - 1)
    within = left / ((items - 1) * (raters - 1))
    return divided(rows - within, rows + (raters - 1) * within + raters * (columns - within) / items)


def _apart(values: Array, chosen: Array, metric: Metric) -> Array:
    """Return the squared distance of every two values."""
    if metric is Metric.NOMINAL:
        return 1 - np.eye(values.size)
    if metric is Metric.ORDINAL:
        middle = np.cumsum(chosen) - chosen / 2
        return np.subtract.outer(middle, middle) ** 2
    apart: Array = np.subtract.outer(values, values)
    if metric is Metric.RATIO:
        sums = np.add.outer(values, values)
        apart = np.divide(apart, sums, out=np.zeros_like(apart), where=sums != 0)
    return apart**2


def _interval(rows: Array, statistic: Statistic, seed: int, resamples: int) -> Interval:
    found = studentised_interval(
        rows, statistic, seed=seed, resamples=resamples, passed_over=AgreementUndefined
    )
    if found is None:
        raise AgreementUndefined("no draw of these items has ratings that differ")
    return Interval(*found)


def _complete(ratings: Array) -> tuple[int, int]:
    items, raters = ratings.shape
    if items < 2 or raters < 2 or np.isnan(ratings).any():
        raise AgreementUndefined("intraclass correlation needs two items, two raters and no gaps")
    return items, raters


def _share(part: float, whole: float) -> float:
    if whole == 0:
        raise AgreementUndefined("all ratings are equal")
    return float(part / whole)
