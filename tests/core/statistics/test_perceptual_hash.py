import pytest

from sanjeh.core.statistics.perceptual_hash import difference_hash

RISING = list(range(9)) * 8


def test_each_bit_says_whether_the_next_point_is_brighter() -> None:
    falling_first_row = [*range(9, 0, -1), *RISING[9:]]

    assert [difference_hash(grey) for grey in (RISING, [7] * 72, falling_first_row)] == [
        "ffffffffffffffff", "0000000000000000", "00ffffffffffffff",
    ]  # fmt: skip


def test_another_number_of_points_is_no_picture() -> None:
    with pytest.raises(ValueError, match="72 points, not 3"):
        difference_hash([1, 2, 3])
