"""When the time of an answer is believed: we were not late ourselves, or it was fast all the same."""

import pytest

from sanjeh.core.probing.artifacts.http import Timing


@pytest.mark.parametrize(
    ("ttfb_ms", "late_ms", "is_calm"),
    [
        (100.0, None, True),
        (100.0, 20.0, True),
        (100.0, 20.1, False),
        (200.0, 20.0, True),
        (500.0, 50.0, True),
        (500.0, 50.1, False),
    ],
)
def test_we_were_calm_up_to_a_tenth_of_the_time_or_twenty_milliseconds(
    ttfb_ms: float, late_ms: float | None, *, is_calm: bool
) -> None:
    assert Timing(ttfb_ms=ttfb_ms, total_ms=900.0, late_ms=late_ms).is_calm is is_calm


@pytest.mark.parametrize(("ttfb_ms", "is_fast"), [(299.9, True), (300.0, False)])
def test_an_answer_below_three_hundred_milliseconds_is_fast_however_late_we_were(
    ttfb_ms: float, *, is_fast: bool
) -> None:
    assert Timing(ttfb_ms=ttfb_ms, total_ms=900.0, late_ms=5_000.0).is_surely_fast is is_fast
