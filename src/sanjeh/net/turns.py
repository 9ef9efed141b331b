"""Taking turns at destinations: a visit says how, and each of its requests waits for its turn.

A visit holds the destination that it is about. Its requests also go elsewhere (redirects, other names of a
site, files of others), where at the same time another visit may be timing answers.
"""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from contextvars import ContextVar
from typing import Protocol


class Turns(Protocol):
    """Gives turns at destinations to the requests of one visit."""

    def at(self, host: str, port: int) -> AbstractAsyncContextManager[bool]:
        """Hold a destination for one request; say whether nobody else of ours is there meanwhile."""
        ...


_OF_THIS_VISIT: ContextVar[Turns | None] = ContextVar("turns", default=None)


@contextmanager
def taking_turns(turns: Turns) -> Iterator[None]:
    """Let all requests of this block, and of the tasks that it starts, take these turns."""
    before = _OF_THIS_VISIT.set(turns)
    try:
        yield
    finally:
        _OF_THIS_VISIT.reset(before)


@asynccontextmanager
async def turn_at(host: str, port: int) -> AsyncIterator[bool]:
    """Hold a destination as `Turns.at` does; outside of any visit nobody else is about."""
    turns = _OF_THIS_VISIT.get()
    if turns is None:
        yield True
        return
    async with turns.at(host, port) as is_alone:
        yield is_alone
