import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.text.numerals import in_digits
from sanjeh.core.text.persian import normalise
from sanjeh.core.text.written_numbers import number_of


@pytest.mark.parametrize("sign", [",", "٬", "،", ".", "٫", "/", "'", "’", " ", "\u00a0", "\u200c"])
def test_three_digits_after_any_sign_are_thousands(sign: str) -> None:
    written = [f"250{sign}000", f"۱{sign}۲۵۰{sign}۰۰۰"]

    assert [number_of(normalise(each)) for each in written] == [250_000, 1_250_000]


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("0", 0),
        ("۱/۵", 1.5),
        ("2.5", 2.5),
        ("۱٫۲۵", 1.25),
        ("0.125", 0.125),
        ("1,250.50", 1250.5),
        ("۱۲۳۴", 1234),
        ("پانزده", 15),
        ("بیست و پنج", 25),
        ("صد و بیست هزار", 120_000),
        ("یک میلیون و دویست و پنجاه هزار", 1_250_000),
        ("۲ میلیون و ۵۰۰ هزار", 2_500_000),
        ("دو و نیم میلیون", 2_500_000),
        ("یک میلیون و نیم", 1_500_000),
        ("۲ و نیم", 2.5),
        ("هزار و یک", 1001),
        # Of numbers that are only listed the last one counts.
        ("یک و سه", 3),
        ("۱۰ و ۲", 2),
        ("یک هزار و دو میلیون", 2_000_000),
    ],
)
def test_a_number_is_read_in_digits_and_in_words(written: str, number: float) -> None:
    assert number_of(normalise(written)) == number


@pytest.mark.parametrize(
    "written", ["", "روز", "000", "1,2345", "12,5", "1234,567", "1,250/000", "1.2.3", "5,"]
)
def test_what_can_be_read_in_two_ways_is_no_number(written: str) -> None:
    assert number_of(normalise(written)) is None


@pytest.mark.parametrize(("written", "number"), [("یک و سه", 3), ("۱۰ و ۲", 2), ("بیست و ده", 10)])
def test_of_numbers_that_are_only_listed_the_last_counts(written: str, number: float) -> None:
    assert number_of(normalise(written)) == number


@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(["fa", "ar", "en"]))
def test_every_whole_number_is_read_as_the_house_writes_it(number: int, language: str) -> None:
    assert number_of(normalise(in_digits(f"{number:,}", language))) == number
