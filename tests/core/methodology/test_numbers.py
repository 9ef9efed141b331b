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
        ('kind = "linear", zero = 0, full = 9e-301', " > full", "at least 1e-300 away from it"),
        ('kind = "log", zero = 5e-324, full = 1', " > zero", "at least 1e-300 away from it"),
        ('kind = "band", full = [0.30000000000000004, 1], zero = [0.3, 2]', "", "zero and full must differ"),
        ('kind = "band", full = [0.5, 2], zero = [0.3, 2.0000000000000004]', "", "zero and full must differ"),
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
    "scale", ["zero = 0, full = 1e15", "zero = 0, full = 1e-300", "zero = 1, full = 1.01"]
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


LEVEL = '{{ value = {value}, points = {points}, says = {{ fa = "واژه", en = "word" }} }}'
NOISE = 0.30000000000000004


@pytest.mark.parametrize(("value", "points"), [(NOISE, 100), (1, NOISE)])
def test_levels_that_differ_by_noise_alone_are_refused(value: float, points: float) -> None:
    levels = ", ".join(LEVEL.format(value=v, points=p) for v, p in ((0.3, 0.3), (value, points)))

    [told] = problems_of(with_scale(f'kind = "rubric", levels = [{levels}]'))

    assert "each level needs a higher value and more points" in told


@pytest.mark.parametrize("ends", [f"published = [0.3, {NOISE}]", "low = 50, high = 50.00000000000001"])
def test_relative_ends_that_differ_by_noise_alone_are_refused(ends: str) -> None:
    text = with_scale(f'kind = "relative", method = "rank", {ends}')

    assert (
        len(problems_of(text.replace("version = 1", 'version = 1\nreplicates = { fa = "ن", en = "i" }', 1)))
        == 1
    )


@pytest.mark.parametrize(
    ("written", "place", "rounded"),
    [
        (("at_least = 75", "at_least = 75.001"), "class good", "75.0"),
        (("at_least = 50 }", "at_least = 74.9999999999 }"), "class fair", "75.0"),
        (("below = 20", "below = 33.35"), "cap on poor", "33.4"),
        (("at_least = 60", "at_least = 66.67"), "stage 1", "66.7"),
    ],
)
def test_a_bound_that_nobody_could_stand_just_on_is_refused(
    written: tuple[str, str], place: str, rounded: str
) -> None:
    [told] = problems_of(TEXT.replace(*written, 1))

    assert told.startswith(f"m.toml: {place}: ")
    assert told.endswith(f"Round it: {rounded}.")


@pytest.mark.parametrize(
    "written",
    [
        ("at_least = 75", "at_least = 75.25"),
        ("below = 20", "below = 33.3"),
        ("at_least = 60", "at_least = 66.7"),
    ],
)
def test_a_bound_of_the_digits_that_decide_is_taken(written: tuple[str, str]) -> None:
    assert parse_methodology(TEXT.replace(*written, 1), "m.toml")


@pytest.mark.parametrize(
    ("share", "is_taken"), [("0.0009", False), ("1e-17", False), ("0.001", True), ("0", True)]
)
def test_a_share_of_services_that_nobody_has_to_meet_is_refused(share: str, *, is_taken: bool) -> None:
    text = TEXT.replace("services_share = 0.5", f"services_share = {share}", 1)

    if is_taken:
        assert parse_methodology(text, "m.toml")
        return
    assert "the share of services is 0 or at least 0.001" in problems_of(text)[0]


@pytest.mark.parametrize(("prior", "is_taken"), [("1.5", False), ("1", True)])
def test_the_voices_that_stand_beside_those_heard_have_a_value_of_the_scale(
    prior: str, *, is_taken: bool
) -> None:
    text = TEXT.replace(SCALE, f"{SCALE}\nsurvey = {{ prior = {prior} }}", 1)

    if is_taken:
        assert parse_methodology(text, "m.toml")
        return
    assert problems_of(text)[0].startswith("m.toml: indicator A1 > survey: ")
