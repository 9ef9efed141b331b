"""Many clocks of chance, each recounted by the house and the slow way; for a test and a measurement."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from sanjeh.core.working_time.calendar import WorkingCalendar, as_known
from sanjeh.core.working_time.clock import Clock, shares
from sanjeh.core.working_time.due import standing
from sanjeh.core.working_time.hours import WorkingHours
from tests.core.working_time import histories, oracle

DAYS = 120  # from the first of the window; every clock of chance is due within it


@dataclass(frozen=True)
class Pair:
    """One clock and both answers; `others` are the house's own for other orders of storage."""

    history: histories.History
    slow: oracle.Answer
    house: oracle.Answer
    others: tuple[oracle.Answer, ...]


def pairs(count: int, seed: int, clocks_per_calendar: int) -> Iterator[Pair]:
    """Yield so many clocks, several of which share a calendar."""
    chance = random.Random(seed)  # noqa: S311 -- clocks of chance, not secrets
    for number in range(count):
        if number % clocks_per_calendar == 0:
            calendar = histories.calendar(chance)
            work: dict[str, oracle.Seconds] = {}
        yield pair(calendar, work, chance)


def pair(calendar: WorkingCalendar, work: dict[str, oracle.Seconds], chance: random.Random) -> Pair:
    history = histories.history(chance, cast("ZoneInfo", calendar.zone))
    known = f"{history.place} {oracle.known_rows(calendar, history.place, history.now)}"
    if known not in work:
        work[known] = oracle.working_seconds(calendar, history.place, history.now, histories.FIRST, DAYS)
    slow = oracle.answer(history.clock, work[known], history.now)
    others = tuple(
        house_answer(
            histories.shuffled(history, chance),
            histories.shuffled_calendar(calendar, chance),
            history.place,
            history.now,
        )
        for _ in range(2)
    )
    return Pair(history, slow, house_answer(history.clock, calendar, history.place, history.now), others)


def house_answer(clock: Clock, calendar: WorkingCalendar, place: str, now: datetime) -> oracle.Answer:
    hours = WorkingHours(as_known(calendar, place, now))
    had, stands = shares(clock, hours, now), standing(clock, hours, now)
    return oracle.Answer(
        had.provider, had.applicant, had.third_party, had.total, stands.used, stands.due_at, stands.is_over
    )
