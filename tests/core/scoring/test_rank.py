"""Rounding half up, and places on the digits that people see."""

from decimal import Decimal
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.scoring.rank import FEW, Rank, half_up, quantiles, rank_numbers, ranks


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


@pytest.mark.parametrize(
    ("replicates", "bounds"),
    [(1, (1, 1, 1)), (19, (1, 10, 19)), (20, (1, 10, 19)), (21, (2, 11, 20)), (40, (2, 20, 38))],
)
def test_an_interval_has_the_first_rank_that_so_many_replicates_do_not_exceed(
    replicates: int, bounds: tuple[int, int, int]
) -> None:
    held = np.arange(replicates, 0, -1, dtype=np.int32)[None, :]

    assert quantiles(held, (0.05, 0.5, 0.95)).tolist() == [list(bounds)]


def test_seven_of_a_hundred_replicates_are_seven_although_floats_make_it_a_little_more() -> None:
    held = np.arange(1, 101, dtype=np.int32)[None, :]

    assert 0.07 * 100 > 7
    assert quantiles(held, (0.07,)).tolist() == [[7]]


@pytest.mark.parametrize("more", [0, FEW - 5, FEW - 4])
@pytest.mark.parametrize("least", [0.0, 2_000.0])
def test_values_are_compared_counted_or_sorted_to_the_same_ranks(least: float, more: int) -> None:
    """Few units are compared each with each; beyond 100,000 steps of the last digit, sorting is cheaper."""
    some = np.array([[0.0, 3.0], [1.0, np.nan], [1.0, np.nan], [np.nan, 3.0], [least, 3.004]])
    scores = np.concatenate([some, np.full((more, 2), np.nan)])
    first = [3, 1, 1, 5, 3] if least == 0 else [4, 2, 2, 5, 1]

    assert rank_numbers(scores).T.tolist() == [first + [5] * more, [1, 4, 4, 1, 1] + [4] * more]


@pytest.mark.parametrize("units", [1, FEW, FEW + 1])
def test_where_no_unit_has_a_number_all_are_first(units: int) -> None:
    assert rank_numbers(np.full((units, 2), np.nan)).tolist() == [[1, 1]] * units


def test_nobody_has_no_rank() -> None:
    assert ranks({}) == {}
    assert rank_numbers(np.empty((0, 3))).tolist() == []
