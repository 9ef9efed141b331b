"""The turns of one visit: its requests go one by one where it is, and hold each other place they go to."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager

from sanjeh.core.probing.failures import CaptureFailed
from sanjeh.core.scheduling.backoff import PASSED_BY
from sanjeh.engine.rate_limit import RateLimiter, RetryLater

# Two visits that lead to each other's destination would wait for ever; what is timed after that is no score.
PATIENCE_S, ASK_AGAIN_S = 20.0, 0.25

KeysOf = Callable[[str, int], Awaitable[tuple[str, ...]]]


class VisitTurns:
    """Gives the turns of a visit that holds `held`; `keys_of` says what a destination is held by."""

    def __init__(
        self, limiter: RateLimiter, keys_of: KeysOf, held: Iterable[str], patience_s: float = PATIENCE_S
    ) -> None:
        self._limiter, self._keys_of = limiter, keys_of
        self._held, self._patience_s = set(held), patience_s
        self._in_use: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._not_had: set[str] = set()

    @asynccontextmanager
    async def at(self, host: str, port: int) -> AsyncIterator[bool]:
        """Hold a destination for one request, and say False where it was not to be had in time."""
        try:
            keys = await self._keys_of(host, port)
        except CaptureFailed:  # the request meets the same and says so
            yield False
            return
        async with AsyncExitStack() as stack:
            yield await self._had(stack, keys)

    async def stay_at(self, stack: AsyncExitStack, host: str, port: int) -> None:
        """Hold a destination until the stack ends, for all looks that are still to come there."""
        try:
            wanted = self._wanted(await self._keys_of(host, port))
        except CaptureFailed:
            return
        if await self._in_time(self._leased(stack, wanted)):
            self._held.update(wanted)
            self._not_had.difference_update(wanted)
            stack.callback(self._held.difference_update, wanted)

    async def _had(self, stack: AsyncExitStack, keys: Iterable[str]) -> bool:
        if self._not_had & set(keys):
            return False  # once was waited for it; a visit must not wait at every request
        is_had = await self._in_time(self._entered(stack, sorted(keys)))
        if not is_had:
            await stack.aclose()
            self._not_had.update(self._wanted(keys))
        return is_had

    async def _entered(self, stack: AsyncExitStack, keys: list[str]) -> None:
        for key in keys:
            await stack.enter_async_context(self._in_use[key])
        await self._leased(stack, self._wanted(keys))

    async def _leased(self, stack: AsyncExitStack, keys: list[str]) -> None:
        """Lease these keys, as often as it takes to get them."""
        while keys:
            try:
                lease = await stack.enter_async_context(self._limiter.lease(keys))
            except RetryLater:
                await asyncio.sleep(ASK_AGAIN_S)
            else:
                lease.outcome = PASSED_BY
                return

    async def _in_time(self, entering: Awaitable[None]) -> bool:
        try:
            async with asyncio.timeout(self._patience_s):
                await entering
        except TimeoutError:
            return False
        return True

    def _wanted(self, keys: Iterable[str]) -> list[str]:
        return sorted(set(keys) - self._held)
