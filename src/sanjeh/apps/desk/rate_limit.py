"""How often one visitor may try, so that nobody keeps all others out."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class RateLimit:
    """At most `limit` attempts of one visitor within `per`; `name` is how they are stored."""

    name: str
    limit: int
    per: timedelta


LODGING = RateLimit("lodge", 10, timedelta(hours=1))
TRACKING = RateLimit("track", 10, timedelta(minutes=15))
ANSWERING = RateLimit("answer", 10, timedelta(minutes=15))


class TooMany(Exception):
    """This visitor tried too often; `after` is when the next try counts."""

    def __init__(self, after: datetime) -> None:
        super().__init__(f"too many attempts; try again after {after:%H:%M}")
        self.after = after
