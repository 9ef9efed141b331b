"""Intervals hold the place, odds add up, ties are named, and the same seed gives the same bytes."""

import numpy as np
import pytest

from sanjeh.core.scoring.rank import ranks
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import Robustness, robustness
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


def test_bodies_that_cannot_be_told_apart_share_a_group() -> None:
    assert rank_groups(RANKS) == (1, 2, 2, 3)


def test_a_chain_of_doubts_does_not_make_all_equal() -> None:
    """Each is often above its neighbour but never above the one after next."""
    chain = np.array([[1, 2, 1, 1], [2, 1, 2, 3], [3, 3, 3, 2], [4, 4, 4, 4]], dtype=np.int32)

    assert rank_groups(chain) == (1, 1, 2, 3)
