"""What is the same when an edition is counted again: every text to the letter, numbers but for noise."""

import pytest

from sanjeh.edition.verify import is_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (100.0, 100.00000005),
        (0.0, 5e-10),
        ({"points": 72.25, "parts": [1.0, "75.00"]}, {"parts": [1.0 + 1e-12, "75.00"], "points": 72.25}),
        ([], []),
        (None, None),
    ],
)
def test_noise_of_the_last_digits_is_no_difference(one, other) -> None:
    assert (is_same(one, other), is_same(other, one)) == (True, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (100.0, 100.0000002),
        (0.0, 2e-9),
        ("75.00", "75.01"),
        ("75.00", 75.0),
        (True, False),
        (None, 0.0),
        ({"points": 1.0}, {"points": 1.0, "more": None}),
        ({"points": 1.0}, {"score": 1.0}),
        ({"parts": [{"points": 1.0}]}, {"parts": [{"points": 1.1}]}),
        ([1.0], [1.0, 2.0]),
        ([1.0, 2.0], [2.0, 1.0]),
    ],
)
def test_anything_else_is_a_difference_from_both_sides(one, other) -> None:
    assert (is_same(one, other), is_same(other, one)) == (False, False)
