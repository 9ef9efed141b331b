"""A weight is exact however it was typed, and is written back as a person would."""

from decimal import Decimal
from fractions import Fraction

import pytest

from sanjeh.core.methodology.weights import WHOLE, as_decimal, fraction_of, weight_text


@pytest.mark.parametrize(
    ("written", "percent"),
    [
        (25, Fraction(25)),
        (12.5, Fraction(25, 2)),
        (0.1, Fraction(1, 10)),
        (Decimal("0.1"), Fraction(1, 10)),
        ("33.4", Fraction(334, 10)),
        ("2/3", Fraction(200, 3)),
        (Fraction(1, 3), Fraction(1, 3)),
        (100, WHOLE),
    ],
)
def test_a_weight_is_percent_of_the_parent_or_a_part_of_it(written: object, percent: Fraction) -> None:
    assert fraction_of(written) == percent


@pytest.mark.parametrize("written", [0, "0", 100.0001, "101", -1, "-1/2", "3/2"])
def test_a_weight_is_more_than_nothing_and_no_more_than_the_whole(written: object) -> None:
    with pytest.raises(ValueError, match="a weight is more than 0 and at most 100"):
        fraction_of(written)


@pytest.mark.parametrize("written", [True, None, "", "half", "1/0", float("nan"), float("inf"), [50]])
def test_what_is_no_number_is_no_weight(written: object) -> None:
    with pytest.raises(ValueError, match="a weight is a number such as"):
        fraction_of(written)


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        (Fraction(25), "25"),
        (Fraction(25, 2), "12.5"),
        (Fraction(1, 8), "0.125"),
        (Fraction(200, 3), "2/3"),
        (WHOLE, "100"),
    ],
)
def test_a_weight_is_written_in_digits_that_end_or_as_a_part_and_reads_back(
    percent: Fraction, text: str
) -> None:
    assert weight_text(percent) == text
    assert fraction_of(text) == percent


def test_a_fraction_becomes_the_decimal_that_is_published() -> None:
    assert (as_decimal(Fraction(3, 8)), as_decimal(Fraction(0))) == (Decimal("0.375"), Decimal(0))
