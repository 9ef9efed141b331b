"""What the office enters into the calendar, before it is a row."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sanjeh.core.text.words import Translatable, Words
from sanjeh.core.working_time.calendar import EVERYWHERE, Effect, Hours, Span


class Change(StrEnum):
    """What of the calendar changes."""

    WEEK = "week"
    HOLIDAY = "holiday"
    DECREE = "decree"


CHANGE_WORDS = {
    Change.WEEK: Translatable("ساعت کار هفته"),
    Change.HOLIDAY: Translatable("تعطیلی"),
    Change.DECREE: Translatable("دستور"),
}
EFFECT_WORDS = {
    Effect.CLOSES: Translatable("تعطیل"),
    Effect.CHANGES_HOURS: Translatable("ساعت کار دیگر"),
    Effect.OPENS: Translatable("روز کاری"),
}

WEEKDAY_WORDS = (
    Translatable("دوشنبه"),
    Translatable("سه‌شنبه"),
    Translatable("چهارشنبه"),
    Translatable("پنجشنبه"),
    Translatable("جمعه"),
    Translatable("شنبه"),
    Translatable("یکشنبه"),
)  # as `date.weekday` counts
FROM_SATURDAY = (5, 6, 0, 1, 2, 3, 4)  # the order in which a week is read here


@dataclass(frozen=True, slots=True)
class WeekEntry:
    """The hours of seven days, Monday first, from a day on."""

    effective_from: date
    week: tuple[Hours, ...]
    place: str = EVERYWHERE


@dataclass(frozen=True, slots=True)
class HolidayEntry:
    day: date
    title: Words
    place: str = EVERYWHERE


@dataclass(frozen=True, slots=True)
class DecreeEntry:
    """`letter` is the number under which the decree was issued."""

    first_day: date
    last_day: date
    effect: Effect
    title: Words
    letter: str
    issued_at: datetime
    hours: Hours = ()
    place: str = EVERYWHERE


Entry = WeekEntry | HolidayEntry | DecreeEntry


def pairs(hours: Hours) -> list[list[int]]:
    """Return the hours of a day as they are stored."""
    return [[span.opens, span.closes] for span in hours]


def hours_of(stored: list[list[int]]) -> Hours:
    return tuple(Span(opens, closes) for opens, closes in stored)
