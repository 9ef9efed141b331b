"""Points by comparison with the others: affine or by rank, and refused where all are equal."""

import numpy as np
import pytest

from sanjeh.core.methodology.scales import Relative
from sanjeh.core.scoring.normalise import NeedsOthers, points_of, points_of_all
from sanjeh.core.scoring.relative import NothingToCompare, relative_points

GAP = float("nan")
MIN_MAX, Z_SCORE, RANK = (
    Relative.model_validate({"kind": "relative", "method": method})
    for method in ("min_max", "z_score", "rank")
)


def points(numbers: list[float], scale: Relative) -> list[float]:
    found: list[float] = relative_points(np.array(numbers), scale).tolist()
    return found


@pytest.mark.parametrize("scale", [MIN_MAX, Z_SCORE])
def test_min_max_and_z_scores_give_the_same_points_for_one_is_a_stretch_of_the_other(scale: Relative) -> None:
    assert points([2.0, GAP, 4.0, 10.0], scale) == pytest.approx([0.0, GAP, 25.0, 100.0], nan_ok=True)


def test_ranks_lie_at_equal_distances_and_equals_lie_together() -> None:
    assert points([1.0, 5.0, 5.0, 900.0], RANK) == pytest.approx([0.0, 100 / 3, 100 / 3, 100.0])


def test_less_is_better_where_the_scale_says_so() -> None:
    less = MIN_MAX.model_copy(update={"less_is_better": True})

    assert points([2.0, 4.0, 10.0], less) == pytest.approx([100.0, 75.0, 0.0])


def test_the_least_and_the_greatest_have_the_ends_that_the_scale_names() -> None:
    narrow = MIN_MAX.model_copy(update={"low": 1.0, "high": 99.0})

    assert points([3.0, 4.0, 5.0], narrow) == pytest.approx([1.0, 50.0, 99.0])


PUBLISHED = MIN_MAX.model_copy(update={"published": (0.0, 1.0)})


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ([0.2, 0.6], [20.0, 60.0]),
        ([0.0, 0.6], [0.0, 60.0]),
        ([0.2, 1.0], [20.0, 100.0]),
        ([0.0, 1.0, GAP], [0.0, 100.0, GAP]),
        ([0.2, 1.0001], [0.0, 100.0]),
        ([-0.0001, 0.6], [0.0, 100.0]),
    ],
)
def test_numbers_that_all_lie_within_the_published_ends_stand_as_they_are(
    numbers: list[float], expected: list[float]
) -> None:
    assert points(numbers, PUBLISHED) == pytest.approx(expected, nan_ok=True)


def test_published_numbers_of_which_less_is_better_are_turned_round() -> None:
    less = PUBLISHED.model_copy(update={"less_is_better": True})

    assert points([0.2, 0.6], less) == pytest.approx([80.0, 40.0])


@pytest.mark.parametrize("scale", [MIN_MAX, Z_SCORE, RANK])
@pytest.mark.parametrize("numbers", [[7.0, 7.0, 7.0], [7.0, GAP]])
def test_where_no_body_lies_above_another_there_is_nothing_to_compare(
    numbers: list[float], scale: Relative
) -> None:
    with pytest.raises(NothingToCompare):
        points(numbers, scale)


def test_what_is_left_of_a_sum_is_nought_beside_the_greatest() -> None:
    assert points([0.0, 0.1 + 0.2 - 0.3, 1.0], RANK) == pytest.approx([0.0, 0.0, 100.0])
    assert points([0.0, 6e-16, 1.0], RANK) == pytest.approx([0.0, 50.0, 100.0])


def test_where_nobody_has_a_number_there_is_nothing_to_compare() -> None:
    with pytest.raises(NothingToCompare):
        points([GAP, GAP], MIN_MAX)


def test_one_body_alone_has_no_points_on_a_relative_scale() -> None:
    with pytest.raises(NeedsOthers, match="min_max"):
        points_of(0.5, MIN_MAX)
    with pytest.raises(NeedsOthers, match="rank"):
        points_of_all(np.array([0.5]), RANK)


@pytest.mark.parametrize("scale", [MIN_MAX, Z_SCORE, RANK])
@pytest.mark.parametrize("numbers", [[0.3, 0.1 + 0.2], [1e9, 1e9 + 1e-6], [0.1, 0.1, 0.1], [7.0, np.nan]])
def test_float_noise_is_nothing_to_compare(scale: Relative, numbers: list[float]) -> None:
    with pytest.raises(NothingToCompare):
        points(numbers, scale)


@pytest.mark.parametrize("scale", [MIN_MAX, Z_SCORE])
@pytest.mark.parametrize("size", [1e308, 1e200, 1.0, 1e-17, 1e-300, 5e-324])
def test_the_size_of_the_numbers_never_matters(scale: Relative, size: float) -> None:
    assert points([-size, 0.0, size], scale) == [0.0, 50.0, 100.0]


def test_what_is_noise_beside_the_greatest_is_a_difference_beside_the_least() -> None:
    assert points([1.0, 2.0, 2.0 + 1e-15, 1e15], RANK) == pytest.approx([0.0, 100 / 3, 100 / 3, 100.0])
