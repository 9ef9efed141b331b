"""How late our own process was while something was timed: what we were late, nobody else was slow."""

import asyncio
from dataclasses import dataclass, field
from typing import Self

TICK_S = 0.005


@dataclass
class Lateness:
    """Ticks every few milliseconds while the block runs; `late_ms` is how late the latest of them was.

    A busy loop, a thread that holds the interpreter and a machine with too much work all show in it alike.
    """

    late_ms: float = 0.0
    tick_s: float = TICK_S
    _due: float = 0.0
    _next: asyncio.TimerHandle | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        self._plan()
        return self

    def __exit__(self, *_: object) -> None:
        self._note()
        if self._next is not None:
            self._next.cancel()

    def _plan(self) -> None:
        loop = asyncio.get_running_loop()
        self._due = loop.time() + self.tick_s
        self._next = loop.call_at(self._due, self._tick)

    def _tick(self) -> None:
        self._note()
        self._plan()

    def _note(self) -> None:
        behind = asyncio.get_running_loop().time() - self._due
        self.late_ms = max(self.late_ms, round(behind * 1000, 1))
