"""The working hours of the tests: those of the calendar that comes with the program, as it is known now."""

from datetime import datetime

from sanjeh.apps.calendars import queries
from sanjeh.core.working_time.hours import WorkingHours


def hours(now: datetime) -> WorkingHours:
    return queries.working_hours(now)
