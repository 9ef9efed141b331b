"""Arithmetic in working seconds: instants are whole seconds since 1970 in UTC, so nothing is ever rounded."""

from datetime import date, datetime, time, timedelta

from sanjeh.core.working_time.calendar import DAY_SECONDS, KnownCalendar, Span

FURTHEST_DAYS = 3_660  # ten years; a calendar that has no work in them is broken


class NeverWorked(ValueError):
    """The calendar holds so little work that the sum is not reached within ten years."""


def instant(at: datetime) -> int:
    """Return the whole second in which this moment lies; it has to have a time zone."""
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return int(at.timestamp() // 1)


class WorkingHours:
    """The working seconds of a calendar as it was known; each day is worked out once."""

    def __init__(self, calendar: KnownCalendar) -> None:
        self.calendar = calendar
        self._spans: dict[date, tuple[tuple[int, int], ...]] = {}

    def day_of(self, moment: int) -> date:
        """Return the local day in which an instant lies."""
        return datetime.fromtimestamp(moment, self.calendar.zone).date()

    def spans(self, day: date) -> tuple[tuple[int, int], ...]:
        """Return the hours of a day as instants: begin, and the first one after the end."""
        found = self._spans.get(day)
        if found is None:
            hours = self.calendar.reading(day).hours
            found = self._spans[day] = tuple(self._instants(day, span) for span in hours)
        return found

    def between(self, begin: int, end: int) -> int:
        """Return the working seconds from one instant to just before another; 0 when that is not later."""
        if end <= begin:
            return 0
        day, last, total = self.day_of(begin), self.day_of(end), 0
        while day <= last:
            total += sum(max(0, min(end, closes) - max(begin, opens)) for opens, closes in self.spans(day))
            day += timedelta(days=1)
        return total

    def after(self, begin: int, seconds: int) -> int:
        """Return the first instant by which so many working seconds have passed; raise NeverWorked."""
        if seconds <= 0:
            return begin
        day, left = self.day_of(begin), seconds
        for _ in range(FURTHEST_DAYS):
            for opens, closes in self.spans(day):
                worked = max(0, closes - max(begin, opens))
                if worked >= left:
                    return max(begin, opens) + left
                left -= worked
            day += timedelta(days=1)
        raise NeverWorked(f"{left} of {seconds} working seconds are left after {FURTHEST_DAYS} days")

    def _instants(self, day: date, span: Span) -> tuple[int, int]:
        return self._local(day, span.opens), self._local(day, span.closes)

    def _local(self, day: date, second: int) -> int:
        """Return the instant at which clocks on the wall show this second of the day."""
        if second == DAY_SECONDS:
            day, second = day + timedelta(days=1), 0
        shown = time(second // 3600, second // 60 % 60, second % 60)
        return int(datetime.combine(day, shown, self.calendar.zone).timestamp())
