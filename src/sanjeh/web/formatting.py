"""How numbers and dates are written in each language: the only place that knows Persian digits and Jalali."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone
from persiantools.jdatetime import JalaliDate

PERSIAN_DIGITS = str.maketrans("0123456789%", "۰۱۲۳۴۵۶۷۸۹٪")
LEFT_TO_RIGHT = "\u200e"  # keeps the minus before its number inside Persian text
POINT = re.compile(r"(?<=\d)\.(?=\d)")
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3})")
JALALI_MONTHS = (
    "فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور",
    "مهر", "آبان", "آذر", "دی", "بهمن", "اسفند",
)  # fmt: skip
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SIZES = {"fa": ("بایت", "کیلوبایت", "مگابایت", "گیگابایت"), "en": ("bytes", "kB", "MB", "GB")}


def digits(text: object, language: str) -> str:
    """Return the text with the digits of the language; other letters stay."""
    written = str(text)
    if language != "fa":
        return written
    return THOUSANDS.sub("٬", POINT.sub("٫", written)).translate(PERSIAN_DIGITS)


def number(value: float | Decimal, language: str, places: int = 0) -> str:
    """Return the number with so many decimal places, rounded half-up as everything published is."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = LEFT_TO_RIGHT if exact < 0 and language == "fa" else ""
    return sign + digits(f"{exact:,}", language)


def day(value: date, language: str) -> str:
    """Return the day in the calendar of the language; an instant is read in Tehran."""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    if language != "fa":
        return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
    jalali = JalaliDate(value)  # type: ignore[no-untyped-call]
    return digits(f"{jalali.day} {JALALI_MONTHS[jalali.month - 1]} {jalali.year}", language)


def typed_day(value: date, language: str) -> str:
    """Return the day as people type it into a form."""
    if language != "fa":
        return value.isoformat()
    jalali = JalaliDate(value)  # type: ignore[no-untyped-call]
    return digits(f"{jalali.year}/{jalali.month:02}/{jalali.day:02}", language)


def moment(value: datetime, language: str) -> str:
    """Return the day and the time of day."""
    time = digits(f"{timezone.localtime(value):%H:%M}", language)
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
