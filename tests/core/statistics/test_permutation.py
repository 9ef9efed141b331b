"""Whether two groups differ more than chance: exact where it can be counted by hand."""

import pytest

from sanjeh.core.statistics.permutation import DEALS, chance_of_smaller_mean


def test_two_groups_of_one_kind_differ_by_chance_alone() -> None:
    assert chance_of_smaller_mean([1.0] * 5, [1.0] * 9, seed="r") == 1.0


def test_the_worst_of_all_deals_is_as_rare_as_it_can_be() -> None:
    # One deal of 252 puts the five smallest together: 0.4 %.
    chance = chance_of_smaller_mean([-5, -4, -3, -2, -1], [1, 2, 3, 4, 5], seed="r")

    assert chance == pytest.approx(1 / 252, abs=0.002)


def test_the_best_of_all_deals_is_no_sign_of_anything() -> None:
    assert chance_of_smaller_mean([1, 2, 3, 4, 5], [-5, -4, -3, -2, -1], seed="r") == 1.0


def test_the_same_numbers_and_seed_give_the_same_chance_and_never_nothing() -> None:
    asked = ([-9.0] * 30, [9.0] * 30)

    chances = {chance_of_smaller_mean(*asked, seed="1405-1") for _ in range(2)}
    assert chances == {1 / (DEALS + 1)}
