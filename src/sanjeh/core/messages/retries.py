"""When a message that nobody took is tried again: soon, then ever later, and after two days no more."""

from datetime import datetime, timedelta

# RFC 5321, section 4.5.4.1: half an hour at least after the first tries, and some days in all.
WAITS = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
    timedelta(hours=12),
    timedelta(hours=24),
)


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when it is tried next after so many tries, or None when it is given up."""
    return now + WAITS[tries - 1] if 1 <= tries <= len(WAITS) else None
