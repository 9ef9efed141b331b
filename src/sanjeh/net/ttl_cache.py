"""Answers that may be given again for a while: the one cache whose entries grow old."""

from collections.abc import Callable, Hashable
from math import inf
from time import monotonic
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class TtlCache(Generic[Key, Value]):
    """Keeps at most `most` entries, each for `longest_s` seconds at most; the oldest make room."""

    def __init__(self, *, most: int, longest_s: float, clock: Callable[[], float] = monotonic) -> None:
        self._most = most
        self._longest_s = longest_s
        self._clock = clock
        self._kept: dict[Key, tuple[float, Value]] = {}

    def known(self, key: Key) -> Value | None:
        """Return what is kept; None when it was never kept or has grown too old."""
        until, kept = self._kept.get(key, (-inf, None))
        return kept if self._clock() < until else None

    def keep(self, key: Key, value: Value, for_s: float = inf) -> Value:
        """Keep a value as the newest, and return it; one that holds for no time is not kept."""
        self._kept.pop(key, None)
        if for_s > 0:
            self._kept[key] = (self._clock() + min(for_s, self._longest_s), value)
        if len(self._kept) > self._most:
            del self._kept[next(iter(self._kept))]
        return value
