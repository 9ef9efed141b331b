import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.statistics.lognormal import Curve

CURVES = st.tuples(st.floats(0.01, 5000), st.floats(1.05, 20)).map(lambda two: Curve(two[0], two[0] * two[1]))
VALUES = st.floats(0, 1e6)


@pytest.mark.parametrize(
    ("value", "score"),
    # A phone's largest contentful paint: two points are published, the others follow from the formula.
    [(0, 1.0), (1250, 0.999), (2500, 0.9), (4000, 0.5), (6000, 0.134), (12000, 0.001)],
)
def test_the_curve_goes_through_its_control_points(value: float, score: float) -> None:
    assert round(Curve(2500, 4000).score(value), 3) == score


@given(CURVES)
def test_every_curve_goes_through_its_two_points(curve: Curve) -> None:
    assert curve.score(curve.p10) == pytest.approx(0.9)
    assert curve.score(curve.median) == pytest.approx(0.5)


@given(CURVES, VALUES, VALUES)
def test_a_slower_page_never_scores_more(curve: Curve, one: float, other: float) -> None:
    quick, slow = sorted((one, other))

    assert curve.score(quick) >= curve.score(slow)


@given(CURVES, VALUES)
def test_a_score_is_a_share_and_tells_on_which_side_of_a_limit_it_stands(curve: Curve, value: float) -> None:
    score = curve.score(value)

    assert 0 <= score <= 1
    assert (score >= 0.9, score >= 0.5) == (value <= curve.p10, value <= curve.median)


@pytest.mark.parametrize(("p10", "median"), [(0, 1), (2, 2), (3, 1), (-1, 1)])
def test_a_curve_needs_two_points_in_order(p10: float, median: float) -> None:
    with pytest.raises(ValueError, match="0 < p10 < median"):
        Curve(p10, median)
