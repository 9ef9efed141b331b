"""Many bodies at once are scored as each would be alone; ranks carry their uncertainty."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.model import State
from sanjeh.core.results.compute import compute_results
from sanjeh.core.results.model import OVERALL, CategoryPlace, RankSampling
from sanjeh.core.scoring.explanation import explained_alone
from sanjeh.core.scoring.inputs import BodyInput
from sanjeh.core.scoring.margins import Gain
from sanjeh.core.scoring.methodology_tree import stated, totals
from sanjeh.core.uncertainty.replicates import seed_of
from tests.core.scoring.reference.leaf_points import leaf_points
from tests.core.scoring.small import seen, small, unseen

METHODS = (small(), small().model_copy(update={"total": "geometric"}))


def body(unit: str, *numbers: float | None) -> BodyInput:
    told = [
        unseen(code, State.MISSING, service, unit=unit) if n is None else seen(code, n, service, unit=unit)
        for (code, service), n in zip((("A1", ""), ("A2", ""), ("B1", ""), ("B2", "s")), numbers, strict=True)
    ]
    return BodyInput(unit, ("s",), (), tuple(told))


def overall(*bodies: BodyInput, seed: int, replicates: int = 1000) -> dict[str, CategoryPlace | None]:
    found = compute_results(small(), bodies, RankSampling(seed, replicates))
    return {one.body.unit: one.places.get(OVERALL) for one in found.bodies}


@given(st.lists(st.none() | st.floats(0, 1), min_size=4, max_size=4), st.sampled_from(METHODS))
def test_the_fast_pass_gives_the_total_of_the_explained_one(
    numbers: list[float | None], methodology: Methodology
) -> None:
    card = explained_alone(methodology, body("a", *numbers)).card

    fast = totals(methodology, leaf_points(methodology, [card]), stated(methodology))[0, 0]

    assert fast == pytest.approx(np.nan if card.points is None else card.points, nan_ok=True)


def test_gains_name_the_greatest_first_and_leave_out_what_was_not_seen() -> None:
    found = explained_alone(small(), body("a", 0.8, 0.4, None, 1.0)).gains

    assert [(g.indicator, g.points, round(g.gain, 6)) for g in found] == [
        ("A2", 40.0, 15.0),
        ("A1", 80.0, 5.0),
    ]
    assert isinstance(found[0], Gain)


def test_a_clear_winner_keeps_its_place_and_close_rivals_share_theirs() -> None:
    bodies = [
        body("winner", 1.0, 1.0, 1.0, 1.0),
        body("left", 0.9, 0.5, 0.5, 0.5),
        body("right", 0.5, 0.5, 0.5, 0.8),
        body("unranked", 0.1, None, None, None),
    ]

    held = overall(*bodies, seed=1)

    assert held == {
        "winner": CategoryPlace(rank=1, low=1, high=1, of=3),
        "left": CategoryPlace(rank=3, low=2, high=3, of=3),
        "right": CategoryPlace(rank=2, low=2, high=3, of=3),
        "unranked": None,
    }


@settings(max_examples=10)
@given(st.permutations(range(4)))
def test_intervals_are_the_same_for_the_same_seed_in_any_order(order: list[int]) -> None:
    bodies = [body(f"b{n}", n / 4, 0.5, 1 - n / 4, 0.3) for n in range(4)]

    assert overall(*(bodies[n] for n in order), seed=7, replicates=50) == overall(
        *bodies, seed=7, replicates=50
    )


def test_nobody_can_choose_the_seed() -> None:
    assert seed_of("1405-1", "ab") == 0xAE9757280D42CFE3


def test_without_ranked_bodies_there_is_no_place() -> None:
    assert overall(body("unranked", 0.1, None, None, None), seed=1) == {"unranked": None}
    assert overall(seed=1) == {}
