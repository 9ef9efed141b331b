"""Persian digits and Jalali dates for the demo's pages."""

from datetime import datetime
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

_PERSIAN = str.maketrans("0123456789,", "۰۱۲۳۴۵۶۷۸۹٬")


def fa_digits(value: object) -> str:
    return str(value).translate(_PERSIAN)


def fa_amount(number: int) -> str:
    return fa_digits(f"{number:,}")


def fa_date(at: datetime) -> str:
    """Return the day in Tehran as ۱۴۰۵/۰۸/۱۲."""
    day = JalaliDate.to_jalali(at.astimezone(ZoneInfo("Asia/Tehran")).date())  # type: ignore[no-untyped-call]
    return fa_digits(day.strftime("%Y/%m/%d"))


def fa_year(at: datetime) -> str:
    return fa_date(at).partition("/")[0]
