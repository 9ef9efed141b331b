"""How days, sizes and lengths of time are written in each language."""

from datetime import date, datetime

from django.utils import timezone

from sanjeh.core.text.jalali import MONTHS as JALALI_MONTHS
from sanjeh.core.text.jalali import jalali
from sanjeh.core.text.numerals import in_digits, number

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SIZES = {"fa": ("بایت", "کیلوبایت", "مگابایت", "گیگابایت"), "en": ("bytes", "kB", "MB", "GB")}


def day(value: date, language: str) -> str:
    """Return the day in the calendar of the language; an instant is read in Tehran."""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    if language != "fa":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    year, month, of_month = jalali(value)
    return in_digits(f"{of_month} {JALALI_MONTHS[month - 1]} {year}", language)


def typed_day(value: date, language: str) -> str:
    """Return the day as people type it into a form."""
    if language != "fa":
        return value.isoformat()
    return in_digits("{}/{:02}/{:02}".format(*jalali(value)), language)


def moment(value: datetime, language: str) -> str:
    """Return the day and the time of day."""
    time = in_digits(f"{timezone.localtime(value):%H:%M}", language)
    return f"{day(value, language)}، {time}" if language == "fa" else f"{day(value, language)}, {time}"


def size(count: int, language: str) -> str:
    """Return a count of bytes in the largest fitting unit (1 kB = 1000 bytes)."""
    amount, unit = float(count), 0
    while amount >= 1000 and unit < len(SIZES["en"]) - 1:
        amount, unit = amount / 1000, unit + 1
    places = 1 if unit and amount < 100 else 0
    return f"{number(amount, language, places)} {SIZES[language][unit]}"


def duration(seconds: float, language: str) -> str:
    """Return a rough length of time, in seconds below a minute and in minutes above."""
    persian = language == "fa"
    if seconds < 60:
        return f"{number(seconds, language)} {'ثانیه' if persian else 'seconds'}"
    return f"{number(seconds / 60, language)} {'دقیقه' if persian else 'minutes'}"
