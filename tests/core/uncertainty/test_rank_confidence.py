"""An interval of a place rules out what clear differences rule out, and nothing else."""

from math import sqrt
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sanjeh.core.uncertainty.monte_carlo import drawn
from sanjeh.core.uncertainty.rank_confidence import confident_groups, confident_ranks
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.core.uncertainty.service_scatter import OF_ALL, hidden_variance, unshown
from tests.core.uncertainty.round import model

Array = NDArray[np.float64]
# One body moves by one point up or down, the other by none: the error of their gap is one point.
SWAYING = np.array([[-1.0, 0.0], [1.0, 0.0]])


def intervals(scores: list[float], draws: Array, hidden: float = 0.0) -> list[tuple[int, int]]:
    given_scores = np.array(scores)
    found = confident_ranks(given_scores, draws + given_scores, np.full(len(scores), hidden))
    return [(int(low), int(high)) for low, high in found]


@pytest.mark.parametrize(
    ("gap", "expected"), [(1.645, [(1, 1), (2, 2)]), (1.644, [(1, 2), (1, 2)]), (-1.645, [(2, 2), (1, 1)])]
)
def test_two_bodies_are_told_apart_from_the_95th_percentile_of_their_gap_on(
    gap: float, expected: list[tuple[int, int]]
) -> None:
    assert intervals([50 + gap, 50], SWAYING) == expected


@pytest.mark.parametrize(("hidden", "expected"), [(0.20, [(1, 1), (2, 2)]), (0.21, [(1, 2), (1, 2)])])
def test_what_draws_do_not_show_of_a_score_is_added_of_both_bodies(
    hidden: float, expected: list[tuple[int, int]]
) -> None:
    gap = 1.6448536 * sqrt(1 + 2 * 0.205)

    assert intervals([50 + gap, 50], SWAYING, hidden) == expected


def test_equals_are_never_told_apart_and_without_any_doubt_all_others_are() -> None:
    still = np.zeros((4, 4))

    assert intervals([60, 50, 50, 40], still) == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_what_moves_all_bodies_alike_tells_nobody_apart_the_less() -> None:
    together = np.array([[-9.0, -9.0, -9.0], [9.0, 9.0, 9.0]])

    assert intervals([60, 59, 58], together) == [(1, 1), (2, 2), (3, 3)]


def test_a_draw_without_a_number_is_passed_over() -> None:
    draws = np.array([[-1.0, 0.0], [1.0, 0.0], [np.nan, np.nan]])

    assert intervals([52.0, 50], draws) == [(1, 1), (2, 2)]


def test_no_body_and_one_body_have_their_places() -> None:
    assert intervals([], np.zeros((3, 0))) == []
    assert intervals([50], np.zeros((3, 1))) == [(1, 1)]


def slowly(scores: Array, draws: Array, hidden: Array) -> list[tuple[int, int]]:
    """Return the same, pair by pair."""
    found = []
    for own in range(len(scores)):
        gaps = []
        for other in range(len(scores)):
            moves = draws[:, other] - draws[:, own]
            error = sqrt(float(moves.var()) + hidden[own] + hidden[other])
            gaps.append((scores[other] - scores[own]) / error if error and other != own else 0.0)
        found.append((1 + _real(gaps), len(scores) - _real([-gap for gap in gaps])))
    return found


def _real(gaps: list[float]) -> int:
    others, number, most = len(gaps) - 1, 1, 0
    while number <= others:
        bound = NormalDist().inv_cdf(1 - 0.05 * number / others)
        most = max(most, sum(gap > bound for gap in gaps) - (number - 1))
        number *= 4
    return most


@pytest.mark.parametrize("bodies", [2, 5, 40, 300])
def test_many_at_once_are_compared_as_each_pair_would_be(bodies: int) -> None:
    dice = np.random.default_rng(bodies)
    scores = np.round(dice.normal(50, 8, bodies), 1)
    draws = scores + dice.normal(size=(20, bodies)) * 2 + dice.normal(size=(20, 1)) * 5
    hidden = dice.uniform(0, 2, bodies)

    found = confident_ranks(scores, draws, hidden)

    assert [(int(low), int(high)) for low, high in found] == slowly(scores, draws, hidden)
    assert len({tuple(one) for one in found.tolist()}) > 1


@given(st.lists(st.integers(0, 20), min_size=1, max_size=12), st.randoms(use_true_random=False))
def test_the_published_rank_lies_within_and_the_order_of_bodies_never_matters(
    scores: list[int], mix: object
) -> None:
    own = np.array(scores, dtype=np.float64)
    draws = own + np.random.default_rng(1).normal(size=(30, len(own))) * np.arange(1, len(own) + 1) / 2
    turned = np.array(mix.sample(range(len(own)), len(own)))  # type: ignore[attr-defined]
    hidden = np.arange(len(own)) / 10

    found = confident_ranks(own, draws, hidden)

    ranks = 1 + (own > own[:, None]).sum(axis=1)
    assert ((found[:, 0] <= ranks) & (ranks <= found[:, 1])).all()
    assert (confident_ranks(own[turned], draws[:, turned], hidden[turned]) == found[turned]).all()


def test_services_that_agree_by_chance_are_given_the_scatter_of_all() -> None:
    shown, services = np.array([0.0, 4.0, 9.0, 0.0]), np.array([2.0, 2, 10, 0])
    of_one = (0.0 + 1 * 8 * 2 + 9 * 10 * 10) / 11
    few, many = 1 + OF_ALL, 9 + OF_ALL

    found = unshown(shown, services)

    of_agreeing, of_differing = OF_ALL * of_one / 2 / few, (OF_ALL * of_one / 2 + 8) / few
    assert found == pytest.approx(
        [of_agreeing * few / (few - 2), of_differing * few / (few - 2) - 4, 10 * many / (many - 2) - 9, 0.0]
    )


def test_a_single_service_scatters_as_those_of_all_others_do() -> None:
    assert unshown(np.array([0.0, 3.0]), np.array([1.0, 3])) == pytest.approx([13.5 * 4 / 2, 4.5 * 6 / 4 - 3])
    assert unshown(np.array([0.0, 0.0]), np.array([1.0, 1])).tolist() == [0.0, 0.0]


def test_the_scatter_of_services_is_hidden_only_where_services_are_drawn() -> None:
    weights = drawn(model(), replicates=10, factors=[Factor.WEIGHTS])
    services = drawn(model(), replicates=10, factors=[Factor.SERVICES])

    assert weights.hidden.tolist() == [0.0] * 12
    assert services.hidden.tolist() == hidden_variance(model()).tolist()
    assert min(services.hidden) > 0


def groups(scores: list[float], draws: Array) -> list[int]:
    given_scores = np.array(scores)
    found: list[int] = confident_groups(given_scores, draws + given_scores, np.zeros(len(scores))).tolist()
    return found


@pytest.mark.parametrize(("gap", "expected"), [(1.645, [1, 2]), (1.644, [1, 1]), (-1.645, [2, 1])])
def test_two_bodies_are_in_two_groups_from_where_their_intervals_part(
    gap: float, expected: list[int]
) -> None:
    assert groups([50 + gap, 50], SWAYING) == expected


def test_a_group_ends_only_where_all_above_stand_clearly_above_all_below() -> None:
    # The second body sways so much that it could stand with the first or with the third.
    one_sways = np.array([[0.0, -2.0, 0.0, 0.0], [0.0, 2.0, 0.0, 0.0]])

    assert groups([60, 57, 54, 40], one_sways) == [1, 1, 1, 2]
    assert groups([60, 57, 54, 40], np.zeros((2, 4))) == [1, 2, 3, 4]


def test_whoever_could_stand_above_a_line_leaves_no_line_there() -> None:
    # The first stands clearly above the second, but the third could be better than either.
    last_sways = np.array([[0.0, 0.0, -4.0], [0.0, 0.0, 4.0]])

    assert groups([60, 57, 55], last_sways) == [1, 1, 1]


def test_equals_and_a_single_body_are_one_group_and_nobody_none() -> None:
    assert groups([50, 60, 50], np.zeros((2, 3))) == [2, 1, 2]
    assert groups([50], np.zeros((2, 1))) == [1]
    assert groups([], np.zeros((2, 0))) == []


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12), st.integers(0, 2**32 - 1))
def test_bodies_of_different_groups_never_share_a_place_in_their_intervals(
    scores: list[int], seed: int
) -> None:
    draws = np.random.default_rng(seed).normal(size=(20, len(scores)))
    found = groups([float(one) for one in scores], draws)
    places = intervals([float(one) for one in scores], draws)

    for number in range(1, max(found)):
        upper = [high for (_, high), group in zip(places, found, strict=True) if group <= number]
        lower = [low for (low, _), group in zip(places, found, strict=True) if group > number]
        assert max(upper) < min(lower)


def test_many_bodies_are_grouped_as_a_few_at_a_time_are() -> None:
    scores = np.repeat(np.arange(20.0), 15) * 50
    draws = np.random.default_rng(3).normal(size=(50, len(scores)))

    assert groups(scores.tolist(), draws) == (20 - scores / 50).astype(int).tolist()
