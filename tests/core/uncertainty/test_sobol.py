"""The estimators give the analytic indices, and name the factor that moves the ranking."""

import json
from collections.abc import Callable
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.replicates import Factor
from sanjeh.core.uncertainty.sobol import Runs, indices, sensitivity
from tests.core.scoring.reference.sample import sample_of
from tests.core.uncertainty.round import CONFUSED, cards, method, model

ISHIGAMI = json.loads((Path(__file__).parents[2] / "fixtures/asem/stats_fixtures.json").read_text())[
    "ishigami_sobol_analytic"
]


def ishigami(x: Array) -> Array:
    result: Array = (
        np.sin(x[0]) + ISHIGAMI["a"] * np.sin(x[1]) ** 2 + ISHIGAMI["b"] * x[2] ** 4 * np.sin(x[0])
    )
    return result


def runs_of(function: Callable[[Array], Array], first: Array, second: Array) -> Runs:
    """Return the runs of the design whose rows A and B are these columns."""
    mixed = []
    for factor in range(len(first)):
        changed = first.copy()
        changed[factor] = second[factor]
        mixed.append(function(changed))
    return Runs(function(first), function(second), np.array(mixed))


def test_the_estimators_find_the_analytic_indices_of_ishigami() -> None:
    """Even points (Roberts' sequence) instead of dice: the reference is given to four digits."""
    ratio = 1.0970578
    for _ in range(50):
        ratio = (1 + ratio) ** (1 / 7)
    steps = np.array([ratio ** -(k + 1) for k in range(6)])
    numbers = np.arange(1, 2**18 + 1, dtype=np.float64)
    even: Array = np.pi * (2 * ((0.5 + steps[:, None] * numbers) % 1) - 1)

    alone, total = indices(runs_of(ishigami, even[:3], even[3:]))

    assert alone.tolist() == pytest.approx(ISHIGAMI["S"], abs=1e-3)
    assert total.tolist() == pytest.approx(ISHIGAMI["ST"], abs=1e-3)


def test_the_reference_follows_from_its_formula() -> None:
    a, b = ISHIGAMI["a"], ISHIGAMI["b"]
    first = (1 + b * np.pi**4 / 5) ** 2 / 2
    second, both = a**2 / 8, b**2 * np.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both

    assert [first / whole, second / whole, 0.0] == pytest.approx(ISHIGAMI["S"], abs=5.1e-5)
    assert [(first + both) / whole, second / whole, both / whole] == pytest.approx(ISHIGAMI["ST"], abs=5.1e-5)


def test_the_estimators_are_exact_when_every_pair_of_rows_is_tried() -> None:
    """y = 3 x1 + x2 + 2 x1 x2 over {-1, 1}: variances 9, 1 and 4 of 14."""
    pairs = np.array(list(product((-1.0, 1.0), repeat=4))).T

    alone, total = indices(runs_of(lambda x: 3 * x[0] + x[1] + 2 * x[0] * x[1], pairs[:2], pairs[2:]))

    assert alone.tolist() == pytest.approx([9 / 14, 1 / 14], rel=0, abs=1e-12)
    assert total.tolist() == pytest.approx([13 / 14, 5 / 14], rel=0, abs=1e-12)


def test_every_factor_has_its_influence_with_bounds() -> None:
    found = sensitivity(model(repeats=CONFUSED), rows=32)

    assert [one.factor for one in found.influences] == list(Factor)
    assert found.shift > 0
    for one in found.influences:
        assert one.alone_low <= one.alone_high
        assert 0 <= one.total_low <= one.total_high


def test_the_same_seed_gives_the_same_influences() -> None:
    assert sensitivity(model(), rows=16) == sensitivity(model(), rows=16)


def test_a_ranking_that_nothing_moves_owes_nothing_to_any_factor() -> None:
    found = sensitivity(Model(sample_of(method(), cards()[:1]), 1), rows=8)

    assert found.shift == 0
    assert {(one.alone, one.total) for one in found.influences} == {(0.0, 0.0)}


def test_progress_is_told_after_every_row() -> None:
    told: list[int] = []

    sensitivity(model(), rows=2, progress=lambda done, of: told.append(of - done))

    assert told == [7, 0]
