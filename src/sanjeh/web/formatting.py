"""How days, sizes and lengths of time are written in each language."""

from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

from sanjeh.core.text.calendars import Calendar, parts
from sanjeh.core.text.numerals import in_digits, number
from sanjeh.core.text.words import SOURCE, Translatable
from sanjeh.locale.catalogues import said
from sanjeh.locale.days import day as day_in

# The calendar of the authority, in which days are written in the language of the house; all others count
# as their speakers do.
CALENDAR = ContextVar("CALENDAR", default=Calendar.PERSIAN)
SIZES = (
    Translatable("بایت"),
    Translatable("کیلوبایت"),
    Translatable("مگابایت"),
    Translatable("گیگابایت"),
)
MOMENT = Translatable("{day}، {time}")
SECONDS, MINUTES = Translatable("{count} ثانیه"), Translatable("{count} دقیقه")


def day(value: date, language: str) -> str:
    """Return the day: in Persian by the calendar of the authority, in other languages by the Gregorian one.

    An instant is read in the time zone of the authority.
    """
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return day_in(value, language, CALENDAR.get())


def typed_day(value: date, language: str) -> str:
    """Return the day as people type it into a form, which reads Jalali and Gregorian days."""
    if language != SOURCE or CALENDAR.get() is not Calendar.PERSIAN:
        return value.isoformat()
    return in_digits("{}/{:02}/{:02}".format(*parts(value, Calendar.PERSIAN)), language)


def moment(value: datetime, language: str) -> str:
    """Return the day and the time of day."""
    time = in_digits(f"{timezone.localtime(value):%H:%M}", language)
    return said(MOMENT.filled(day=day(value, language), time=time), language)


def size(count: int, language: str) -> str:
    """Return a count of bytes in the largest fitting unit (1 kB = 1000 bytes)."""
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(SIZES) - 1:
        amount, unit = amount / 1000, unit + 1
    places = 1 if unit and amount < 100 else 0
    return f"{number(amount, language, places)} {said(SIZES[unit], language)}"


def duration(seconds: float, language: str) -> str:
    """Return a rough length of time, in seconds below a minute and in minutes above."""
    text, count = (SECONDS, seconds) if seconds < 60 else (MINUTES, seconds / 60)
    return said(text.filled(count=number(count, language)), language)
