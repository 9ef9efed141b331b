"""The calendars in which an authority may count its days."""

from datetime import date
from enum import StrEnum

from sanjeh.core.text import islamic, jalali
from sanjeh.core.text.words import Translatable


class Calendar(StrEnum):
    PERSIAN = "persian"
    GREGORIAN = "gregorian"
    ISLAMIC = "islamic"


CALENDAR_WORDS = {
    Calendar.PERSIAN: Translatable("هجری خورشیدی"),
    Calendar.GREGORIAN: Translatable("میلادی"),
    Calendar.ISLAMIC: Translatable("هجری قمری"),
}
GREGORIAN_MONTHS = (
    "ژانویه", "فوریه", "مارس", "آوریل", "مه", "ژوئن",
    "ژوئیه", "اوت", "سپتامبر", "اکتبر", "نوامبر", "دسامبر",
)  # fmt: skip
MONTHS = {
    Calendar.PERSIAN: jalali.MONTHS,
    Calendar.GREGORIAN: GREGORIAN_MONTHS,
    Calendar.ISLAMIC: islamic.MONTHS,
}


def parts(day: date, calendar: Calendar) -> tuple[int, int, int]:
    """Return year, month and day of a Gregorian day in this calendar; month and day begin at 1."""
    if calendar is Calendar.PERSIAN:
        return jalali.jalali(day)
    if calendar is Calendar.ISLAMIC:
        return islamic.islamic(day)
    return day.year, day.month, day.day
