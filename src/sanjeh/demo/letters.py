"""Days in Tehran as the demo's pages write them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sanjeh.core.text.jalali import jalali
from sanjeh.core.text.numerals import in_digits


def fa_date(at: datetime) -> str:
    """Return the day in Tehran as ۱۴۰۵/۰۸/۱۲."""
    return in_digits("{}/{:02}/{:02}".format(*jalali(at.astimezone(ZoneInfo("Asia/Tehran")).date())), "fa")


def fa_year(at: datetime) -> str:
    return fa_date(at).partition("/")[0]
