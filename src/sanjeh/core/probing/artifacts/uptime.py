"""What was seen of one address through a round: one light request now and then."""

from datetime import datetime
from enum import StrEnum

from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.probing.failures import Reason


class Ours(StrEnum):
    """How we know that we and not the site were cut off."""

    SELF_TEST = "self_test"
    MANY_AT_ONCE = "many_at_once"


class Sample(Frozen):
    """One request: `status` of the last answer, or the `reason` why there was none.

    `ttfb_ms` is the time to the first byte of that answer. With `ours` it says nothing of the site.
    """

    at: datetime
    status: int | None = None
    ttfb_ms: float | None = None
    reason: Reason | None = None
    ours: Ours | None = None


class Span(Frozen):
    """From `begins_at` until just before `ends_at`."""

    begins_at: datetime
    ends_at: datetime

    def holds(self, moment: datetime) -> bool:
        return self.begins_at <= moment < self.ends_at


class UptimeArtifact(Frozen):
    """All samples of an address in their order; `maintenance` was declared before it began."""

    url: str
    through: Span
    samples: tuple[Sample, ...]
    maintenance: tuple[Span, ...] = ()
