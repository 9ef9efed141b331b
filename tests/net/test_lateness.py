"""Our own lateness is seen, whether or not it fell into the time of a tick."""

import asyncio
import time

from sanjeh.net.lateness import Lateness


async def late(blocked_s: float) -> float:
    with Lateness() as ours:
        await asyncio.sleep(0.02)
        time.sleep(blocked_s)  # noqa: ASYNC251 -- this is what is to be seen
    return ours.late_ms


async def test_a_loop_that_is_held_up_is_late_by_as_much() -> None:
    assert await late(0.2) >= 150


async def test_nothing_ticks_on_after_the_end() -> None:
    with Lateness() as ours:
        await asyncio.sleep(0)
    before = ours.late_ms
    time.sleep(0.05)  # noqa: ASYNC251 -- as above
    await asyncio.sleep(0.02)

    assert ours.late_ms == before
