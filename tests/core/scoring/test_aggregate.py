"""Means over children, with the weight of the missing shared among siblings."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.scoring.aggregate import arithmetic, geometric

NONE = np.nan


def test_the_weight_of_a_missing_child_goes_to_its_siblings() -> None:
    assert arithmetic(np.array([80.0, NONE, 20.0]), np.array([50.0, 25.0, 25.0])) == 60


def test_no_children_make_no_number() -> None:
    assert np.isnan(arithmetic(np.array([NONE, NONE]), np.array([50.0, 50.0])))


def test_a_zero_lowers_the_geometric_mean_without_wiping_it_out() -> None:
    assert geometric(np.array([0.0, 100.0]), np.array([50.0, 50.0])) == pytest.approx(10)


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(1, 50)), min_size=1, max_size=12))
def test_the_geometric_mean_of_lifted_points_is_never_above_the_arithmetic(
    children: list[tuple[float, float]],
) -> None:
    points, weights = np.array(children).T

    low, high = geometric(points, weights), arithmetic(np.maximum(points, 1), weights)

    assert 0 <= low <= high + 1e-9
    assert high <= 100 + 1e-9
