"""What each part does to the ranking: by the published example, and on rounds made for it."""

import csv
from pathlib import Path

import numpy as np
import pytest

from sanjeh.core.scoring.index_tree import Branch
from sanjeh.core.uncertainty.importance import correlation_ratio, importances
from sanjeh.core.uncertainty.leave_one_out import LeftOut, leave_one_out, ranks_without
from tests.core.scoring.reference.leaf_points import leaf_points
from tests.core.scoring.small import seen, small
from tests.core.uncertainty.round import card, cards, method

ASEM = Path(__file__).parents[2] / "fixtures/asem"
# Printed in the documentation of COINr, to two digits.
MEAN_SHIFTS = {
    "Physical": 1.53,
    "ConEcFin": 2.63,
    "Political": 2.90,
    "Instit": 1.18,
    "P2P": 1.69,
    "Environ": 3.10,
    "Social": 3.96,
    "SusEcFin": 2.63,
}
# COINr ranks unrounded numbers; so many digits are enough to tell all of them apart.
UNROUNDED = 1e6


def table(name: str) -> list[dict[str, str]]:
    with (ASEM / name).open() as file:
        return list(csv.DictReader(file))


def test_places_move_without_a_pillar_as_much_as_published() -> None:
    parts, rows = table("asem_hierarchy_weights.csv"), table("coinr_dset_Normalised.csv")
    leaves = [part["iCode"] for part in parts if part["Type"] == "Indicator"]
    points = np.array([[float(row[code]) for code in leaves] for row in rows]) * UNROUNDED
    tree = branch("Index", parts, leaves)
    weights = {part["iCode"]: np.array([float(part["Weight"])]) for part in parts if part["Weight"]}
    settled = ranks_without(tree, points, weights, "")

    shifts = {code: np.abs(ranks_without(tree, points, weights, code) - settled) for code in MEAN_SHIFTS}

    assert {code: round(float(shift.mean()), 2) for code, shift in shifts.items()} == MEAN_SHIFTS


def branch(code: str, parts: list[dict[str, str]], leaves: list[str]) -> Branch:
    below = [part["iCode"] for part in parts if part["Parent"] == code]
    return Branch(
        code,
        tuple(branch(child, parts, leaves) for child in below if child not in leaves),
        tuple((child, leaves.index(child)) for child in below if child in leaves),
    )


def test_each_part_is_told_with_the_ranks_that_bodies_move_without_it() -> None:
    """Without A the bodies stand by B alone, which turns their order round: 2, 0 and 2 ranks."""
    answers = {"p": (1.0, 0.2), "q": (0.6, 0.5), "r": (0.0, 0.8)}
    scored = [
        card(
            unit,
            [seen("A1", a, unit=unit), seen("A2", a, unit=unit), seen("B1", b, unit=unit)]
            + [seen("B2", b, service, unit=unit) for service in ("s1", "s2", "s3")],
            small(),
        )
        for unit, (a, b) in answers.items()
    ]

    found = leave_one_out(small(), leaf_points(small(), scored))

    assert found == (
        LeftOut("A", 4 / 3),
        *(LeftOut(code, 0.0) for code in ("A1", "A2", "B", "B1", "B2")),
    )


@pytest.mark.parametrize(("slope", "explained"), [(2.0, 1.0), (-0.5, 1.0)])
def test_a_straight_dependence_is_explained_wholly(slope: float, explained: float) -> None:
    part = np.linspace(0, 100, 40)

    assert correlation_ratio(part, slope * part + 3) == pytest.approx(explained, abs=2e-2)


def test_chance_is_hardly_explained_and_a_curve_is() -> None:
    dice = np.random.Generator(np.random.PCG64(1))
    part, other = dice.random(2000), dice.random(2000)

    by_chance, by_curve = correlation_ratio(part, other), correlation_ratio(part, (part - 0.5) ** 2)

    assert by_chance is not None
    assert by_curve is not None
    assert by_chance < 0.02
    assert by_curve > 0.9


@pytest.mark.parametrize("part", [[1.0, 1.0, 1.0], [1.0, np.nan, np.nan]])
def test_a_part_on_which_all_stand_alike_explains_nothing_that_could_be_told(part: list[float]) -> None:
    assert correlation_ratio(np.array(part), np.array([1.0, 2.0, 3.0])) is None


def test_an_axis_on_which_all_stand_alike_decides_nothing_whatever_it_weighs() -> None:
    points = leaf_points(method(), cards())
    points[:, :2] = 50.0

    found = importances(method(), points)["axes"]

    assert [(one.code, one.stated, one.effective) for one in found] == [("A", 0.5, None), ("B", 0.5, 1.0)]


def test_effective_shares_of_the_indicators_add_up_to_one() -> None:
    found = importances(method(), leaf_points(method(), cards()))

    assert sum(one.effective or 0.0 for one in found["indicators"]) == pytest.approx(1)
    assert sum(one.stated for one in found["indicators"]) == pytest.approx(1)
