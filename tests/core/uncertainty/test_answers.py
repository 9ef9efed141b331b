"""Columns that only their ends move are moved together, digit for digit as each would be alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from sanjeh.core.methodology.sources import Source
from sanjeh.core.uncertainty.answers import COLUMNS_AT_ONCE as MANY
from sanjeh.core.uncertainty.answers import Answers, answers_of, straight_columns
from sanjeh.core.uncertainty.goalposts import ENDS_MOVE
from sanjeh.core.uncertainty.sample import SOURCES, Column, Repeats
from tests.core.uncertainty.round import CONFUSED, cards, method, model

# A draw never leaves both ends of a scale exactly where they are.
MOVES = st.floats(-ENDS_MOVE, ENDS_MOVE).filter(bool)
Numbers = NDArray[Any]
BODIES = len(cards())


def answers(code: str, repeats: Repeats | None = None, changed: Mapping[str, Any] | None = None) -> Answers:
    """Return the prepared column of an indicator of the round of the tests, some of its parts changed."""
    sample = model().sample
    (own,) = (column for column in sample.columns if column.indicator.code == code)
    return answers_of(sample, replace(own, **(changed or {})), repeats or Repeats())


def share_of_bodies() -> Answers:
    """Return a column of shares that are asked of the bodies themselves."""
    numbers = np.linspace(0, 1, BODIES)
    indicator = method().indicator("A1").model_copy(update={"scale": method().indicator("B2").scale})
    column = Column(indicator, 100 * numbers, numbers, np.zeros(BODIES, dtype=np.int8))
    return answers_of(model().sample, column, Repeats())


def gap_at(code: str, row: int) -> dict[str, Numbers]:
    own = answers(code).column
    points, numbers = own.points.copy(), own.numbers.copy()
    points[row] = numbers[row] = np.nan
    return {"points": points, "numbers": numbers}


def test_only_a_straight_scale_of_bodies_moves_by_its_ends_alone() -> None:
    everybody = np.full(BODIES, SOURCES.index(Source.SELF_DECLARATION), dtype=np.int8)
    one_silent = np.where(np.arange(BODIES) == 3, 0.0, answers("A1").column.points)
    numbers = np.where(np.arange(BODIES) == 3, np.nan, answers("A1").column.numbers)

    assert answers("A1").is_straight
    assert answers("A1", changed=gap_at("A1", 3)).is_straight
    assert share_of_bodies().is_straight
    assert not answers("A2").is_straight  # its scale has knots
    assert not answers("B1").is_straight  # a rubric has no ends
    assert not answers("B2").is_straight  # of services
    assert not answers("A1", CONFUSED).is_straight  # its respondents are drawn again
    assert not answers("A1", changed={"sources": everybody}).is_straight  # a declaration earns only so much
    assert not answers(
        "A1", changed={"points": one_silent, "numbers": numbers}
    ).is_straight  # no response never moves


@given(st.lists(st.tuples(MOVES, MOVES), min_size=3, max_size=3))
def test_columns_moved_together_are_those_moved_alone_to_the_last_bit(
    moves: list[tuple[float, float]],
) -> None:
    columns = (answers("A1"), share_of_bodies(), answers("A1", changed=gap_at("A1", 5)))
    together = np.empty((BODIES, 3), order="F")

    for few in straight_columns(columns):
        few.fill(together, np.array(moves))

    alone = [one.points(ends, (None, None)) for one, ends in zip(columns, moves, strict=True)]
    assert together.tobytes(order="F") == np.concatenate(alone).tobytes()


@pytest.mark.parametrize(
    ("codes", "runs"),
    [
        (["A1"], [slice(0, 1)]),
        (["A2", "A1", "A1", "B1", "A1"], [slice(1, 3), slice(4, 5)]),
        (
            ["A1"] * (MANY + 1),
            [slice(0, MANY), slice(MANY, MANY + 1)],
        ),
        (["B1", "B2"], []),
    ],
)
def test_columns_side_by_side_are_taken_a_few_at_a_time(codes: list[str], runs: list[slice]) -> None:
    assert [few.columns for few in straight_columns([answers(code) for code in codes])] == runs
