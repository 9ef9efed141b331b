"""Many bodies at once are scored as each would be alone; ranks carry their uncertainty."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.model import State
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.gains import Gain, gains
from sanjeh.core.scoring.methodology_tree import leaf_points, stated, totals
from sanjeh.core.scoring.scorecard import score_unit
from sanjeh.core.scoring.uncertainty import RankInterval, rank_intervals, seed_of
from tests.core.scoring.small import seen, small, unseen

METHODS = (small(), small().model_copy(update={"total": "geometric"}))


def card(unit: str, *numbers: float | None, methodology: Methodology = METHODS[0]) -> Scorecard:
    told = [
        unseen(code, State.MISSING, service, unit=unit) if n is None else seen(code, n, service, unit=unit)
        for (code, service), n in zip((("A1", ""), ("A2", ""), ("B1", ""), ("B2", "s")), numbers, strict=True)
    ]
    return score_unit(methodology, unit, ("s",), told)


@given(st.lists(st.none() | st.floats(0, 1), min_size=4, max_size=4), st.sampled_from(METHODS))
def test_the_fast_pass_gives_the_total_of_the_explained_one(numbers, methodology):
    explained = card("a", *numbers, methodology=methodology)

    fast = totals(methodology, leaf_points(methodology, [explained]), stated(methodology))[0, 0]

    assert fast == pytest.approx(np.nan if explained.points is None else explained.points, nan_ok=True)


def test_gains_name_the_greatest_first_and_leave_out_what_was_not_seen():
    found = gains(small(), card("a", 0.8, 0.4, None, 1.0))

    assert [(g.indicator, g.points, round(g.gain, 6)) for g in found] == [
        ("A2", 40.0, 15.0),
        ("A1", 80.0, 5.0),
    ]
    assert isinstance(found[0], Gain)


def test_a_clear_winner_keeps_its_place_and_close_rivals_share_theirs():
    cards = [
        card("winner", 1.0, 1.0, 1.0, 1.0),
        card("left", 0.9, 0.5, 0.5, 0.5),
        card("right", 0.5, 0.5, 0.5, 0.8),
        card("unranked", 0.1, None, None, None),
    ]

    held = rank_intervals(small(), cards, seed=1)

    assert held["winner"] == RankInterval("winner", 1, 1, 1)
    assert (held["left"].low, held["left"].high, held["right"].low, held["right"].high) == (2, 3, 2, 3)
    assert "unranked" not in held


@settings(max_examples=10)
@given(st.permutations(range(4)))
def test_intervals_are_the_same_for_the_same_seed_in_any_order(order):
    cards = [card(f"b{n}", n / 4, 0.5, 1 - n / 4, 0.3) for n in range(4)]

    assert rank_intervals(small(), [cards[n] for n in order], seed=7, replicates=50) == rank_intervals(
        small(), cards, seed=7, replicates=50
    )


def test_nobody_can_choose_the_seed():
    assert seed_of("1405-1", "ab") == 0xAE9757280D42CFE3


def test_no_ranked_card_has_no_interval():
    assert rank_intervals(small(), [], seed=1) == {}
