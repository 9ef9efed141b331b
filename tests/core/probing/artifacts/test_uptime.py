"""A span has its beginning and not its end."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.core.probing.artifacts.uptime import Span

NOON = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("seconds", "is_inside"), [(-1, False), (0, True), (59, True), (60, False)])
def test_a_moment_lies_in_a_span_from_its_beginning_until_just_before_its_end(
    seconds: int, *, is_inside: bool
) -> None:
    minute = Span(begins_at=NOON, ends_at=NOON + timedelta(minutes=1))

    assert minute.holds(NOON + timedelta(seconds=seconds)) is is_inside
