"""Which values a scale has, tried on its last value and one step beyond."""

import numpy as np
import pytest

from sanjeh.core.methodology.scale_domain import allowed_values, has_value, outside
from sanjeh.core.methodology.scales import Band, Binary, Level, Linear, Log, Relative, Rubric, Scale, Share
from sanjeh.core.text.words import Words

SAYS = Words(fa="سطح", en="level")
RUBRIC = Rubric(
    kind="rubric",
    levels=(Level(value=0, points=0, says=SAYS), Level(value=1.5, points=100, says=SAYS)),
)


@pytest.mark.parametrize(
    ("scale", "number", "is_there"),
    [
        (RUBRIC, 0, True),
        (RUBRIC, 1.5, True),
        (RUBRIC, 1, False),
        (Binary(kind="binary"), 1, True),
        (Binary(kind="binary"), 0.5, False),
        (Share(kind="share"), 0, True),
        (Share(kind="share"), 1, True),
        (Share(kind="share"), -0.001, False),
        (Share(kind="share"), 1.001, False),
        (Linear(kind="linear", zero=0, full=1), 99, True),
        (Log(kind="log", zero=1, full=10), -5, True),
        (Band(kind="band", full=(4, 6), zero=(2, 10)), 0, True),
        (Relative(kind="relative", method="rank"), -3, True),
    ],
)
def test_a_scale_has_its_own_values_and_no_others(scale: Scale, number: float, *, is_there: bool) -> None:
    assert has_value(scale, number) is is_there
    assert outside(np.array([number]), scale).tolist() == [not is_there]


@pytest.mark.parametrize(
    ("scale", "text"),
    [
        (RUBRIC, "0, 1.5"),
        (Binary(kind="binary"), "0, 1"),
        (Share(kind="share"), "0 to 1"),
        (Linear(kind="linear", zero=0, full=1), ""),
    ],
)
def test_a_person_reads_the_values_of_a_scale_that_has_only_some(scale: Scale, text: str) -> None:
    assert allowed_values(scale) == text
