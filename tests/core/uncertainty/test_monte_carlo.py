"""Intervals hold the place, odds add up, ties are named, and the same seed gives the same bytes."""

from dataclasses import replace

import numpy as np
import pytest

from sanjeh.core.methodology.parts import Uncertainty
from sanjeh.core.scoring.rank import ranks
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import Robustness, drawn, ranges_among, robustness, standings
from sanjeh.core.uncertainty.rank_groups import probability_above_next, rank_groups
from sanjeh.core.uncertainty.replicates import Factor
from tests.core.scoring.reference.sample import sample_of
from tests.core.uncertainty.round import CONFUSED, cards, method, model


def test_places_and_classes_are_those_of_the_scorecards() -> None:
    held = ranks({card.unit: card.points or 0.0 for card in cards()})

    found = robustness(model(), replicates=20)

    assert {one.unit: one.rank for one in found.standings} == {u: p.number for u, p in held.items()}
    assert {one.unit: one.grade for one in found.standings} == {card.unit: card.grade for card in cards()}
    assert [one.rank for one in found.standings] == sorted(one.rank for one in found.standings)


def test_intervals_hold_the_median_and_odds_add_up_to_one() -> None:
    for one in robustness(model(repeats=CONFUSED), replicates=100).standings:
        assert 1 <= one.low <= one.median <= one.high <= 12
        assert sum(odds for _, odds in one.grade_odds) == pytest.approx(1)
        assert [odds for _, odds in one.grade_odds] == sorted((o for _, o in one.grade_odds), reverse=True)


def test_a_body_is_borderline_exactly_when_its_class_holds_in_less_than_eighty_percent() -> None:
    found = robustness(model(repeats=CONFUSED), replicates=200).standings

    assert {one.unit for one in found if one.borderline} == {
        one.unit for one in found if dict(one.grade_odds).get(one.grade, 0) < 0.8
    }
    assert {one.unit: one.borderline for one in found if one.borderline} == {"b10": "fair"}
    assert all(one.borderline in dict(one.grade_odds) for one in found if one.borderline)


def test_without_any_factor_nothing_is_uncertain() -> None:
    found = robustness(model(), replicates=5, factors=())

    assert {(one.low, one.high) for one in found.standings} == {(n, n) for n in range(1, 13)}
    assert [one.group for one in found.standings] == list(range(1, 13))
    assert {one.above_next for one in found.standings} == {1.0, None}


def test_more_factors_are_named_and_make_places_less_firm() -> None:
    weights = robustness(model(), replicates=200, factors=[Factor.WEIGHTS])
    everything = robustness(model(repeats=CONFUSED), replicates=200)

    assert weights.factors == (Factor.WEIGHTS,)
    assert everything.factors == tuple(Factor)
    assert _width(everything) > _width(weights)


def _width(found: Robustness) -> int:
    return sum(one.high - one.low for one in found.standings)


def test_the_same_seed_gives_the_same_and_the_order_of_cards_never_matters() -> None:
    turned = Model(sample_of(method(), cards()[::-1]), 1, CONFUSED)

    first = robustness(model(repeats=CONFUSED), replicates=50)

    assert first == robustness(turned, replicates=50)
    assert first != robustness(model(2, CONFUSED), replicates=50)


def test_progress_is_told_at_every_draw() -> None:
    told: list[tuple[int, int]] = []

    robustness(model(), replicates=3, progress=lambda done, of: told.append((done, of)))

    assert told == [(1, 3), (2, 3), (3, 3)]


def test_nobody_ranked_has_no_standing() -> None:
    assert robustness(Model(sample_of(method(), []), 1)).standings == ()


# Bodies x draws, best first: the second is above the third in 3 of 4 draws, the first always leads.
RANKS = np.array([[1, 1, 1, 1], [2, 2, 2, 3], [3, 3, 3, 2], [4, 4, 4, 4]], dtype=np.int32)


def test_above_the_next_is_the_share_of_draws() -> None:
    assert probability_above_next(RANKS) == (1.0, 0.75, 1.0, None)


def test_a_shared_rank_is_not_above() -> None:
    shared = np.array([[1, 1, 1, 2], [1, 1, 2, 1]], dtype=np.int32)

    assert probability_above_next(shared) == (0.25, None)
    assert probability_above_next(np.empty((0, 4), dtype=np.int32)) == ()


def test_bodies_that_cannot_be_told_apart_share_a_group() -> None:
    assert rank_groups(RANKS) == (1, 2, 2, 3)


def test_a_chain_of_doubts_does_not_make_all_equal() -> None:
    """Each is often above its neighbour but never above the one after next."""
    chain = np.array([[1, 2, 1, 1], [2, 1, 2, 3], [3, 3, 3, 2], [4, 4, 4, 4]], dtype=np.int32)

    assert rank_groups(chain) == (1, 1, 2, 3)


@pytest.mark.parametrize(("above", "groups"), [(18, (1, 1)), (19, (1, 2)), (20, (1, 2))])
def test_a_body_is_told_apart_from_nineteen_of_twenty_draws_on(above: int, groups: tuple[int, ...]) -> None:
    leads = np.arange(20) < above
    held = np.array([np.where(leads, 1, 2), np.where(leads, 2, 1)], dtype=np.int32)

    assert rank_groups(held) == groups


@pytest.mark.parametrize(("share", "borderline"), [(0.81, ""), (0.80, ""), (0.79, "fair")])
def test_a_class_is_borderline_below_four_in_five_draws_and_not_on_them(
    share: float, borderline: str
) -> None:
    """The weakest body is poor; in the other draws it is fair."""
    draws = drawn(model(), replicates=1, factors=())
    odds = draws.grades.copy()
    odds[0] = (0.0, 1 - share, share)

    found = {one.unit: one for one in standings(replace(draws, grades=odds))}["b00"]

    assert (found.grade, found.borderline) == ("poor", borderline)
    assert found.grade_odds == (("poor", share), ("fair", 1 - share))


def test_a_method_that_names_its_factors_is_varied_in_these_alone() -> None:
    named = method().model_copy(update={"uncertainty": Uncertainty(varies=("scale_ends", "weights"))})
    declared = Model(replace(model().sample, methodology=named), 1)

    assert robustness(declared, replicates=2).factors == (Factor.WEIGHTS, Factor.ENDS)


def test_ranks_among_some_bodies_are_counted_among_them_alone() -> None:
    draws = drawn(model(), replicates=3, factors=())

    assert ranges_among(draws, np.array([0, 5, 11])).tolist() == [[3, 3, 3], [2, 2, 2], [1, 1, 1]]
    assert ranges_among(draws, np.arange(12)).tolist() == draws.ranges.tolist()
