"""The working calendar by which everybody's time is counted."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from sanjeh.apps.calendars import queries
from sanjeh.apps.calendars.entries import Change
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.text.jalali import jalali


def calendar(request: HttpRequest) -> HttpResponse:
    """Show the weeks and decrees that count, and the holidays of this Jalali year and the next."""
    this_year = jalali(timezone.localdate()).year

    def is_near(day: date) -> bool:
        return this_year <= jalali(day).year <= this_year + 1

    shown = {
        "weeks": tuple(
            row for row in queries.changes(Change.WEEK, DEFAULT_AUTHORITY) if not row.awaits_second
        ),
        "decrees": tuple(
            row for row in queries.changes(Change.DECREE, DEFAULT_AUTHORITY) if not row.awaits_second
        ),
        "holidays": tuple(
            row for row in queries.changes(Change.HOLIDAY, DEFAULT_AUTHORITY) if is_near(row.first_day)
        ),
    }
    return render(request, "public/calendar.html", shown)
