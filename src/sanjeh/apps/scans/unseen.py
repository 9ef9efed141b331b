"""Reading how much of a round was not seen, by the look that brought least home."""

from collections import Counter
from dataclasses import dataclass

from sanjeh.apps.scans.models import CaptureRecord, FindingRecord, LookJob
from sanjeh.apps.scans.queries import LANES
from sanjeh.core.probing.contracts import Outcome
from sanjeh.core.scheduling.retry_policy import TELL_OF_REACHING
from sanjeh.engine.collectors import COLLECTORS

_OF_THE_PAGE = tuple(one.name for one in COLLECTORS if not one.asks_others)


@dataclass(frozen=True, slots=True)
class Unseen:
    """So many of the addresses of a round brought one look nothing: it failed, or a wall stood before it."""

    look: str
    count: int
    of: int

    @property
    def share(self) -> float:
        """Return 0..1; 0 of a round without addresses."""
        return self.count / self.of if self.of else 0.0


def unseen(round_code: str) -> Unseen:
    """Return the look that brought least home; three queries, whatever the size of the round."""
    last = CaptureRecord.objects.filter(address__round__code=round_code)
    last = last.order_by("address", "collector", "-try_number").distinct("address", "collector")
    told = last.values_list("address", "collector", "failure_reason")
    missing = {(address, look) for address, look, reason in told if reason}
    behind_walls = FindingRecord.objects.filter(
        address__round__code=round_code, finding__in=TELL_OF_REACHING, outcome=Outcome.BLOCKED
    )
    missing |= set(behind_walls.values_list("address", "probe"))
    by_look = Counter(look for _, look in missing if look in _OF_THE_PAGE and look not in LANES)
    look, count = max(by_look.items(), key=lambda pair: (pair[1], pair[0]), default=("", 0))
    return Unseen(look, count, LookJob.objects.filter(address__round__code=round_code).count())
