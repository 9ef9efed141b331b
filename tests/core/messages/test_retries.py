"""A message is tried again ever later, and at last no more."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.core.messages.retries import WAITS, next_try

NOW = datetime(2026, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tries", "wait"), [(1, timedelta(minutes=1)), (3, timedelta(minutes=30)), (7, timedelta(hours=24))]
)
def test_the_next_try_waits_longer(tries: int, wait: timedelta) -> None:
    assert next_try(tries, NOW) == NOW + wait


def test_after_the_last_wait_it_is_given_up() -> None:
    assert next_try(len(WAITS), NOW) is not None
    assert next_try(len(WAITS) + 1, NOW) is None
    assert next_try(0, NOW) is None
