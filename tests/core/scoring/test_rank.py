"""Rounding half up, and places on the digits that people see."""

from decimal import Decimal
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.scoring.rank import Rank, half_up, rank_numbers, ranks


@pytest.mark.parametrize(
    ("number", "digits", "rounded"),
    [
        (72.25, 1, "72.3"),
        (72.35, 1, "72.4"),
        (0.05, 1, "0.1"),
        (99.95, 1, "100.0"),
        (0.1 + 0.2, 1, "0.3"),
        # Summed in another order, 72.35 may come out a little less; it is 72.4 all the same.
        (72.35 - 2e-14, 1, "72.4"),
        (72.3499, 1, "72.3"),
    ],
)
def test_rounding_is_half_up_as_people_do_it(number: float, digits: int, rounded: str) -> None:
    assert half_up(number, digits) == Decimal(rounded)


def test_equals_share_a_place_and_the_next_is_skipped() -> None:
    held = ranks({"d": 10.0, "b": 80.001, "c": 80.004, "a": 90.0})

    assert held == {
        "a": Rank(1, Decimal("90.00")),
        "b": Rank(2, Decimal("80.00")),
        "c": Rank(2, Decimal("80.00")),
        "d": Rank(4, Decimal("10.00")),
    }


@given(
    st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.floats(0, 100), max_size=12), st.randoms()
)
def test_the_order_of_units_never_matters(scores: dict[str, float], dice: Random) -> None:
    shuffled = dict(dice.sample(sorted(scores.items()), len(scores)))

    assert ranks(shuffled) == ranks(scores)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_many_places_at_once_are_the_same_places(scores: list[float]) -> None:
    one_by_one = ranks({f"{n:02}": score for n, score in enumerate(scores)})

    at_once = rank_numbers(np.array(scores)[:, None])[:, 0]

    assert [one_by_one[f"{n:02}"].number for n in range(len(scores))] == list(at_once)
