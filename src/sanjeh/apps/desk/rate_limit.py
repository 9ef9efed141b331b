"""How often one visitor may knock, so that nobody shuts a door for all others."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class RateLimit:
    name: str
    limit: int
    per: timedelta


LODGING = RateLimit("lodge", 10, timedelta(hours=1))
TRACKING = RateLimit("track", 10, timedelta(minutes=15))


class TooMany(Exception):
    """This visitor knocked too often; `after` is when the next try counts."""

    def __init__(self, after: datetime) -> None:
        super().__init__(f"too many attempts; try again after {after:%H:%M}")
        self.after = after
