"""By which ways the house is reached, how each stands, and when none of them worked."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.channels import queries, redirects
from sanjeh.core.working_time.hours import instant
from sanjeh.web.channel_list import outage_listing
from sanjeh.web.listing import answer


def channels(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    rows = queries.outage_rows()
    shown = {
        "counts": redirects.counts(),
        "channels": queries.open_channels(now),
        "lasting": next((row for row in rows if row.end is None), None),
    }
    return answer(request, outage_listing(rows, working_day()), "public/channels.html", shown)


def working_day() -> int:
    """Return the seconds of the longest working day of this week: what "one working day" is."""
    now = timezone.now()
    hours = calendars.working_hours(now)
    return hours.calendar.version(hours.day_of(instant(now))).longest_day
