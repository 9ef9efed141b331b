"""Scales: fixed goalposts, monotone, never outside 0..100."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.core.methodology.scales import Band, Binary, Level, Linear, Log, Piecewise, Rubric, Scale, Share
from sanjeh.core.scoring.normalise import OutsideScale, points_of
from sanjeh.core.text.words import Words

SAYS = Words(fa="سطح", en="level")
RUBRIC = Rubric(
    kind="rubric",
    levels=(Level(value=0, points=0, says=SAYS), Level(value=1, points=33, says=SAYS)),
)
LESS_IS_BETTER = Linear(kind="linear", zero=10, full=2)
UPTIME = Piecewise(kind="piecewise", knots=((90, 0), (95, 33), (99.5, 100)))
SPEED = Log(kind="log", zero=3000, full=300)


@pytest.mark.parametrize(
    ("number", "scale", "points"),
    [
        (1, RUBRIC, 33),
        (1, Binary(kind="binary"), 100),
        (0.25, Share(kind="share"), 25),
        (6, LESS_IS_BETTER, 50),
        (1, LESS_IS_BETTER, 100),
        (92.5, UPTIME, 16.5),
        (80, UPTIME, 0),
        (300, SPEED, 100),
        (0, SPEED, 100),
        (0, Log(kind="log", zero=1, full=10), 0),
        (9000, SPEED, 0),
        (5, Band(kind="band", full=(4, 6), zero=(2, 10)), 100),
        (8, Band(kind="band", full=(4, 6), zero=(2, 10)), 50),
        (5, Band(kind="band", full=(5, 5), zero=(2, 10)), 100),
    ],
)
def test_a_value_earns_the_published_points(number: float, scale: Scale, points: float) -> None:
    assert points_of(number, scale) == pytest.approx(points)


@pytest.mark.parametrize(
    ("number", "scale"), [(0.5, RUBRIC), (2, Binary(kind="binary")), (1.01, Share(kind="share"))]
)
def test_a_value_that_the_scale_does_not_have_is_refused(number: float, scale: Scale) -> None:
    with pytest.raises(OutsideScale):
        points_of(number, scale)


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_a_slower_service_never_scores_more(one: float, other: float) -> None:
    fast, slow = sorted((one, other))

    assert 0 <= points_of(slow, SPEED) <= points_of(fast, SPEED) <= 100
