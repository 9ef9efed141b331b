"""Answers that may be given again for a while."""

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

Kept = TypeVar("Kept")
Question = tuple[str, str]

# Names change under us: nothing is believed for longer, whatever its time to live.
_LONGEST_S = 300
_MOST_KEPT = 20_000


class TtlCache(Generic[Kept]):
    """Keeps answers for as long as they say, five minutes at most; the oldest make room."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._kept: dict[Question, tuple[float, Kept]] = {}

    def known(self, question: Question) -> Kept | None:
        until, answer = self._kept.get(question, (0.0, None))
        return answer if self._clock() < until else None

    def keep(self, question: Question, answer: Kept, for_s: float) -> Kept:
        """Keep an answer, and return it."""
        self._kept.pop(question, None)
        if for_s > 0:
            self._kept[question] = (self._clock() + min(for_s, _LONGEST_S), answer)
        if len(self._kept) > _MOST_KEPT:
            del self._kept[next(iter(self._kept))]
        return answer
