"""The one clock of all workers: the database's, so that no machine's own can date or close anything."""

from datetime import UTC, datetime
from typing import Protocol, cast

from sanjeh.apps.politeness.models import Destination


class _Moment(Protocol):
    moment: datetime


def now() -> datetime:
    """Return the database's time at this moment, whatever transaction is open."""
    [row] = Destination.objects.raw("SELECT '' AS key, clock_timestamp() AS moment")
    return cast("_Moment", row).moment.astimezone(UTC)


def offset_s() -> float:
    """Return by how many seconds the database's clock is ahead of this machine's."""
    before = datetime.now(UTC)
    there = now()
    after = datetime.now(UTC)
    return (there - (before + (after - before) / 2)).total_seconds()
