"""Leases of destinations: one visit at a time, then a pause that grows with trouble."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import BackoffRules, HostState, VisitOutcome, state_after_at

# Who must wait for longer comes back later, instead of keeping a key warm.
LONGEST_WAIT_S = 60.0


class RetryLater(Exception):
    """The destination is not to be visited before `until`; the reason says why."""

    def __init__(self, key: str, until: datetime, reason: Reason) -> None:
        super().__init__(f"{key}: {reason} until {until.isoformat()}")
        self.key = key
        self.until = until
        self.reason = reason


@dataclass
class RateLimitLease:
    """A visit under way; who visits says in the end how it went."""

    outcome: VisitOutcome = field(default_factory=VisitOutcome)


class RateLimiter(Protocol):
    """Leases keys: a host, its addresses, its domain. Shared by all that look."""

    def lease(self, keys: Sequence[str]) -> AbstractAsyncContextManager[RateLimitLease]:
        """Hold all keys for one visit; raise RetryLater when that would take too long."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


class InProcessRateLimiter:
    """The limiter of one process, kept in its memory; several workers need the one of the database."""

    def __init__(
        self,
        gap_s: float = 0.2,
        clock: Callable[[], datetime] = _now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._rules = BackoffRules(gap_s=gap_s)
        self._clock, self._sleep = clock, sleep
        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._states: dict[str, HostState] = {}

    @asynccontextmanager
    async def lease(self, keys: Sequence[str]) -> AsyncIterator[RateLimitLease]:
        """Wait until all keys are free and rested, and hold them.

        Sorted, so that two visits that share two keys cannot wait for each other forever.
        """
        sorted_keys = sorted(set(keys))
        async with AsyncExitStack() as held:
            for key in sorted_keys:
                await held.enter_async_context(self._locks[key])
            await self._rest(sorted_keys)
            lease = RateLimitLease()
            try:
                yield lease
            finally:
                self._remember(sorted_keys, lease.outcome)

    async def _rest(self, keys: list[str]) -> None:
        now = self._clock()
        for key in keys:
            state = self._states.get(key, HostState())
            wait_s = (state.free_at - now).total_seconds() if state.free_at else 0.0
            if state.free_at and wait_s > LONGEST_WAIT_S:
                raise RetryLater(key, state.free_at, state.because or Reason.HOST_RESTS)
            await self._sleep(max(wait_s, 0.0))
            now = self._clock()

    def _remember(self, keys: list[str], outcome: VisitOutcome) -> None:
        now = self._clock()
        for key in keys:
            before = self._states.get(key, HostState())
            self._states[key] = state_after_at(key, before, outcome, now, self._rules)
