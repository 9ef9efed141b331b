"""Intervals of agreement over few items hold the truth about as often as they say."""

import numpy as np
import pytest
from numpy.typing import NDArray

from sanjeh.core.statistics.rater_agreement import (
    Interval,
    Metric,
    _alphas_without_each,
    _correlations_without_each,
    _value_counts,
    intraclass_correlations,
    intraclass_interval,
    krippendorff_alpha,
    krippendorff_interval,
)

Array = NDArray[np.float64]
DICE = np.random.default_rng(7)
RATINGS = DICE.normal(size=(9, 1)) + DICE.normal(size=(9, 3))
LEVELS = np.digitize(RATINGS, [-0.8, 0.0, 0.8]).astype(float)


def test_the_correlations_without_each_item_are_those_of_the_others() -> None:
    one_by_one = [intraclass_correlations(np.delete(RATINGS, n, axis=0)).one[1] for n in range(9)]

    assert _correlations_without_each(RATINGS) == pytest.approx(one_by_one)


@pytest.mark.parametrize("metric", [Metric.NOMINAL, Metric.INTERVAL, Metric.RATIO])
def test_the_alphas_without_each_item_are_those_of_the_others(metric: Metric) -> None:
    values, counts = _value_counts(LEVELS)

    one_by_one = [krippendorff_alpha(np.delete(LEVELS, n, axis=0), metric) for n in range(9)]

    assert _alphas_without_each(counts, values, metric) == pytest.approx(one_by_one)


def rounds(number: int) -> list[Array]:
    """Return rounds of twenty items that three raters saw, of which 0.7 of the variance is the items' own."""
    dice = np.random.default_rng(11)
    sizes = [(dice.normal(size=(20, 1)), dice.normal(size=(20, 3))) for _ in range(number)]
    return [np.sqrt(0.7) * item + np.sqrt(0.3) * noise for item, noise in sizes]


def test_of_twenty_items_nearly_95_of_100_intervals_hold_the_truth() -> None:
    found = [intraclass_interval(ratings, seed=3, resamples=200) for ratings in rounds(80)]

    held = [one.low <= 0.7 <= one.high for one in found]

    # The plain percentiles of the same draws hold it in 88 of 100.
    assert sum(held) / len(held) >= 0.92


def test_two_items_have_no_error_to_measure_by_and_keep_their_percentiles() -> None:
    found = intraclass_interval(np.array([[1.0, 2.0], [4.0, 4.5]]), seed=3)

    assert found.low <= found.value <= found.high


def test_ratings_that_all_agree_have_no_other_value() -> None:
    same = np.array([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]])

    assert krippendorff_interval(same, Metric.INTERVAL, seed=1) == Interval(1.0, 1.0, 1.0)
