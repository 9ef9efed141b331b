"""Reducers over addresses and services."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.methodology.parts import Reducer
from sanjeh.core.scoring.reduce import reduced

POINTS = st.lists(st.floats(0, 100), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("reducer", "expected"),
    [(Reducer.BEST, 90.0), (Reducer.MEAN, 50.0), (Reducer.WORST, 10.0), (Reducer.WEIGHTED, 40.0)],
)
def test_each_reducer_makes_one_number(reducer: Reducer, expected: float) -> None:
    assert reduced([10, 50, 90], [2, 1, 1], reducer) == expected


@given(POINTS, st.sampled_from(Reducer), st.randoms())
def test_the_order_of_addresses_never_matters(points: list[float], reducer: Reducer, dice: Random) -> None:
    shuffled = dice.sample(points, len(points))

    assert reduced(points, [1.0] * len(points), reducer) == reduced(shuffled, [1.0] * len(points), reducer)
