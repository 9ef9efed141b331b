"""What is said of the intervals of places is what is measured."""

import pytest

from bench.coverage import (
    World,
    coverage,
    pairwise,
    pairwise_groups,
    percentile,
    percentile_groups,
    separation,
)


@pytest.mark.parametrize("kind", ["alike", "tied", "uneven", "yes or no"])
@pytest.mark.parametrize(("services", "spread"), [(2, 0.25), (5, 1.0), (20, 4.0)])
def test_pairwise_intervals_hold_the_true_place_as_often_as_they_say(
    kind: str, services: int, spread: float
) -> None:
    held = coverage(World(20, services, spread, kind), pairwise, rounds=30, draws=60)

    assert held.share >= 0.90
    assert held.worst >= 0.80  # a fifth of the bodies are 120 intervals: their chance alone takes some points


def test_pairwise_intervals_hold_every_place_where_all_bodies_tie() -> None:
    assert coverage(World(10, 5, 0.0, "tied"), pairwise, rounds=100, draws=60).share >= 0.86


def test_pairwise_intervals_of_bodies_far_apart_are_narrow() -> None:
    held = coverage(World(20, 20, 50.0), pairwise, rounds=10, draws=60)

    assert (held.share, held.width < 0.1) == (1.0, True)


@pytest.mark.parametrize(
    ("services", "spread", "least", "most"), [(5, 0.5, 0.62, 0.80), (20, 8.0, 0.90, 1.0)]
)
def test_percentiles_hold_it_as_often_as_is_said_beside_them(
    services: int, spread: float, least: float, most: float
) -> None:
    held = coverage(World(30, services, spread), percentile, rounds=20, draws=200)

    assert least <= held.share <= most


@pytest.mark.parametrize("kind", ["alike", "tied"])
@pytest.mark.parametrize(("services", "spread"), [(5, 0.0), (5, 4.0), (20, 20.0)])
def test_pairwise_groups_are_wrong_in_a_tenth_of_rounds_at_most(
    kind: str, services: int, spread: float
) -> None:
    world = World(10, services, spread, kind)

    told = separation(world, pairwise_groups, rounds=60, draws=60)

    assert told.wrong <= 0.1
    assert separation(world, percentile_groups, rounds=20, draws=60).groups > told.groups


def test_five_groups_of_equals_that_lie_far_apart_are_found_as_five() -> None:
    assert (
        round(separation(World(30, 5, 40.0, "tied"), pairwise_groups, rounds=20, draws=60).groups, 1) == 5.0
    )
