"""The statistics of assessors give the published results, and brute force agrees."""

import json
from itertools import permutations
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from sanjeh.core.statistics.rater_agreement import (
    AgreementUndefined,
    Interval,
    Metric,
    Trust,
    confusion,
    fleiss_kappa,
    intraclass_correlations,
    intraclass_interval,
    krippendorff_alpha,
    krippendorff_interval,
    trust,
)

PUBLISHED = json.loads((Path(__file__).parents[2] / "fixtures/asem/stats_fixtures.json").read_text())
KRIPPENDORFF = PUBLISHED["krippendorff_2011_example"]
SHROUT = PUBLISHED["shrout_fleiss_1979"]
FLEISS = PUBLISHED["fleiss_kappa_example"]
RATINGS = np.array(KRIPPENDORFF["reliability_data_rows_are_observers"], dtype=float).T
JUDGES = np.array(SHROUT["targets_x_judges"])
# The reference values are given to six digits.
SIX_DIGITS = 5.000001e-7


@pytest.mark.parametrize("metric", Metric)
def test_alpha_is_the_published_one(metric: Metric) -> None:
    assert krippendorff_alpha(RATINGS, metric) == pytest.approx(
        KRIPPENDORFF["alpha"][metric], rel=0, abs=SIX_DIGITS
    )


def test_nominal_alpha_is_this_fraction() -> None:
    """By hand: 8 of 40 coincidences are apart; chance puts (40² - 384) / 39 of them apart."""
    assert krippendorff_alpha(RATINGS, Metric.NOMINAL) == pytest.approx(113 / 152, rel=0, abs=1e-12)


def test_intraclass_correlations_are_the_published_ones() -> None:
    found = intraclass_correlations(JUDGES)

    names = ("ICC1", "ICC2", "ICC3", "ICC1k", "ICC2k", "ICC3k")
    assert dict(zip(names, (*found.one, *found.mean), strict=True)) == pytest.approx(
        SHROUT["icc"], rel=0, abs=SIX_DIGITS
    )


def test_intraclass_correlations_follow_the_printed_mean_squares() -> None:
    """Shrout and Fleiss (1979), table 3: BMS 11.2417, WMS 6.2639, JMS 32.4861, EMS 1.0194."""
    between, within, judges, left = 1349 / 120, 451 / 72, 2339 / 72, 367 / 360

    assert intraclass_correlations(JUDGES).one == pytest.approx(
        (
            (between - within) / (between + 3 * within),
            (between - left) / (between + 3 * left + 4 * (judges - left) / 6),
            (between - left) / (between + 3 * left),
        ),
        rel=0,
        abs=1e-9,
    )


def test_fleiss_kappa_is_the_published_one() -> None:
    assert fleiss_kappa(np.array(FLEISS["counts"], dtype=float)) == pytest.approx(
        FLEISS["kappa"], rel=0, abs=SIX_DIGITS
    )


LEVELS = st.sampled_from([np.nan, 0.0, 1.0, 2.0, 3.0])
TABLES = arrays.arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(2, 4)), elements=LEVELS)


@given(TABLES, st.sampled_from([Metric.NOMINAL, Metric.INTERVAL, Metric.RATIO]))
def test_alpha_agrees_with_counting_every_pair(ratings: NDArray[np.float64], metric: Metric) -> None:
    pairable = [[v for v in row if not np.isnan(v)] for row in ratings]
    pairable = [row for row in pairable if len(row) >= 2]
    everything = [value for row in pairable for value in row]
    assume(len(set(everything)) > 1)

    observed = sum(_apart_within(row, metric) for row in pairable)
    expected = _apart_within(everything, metric)

    assert krippendorff_alpha(ratings, metric) == pytest.approx(1 - observed / expected, abs=1e-9)


def _apart_within(values: list[float], metric: Metric) -> float:
    return sum(_apart(first, second, metric) for first, second in permutations(values, 2)) / (len(values) - 1)


def _apart(first: float, second: float, metric: Metric) -> float:
    if metric is Metric.NOMINAL:
        return float(first != second)
    apart = first - second
    return (apart / (first + second) if metric is Metric.RATIO and first + second else apart) ** 2


@given(TABLES, st.sampled_from(Metric), st.randoms(use_true_random=False))
def test_the_order_of_items_and_raters_never_matters(
    ratings: NDArray[np.float64], metric: Metric, dice: Random
) -> None:
    rows, columns = list(range(ratings.shape[0])), list(range(ratings.shape[1]))
    dice.shuffle(rows)
    dice.shuffle(columns)
    try:
        alpha = krippendorff_alpha(ratings, metric)
    except AgreementUndefined:
        assume(False)

    assert krippendorff_alpha(ratings[rows][:, columns], metric) == pytest.approx(alpha)


def test_the_interval_holds_the_value_and_is_the_same_for_the_same_seed() -> None:
    first = krippendorff_interval(RATINGS, Metric.ORDINAL, seed=5)

    assert first == krippendorff_interval(RATINGS, Metric.ORDINAL, seed=5)
    assert first.low < first.value == krippendorff_alpha(RATINGS, Metric.ORDINAL) < first.high <= 1


def test_the_interval_of_the_intraclass_correlation_holds_it() -> None:
    found = intraclass_interval(JUDGES, seed=5)

    assert found.low < found.value < found.high


@pytest.mark.parametrize(
    "ratings", [[[1.0, 1.0], [1.0, 1.0]], [[1.0, np.nan], [np.nan, 2.0]], [[np.nan, np.nan]]]
)
def test_what_cannot_be_compared_has_no_alpha(ratings: list[list[float]]) -> None:
    with pytest.raises(AgreementUndefined):
        krippendorff_alpha(np.array(ratings), Metric.ORDINAL)


def test_an_alpha_is_read_by_the_published_thresholds() -> None:
    assert [trust(alpha) for alpha in (0.8, 0.799, 0.667, 0.666, -0.1)] == [
        Trust.RELIABLE,
        Trust.TENTATIVE,
        Trust.TENTATIVE,
        Trust.UNRELIABLE,
        Trust.UNRELIABLE,
    ]


def test_gaps_have_no_intraclass_correlation() -> None:
    with pytest.raises(AgreementUndefined):
        intraclass_correlations(np.array([[1.0, 2.0], [np.nan, 1.0]]))


def test_unequal_numbers_of_raters_have_no_kappa() -> None:
    with pytest.raises(AgreementUndefined):
        fleiss_kappa(np.array([[2.0, 1.0], [1.0, 1.0]]))


def test_confusion_counts_both_orders_and_leaves_unseen_levels_alone() -> None:
    pairs = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, 1.0]])

    odds = confusion(pairs, np.array([0.0, 1.0, 2.0]))

    assert odds.tolist() == [[2 / 3, 1 / 3, 0.0], [0.2, 0.8, 0.0], [0.0, 0.0, 1.0]]


def test_draws_of_equal_ratings_are_passed_over_and_only_such_draws_give_nothing() -> None:
    one_apart = np.array([[1.0, 1.0]] * 3 + [[2.0, 2.0]])

    assert krippendorff_interval(one_apart, Metric.NOMINAL, seed=1) == Interval(1.0, 1.0, 1.0)
    with pytest.raises(AgreementUndefined):
        krippendorff_interval(np.array([[1.0, 2.0]]), Metric.NOMINAL, seed=1, resamples=0)


def test_equal_ratings_have_no_intraclass_correlation() -> None:
    with pytest.raises(AgreementUndefined):
        intraclass_correlations(np.ones((3, 2)))
