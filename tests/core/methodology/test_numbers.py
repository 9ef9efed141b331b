"""The numbers of a method: what is not finite, or no more than noise, is refused with its place."""

import pytest

from sanjeh.core.methodology.methodology import parse_methodology
from sanjeh.core.methodology.weights import fraction_of
from tests.core.methodology.broken import problems_of
from tests.core.scoring.small import TEXT

PLACE = "m.toml: axis A > indicator A1 > scale"
SCALE = 'scale = { kind = "share" }'


def with_scale(scale: str) -> str:
    return TEXT.replace(SCALE, f"scale = {{ {scale} }}", 1)


@pytest.mark.parametrize(
    ("scale", "key", "says"),
    [
        ('kind = "linear", zero = 0, full = inf', " > full", "the number must be finite"),
        ('kind = "linear", zero = nan, full = 9', " > zero", "the number must be finite"),
        ('kind = "linear", zero = -1e400, full = 9', " > zero", "the number must be finite"),
        ('kind = "linear", zero = 0, full = 2e15', " > full", "at most 1000000000000000.0"),
        ('kind = "linear", zero = -2e15, full = 0', " > zero", "at least -1000000000000000.0"),
        ('kind = "log", zero = 1, full = inf', " > full", "the number must be finite"),
        ('kind = "linear", zero = 0.3, full = 0.30000000000000004', "", "zero and full must differ"),
        ('kind = "piecewise", knots = [[0, 0], [inf, 100]]', " > knots", "the number must be finite"),
        ('kind = "piecewise", knots = [[1, 0], [1.0000000000000002, 100]]', "", "must rise"),
        ('kind = "band", full = [1, 2], zero = [nan, 3]', " > zero", "the number must be finite"),
        ('kind = "relative", method = "min_max", published = [0, inf]', " > published", "must be finite"),
    ],
)
def test_a_scale_has_finite_ends_that_can_be_told_apart(scale: str, key: str, says: str) -> None:
    [told] = problems_of(with_scale(scale))

    assert told.startswith(f"{PLACE}{key}")
    assert says in told


@pytest.mark.parametrize("number", ["1e401", "-9.9e401", "1e-401"])
def test_a_number_that_no_fraction_could_hold_is_refused_as_it_is_read(number: str) -> None:
    [told] = problems_of(with_scale(f'kind = "linear", zero = 0, full = {number}'))

    assert told.startswith("m.toml: ")
    assert f"the number {number} is too large or too small" in told


def test_the_last_number_that_is_read_is_judged_by_its_scale() -> None:
    [told] = problems_of(with_scale('kind = "linear", zero = 0, full = 9.9e400'))

    assert told.startswith(f"{PLACE} > full")


@pytest.mark.parametrize(
    "scale", ["zero = 0, full = 1e15", "zero = 0, full = 1e-17", "zero = 1, full = 1.01"]
)
def test_ends_that_can_be_told_apart_are_a_scale_however_small(scale: str) -> None:
    assert parse_methodology(with_scale(f'kind = "linear", {scale}'), "m.toml")


@pytest.mark.parametrize("exponent", ["1e-17", "-0.009", "nan", "inf", "-11"])
def test_an_exponent_that_makes_no_mean_is_refused(exponent: str) -> None:
    text = TEXT.replace("version = 1", f"version = 1\ntotal = {exponent}", 1)

    assert all(told.startswith("m.toml: total: ") for told in problems_of(text))


@pytest.mark.parametrize("exponent", ["0.01", "-0.01", "0", "-10", "10"])
def test_other_exponents_are_means(exponent: str) -> None:
    text = TEXT.replace("version = 1", f"version = 1\ntotal = {exponent}", 1)

    assert parse_methodology(text, "m.toml").total == float(exponent)


@pytest.mark.parametrize("written", ["1e999999999", "1e-999999999", "nan", "inf", f"1/{'9' * 60}"])
def test_a_weight_of_endless_digits_is_refused_at_once(written: str) -> None:
    with pytest.raises(ValueError, match="a weight is a number"):
        fraction_of(written)
