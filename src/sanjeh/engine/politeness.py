"""One look at a time per destination, with a pause between two targets on the same one."""

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager


class Manners:
    """Hands out turns at destinations; share one among everything that looks at the same time."""

    def __init__(self, gap_s: float = 0.2) -> None:
        self._gap_s = gap_s
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._left_at: dict[str, float] = {}

    @asynccontextmanager
    async def turn(self, destinations: Iterable[str]) -> AsyncIterator[None]:
        """Wait until all destinations are free and rested, and hold them.

        Sorted, so that two targets that share two addresses cannot wait for each other forever.
        """
        places = sorted(set(destinations))
        async with AsyncExitStack() as held:
            for place in places:
                await held.enter_async_context(self._turns[place])
            await self._rest(places)
            try:
                yield
            finally:
                self._left_at.update(dict.fromkeys(places, time.monotonic()))

    async def _rest(self, places: list[str]) -> None:
        free_at = max(
            (self._left_at[place] + self._gap_s for place in places if place in self._left_at), default=0.0
        )
        await asyncio.sleep(max(0.0, free_at - time.monotonic()))
