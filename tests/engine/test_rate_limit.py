"""In one process: one visit at a time at a place, and who would wait too long is told so."""

import asyncio
from datetime import UTC, datetime

import pytest

from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import VisitOutcome
from sanjeh.engine.rate_limit import InProcessRateLimiter, RetryLater

NOW = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


async def visits(
    rate_limiter: InProcessRateLimiter, outcome: VisitOutcome, count: int, key: str = "host:a.example"
) -> None:
    for _ in range(count):
        async with rate_limiter.lease([key]) as lease:
            lease.outcome = outcome


async def test_two_visits_that_share_places_in_another_order_do_not_wait_for_each_other_forever() -> None:
    rate_limiter = InProcessRateLimiter(gap_s=0)
    inside: list[int] = []

    async def visit(keys: list[str]) -> None:
        async with rate_limiter.lease(keys):
            inside.append(1)
            assert len(inside) == 1
            await asyncio.sleep(0)
            inside.pop()

    async with asyncio.timeout(5):
        await asyncio.gather(visit(["a", "b"]), visit(["b", "a"]), visit(["b"]))


async def test_a_host_that_fails_five_times_is_left_alone_and_its_neighbours_are_not() -> None:
    rate_limiter = InProcessRateLimiter(gap_s=0, clock=lambda: NOW)
    await visits(rate_limiter, VisitOutcome(is_trouble=True), 5)

    with pytest.raises(RetryLater) as refused:
        await visits(rate_limiter, VisitOutcome(), 1)

    assert (refused.value.reason, (refused.value.until - NOW).total_seconds()) == (
        Reason.HOST_RESTS,
        6 * 3600,
    )
    await visits(rate_limiter, VisitOutcome(), 1, key="host:b.example")


async def test_a_host_that_asked_for_time_is_left_alone_for_it() -> None:
    rate_limiter = InProcessRateLimiter(gap_s=0, clock=lambda: NOW)
    await visits(rate_limiter, VisitOutcome(wait_s=300), 1)

    with pytest.raises(RetryLater, match=r"host:a\.example: rate_limited until 2026-11-01T08:05:00"):
        await visits(rate_limiter, VisitOutcome(), 1)


class Sleeping(InProcessRateLimiter):
    """A limiter that notes how long it would sleep, instead of sleeping."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        super().__init__(gap_s=0, clock=lambda: NOW, sleep=self.note)

    async def note(self, seconds: float) -> None:
        self.slept.append(seconds)


async def test_who_must_wait_for_a_minute_waits() -> None:
    rate_limiter = Sleeping()

    await visits(rate_limiter, VisitOutcome(wait_s=60), 1)
    await visits(rate_limiter, VisitOutcome(), 1)

    assert rate_limiter.slept == [0.0, 60.0]


async def test_who_must_wait_for_longer_comes_back() -> None:
    rate_limiter = Sleeping()

    await visits(rate_limiter, VisitOutcome(wait_s=61), 1)
    with pytest.raises(RetryLater) as later:
        await visits(rate_limiter, VisitOutcome(), 1)

    assert ((later.value.until - NOW).total_seconds(), rate_limiter.slept) == (61, [0.0])
