"""Turns at destinations: one visit at a time, then a pause that grows with trouble."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import BackoffRules, HostState, VisitOutcome, state_after_at

# Who must wait for longer comes back later, instead of keeping a place warm.
LONGEST_WAIT_S = 60.0


class RetryLater(Exception):
    """The destination is not to be visited before `until`; the reason says why."""

    def __init__(self, place: str, until: datetime, reason: Reason) -> None:
        super().__init__(f"{place}: {reason} until {until.isoformat()}")
        self.place = place
        self.until = until
        self.reason = reason


@dataclass
class RateLimitLease:
    """A visit under way; who visits says in the end how it went."""

    heard: VisitOutcome = field(default_factory=VisitOutcome)


class RateLimiter(Protocol):
    """Hands out turns at places: a host, its addresses, its domain. Shared by all that look."""

    def turn(self, places: Sequence[str]) -> AbstractAsyncContextManager[RateLimitLease]:
        """Hold all places for one visit; raise RetryLater when that would take too long."""
        ...


def _now() -> datetime:
    return datetime.now(UTC)


class InProcessRateLimiter:
    """The limiter of one process, kept in its memory; several workers need the one of the database."""

    def __init__(self, gap_s: float = 0.2, clock: Callable[[], datetime] = _now) -> None:
        self._rules = BackoffRules(gap_s=gap_s)
        self._clock = clock
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._paces: dict[str, HostState] = {}

    @asynccontextmanager
    async def turn(self, places: Sequence[str]) -> AsyncIterator[RateLimitLease]:
        """Wait until all places are free and rested, and hold them.

        Sorted, so that two visits that share two places cannot wait for each other forever.
        """
        wanted = sorted(set(places))
        async with AsyncExitStack() as held:
            for place in wanted:
                await held.enter_async_context(self._turns[place])
            await self._rest(wanted)
            turn = RateLimitLease()
            try:
                yield turn
            finally:
                self._remember(wanted, turn.heard)

    async def _rest(self, places: list[str]) -> None:
        now = self._clock()
        for place in places:
            pace = self._paces.get(place, HostState())
            wait_s = (pace.free_at - now).total_seconds() if pace.free_at else 0.0
            if pace.free_at and wait_s > LONGEST_WAIT_S:
                raise RetryLater(place, pace.free_at, pace.because or Reason.HOST_RESTS)
            await asyncio.sleep(max(wait_s, 0.0))
            now = self._clock()

    def _remember(self, places: list[str], heard: VisitOutcome) -> None:
        now = self._clock()
        for place in places:
            before = self._paces.get(place, HostState())
            self._paces[place] = state_after_at(place, before, heard, now, self._rules)
