"""Numbers are written for the language of the reader, and read back in any digits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.text.numerals import in_digits, kind_of_digit, latin_digits, number, percent, percent_below


def test_three_kinds_of_digits_become_one() -> None:
    assert latin_digits("۱۲٣٤56 و ۰٠0 تا ۹٩9") == "123456 و 000 تا 999"


def test_each_digit_is_of_one_kind() -> None:
    assert [kind_of_digit(digit) for digit in "۰۴۹٠٤٩049৪"] == [
        *["persian"] * 3, *["arabic"] * 3, *["latin"] * 4,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fa", "نسخه ۱٫۲ (۷۰٪)، ۱٬۰۰۰. a.b ≥۵, ۶"),
        ("ar", "نسخه ١٫٢ (٧٠٪)، ١٬٠٠٠. a.b ≥٥, ٦"),
        ("ckb", "نسخه ١٫٢ (٧٠٪)، ١٬٠٠٠. a.b ≥٥, ٦"),
        ("en", "نسخه 1.2 (70%)، 1,000. a.b ≥5, 6"),
        ("de", "نسخه 1.2 (70%)، 1,000. a.b ≥5, 6"),
    ],
)
def test_signs_inside_and_after_numbers_change_and_all_other_letters_stay(
    language: str, written: str
) -> None:
    assert in_digits("نسخه 1.2 (70%)، 1,000. a.b ≥5, 6", language) == written


@given(st.integers(0, 10**12))
def test_what_was_written_is_read_back(value: int) -> None:
    assert int(latin_digits(in_digits(value, "fa"))) == int(latin_digits(in_digits(value, "ar"))) == value


@pytest.mark.parametrize(
    ("value", "places", "persian", "english"),
    [
        (93.405, 2, "۹۳٫۴۱", "93.41"),
        (93.4049, 2, "۹۳٫۴۰", "93.40"),
        (0.5, 0, "۱", "1"),
        (0.4999, 0, "۰", "0"),
        (Decimal("1234567.5"), 1, "۱٬۲۳۴٬۵۶۷٫۵", "1,234,567.5"),
        (0, 0, "۰", "0"),
        (-1.5, 1, "\N{LEFT-TO-RIGHT MARK}-۱٫۵", "-1.5"),
    ],
)
def test_a_number_is_rounded_half_up(value: float | Decimal, places: int, persian: str, english: str) -> None:
    assert (number(value, "fa", places), number(value, "en", places)) == (persian, english)


@pytest.mark.parametrize(
    ("share", "places", "persian", "english"),
    [
        (0.125, 0, "۱۳٪", "13%"),
        (0.1249, 0, "۱۲٪", "12%"),
        (0.125, 1, "۱۲٫۵٪", "12.5%"),
        (1, 0, "۱۰۰٪", "100%"),
        (0.0, 0, "۰٪", "0%"),
    ],
)
def test_a_share_is_said_in_per_cent_rounded_half_up(
    share: float, places: int, persian: str, english: str
) -> None:
    assert (percent(share, "fa", places), percent(share, "en", places)) == (persian, english)


@pytest.mark.parametrize(
    ("share", "persian", "english"),
    [(0.8996, "۸۹٫۹٪", "89.9%"), (0.8999999, "۸۹٫۹٪", "89.9%"), (0.9, "۹۰٪", "90%"), (0.0, "۰٪", "0%")],
)
def test_a_share_that_is_too_small_never_reads_as_what_it_lacks(
    share: float, persian: str, english: str
) -> None:
    assert (percent_below(share, "fa"), percent_below(share, "en")) == (persian, english)
