"""What stands in the queues: one look at a time per destination, and no address twice."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from sanjeh.apps.rounds.queries import FrozenAddress

QUEUE = "scans"
# What is only worked out has a queue of its own, and a worker beside those who use the network.
ANALYSES = "analyses"
SCAN = "scans.scan_address"
WAITING = frozenset({"todo"})
KNOWN = frozenset({"todo", "doing"})
FIRST, AFTER_ALL_OTHERS = 0, -10


@dataclass(frozen=True, slots=True)
class ScheduledScan:
    """The try of an address that is queued: the second waits behind the first tries of all others.

    Not before `at`, when that is given. Only a try that is due keeps others away from its host.
    """

    address: FrozenAddress
    number: int
    at: datetime | None = None

    @property
    def queueing_lock(self) -> str:
        return f"look:{self.address.key}:{self.number}"

    @property
    def lock(self) -> str:
        later = f":later:{self.address.key}" if self.at else ""
        return f"destination:{self.address.host}{later}"

    @property
    def priority(self) -> int:
        return FIRST if self.number == 1 else AFTER_ALL_OTHERS


def jitter_of(url: str) -> float:
    """Return 0..1, the same for the same address: what concerns many addresses does not come at once."""
    return int(hashlib.sha256(url.encode()).hexdigest()[:8], 16) / 2**32


def job_for(scan: ScheduledScan) -> Job:
    return Job(
        queue=QUEUE,
        priority=scan.priority,
        lock=scan.lock,
        queueing_lock=scan.queueing_lock,
        task_name=SCAN,
        task_kwargs={"address": scan.address.key},
        scheduled_at=scan.at,
    )


def locks_known(states: Collection[str], locks: Collection[str | None]) -> set[str | None]:
    """Return which of these locks are held by a job in one of these states."""
    held = ProcrastinateJob.objects.filter(status__in=states, queueing_lock__in=locks)
    return set(held.values_list("queueing_lock", flat=True))


def are_due() -> bool:
    """Say whether a look waits in the queue that could be taken at this moment."""
    return waiting().filter(Q(scheduled_at=None) | Q(scheduled_at__lte=Now())).exists()


def planned_after(now: datetime) -> dict[int, datetime]:
    """Return the addresses that are queued for later, and when each is due."""
    later = waiting().filter(scheduled_at__gt=now)
    return dict(later.values_list("args__address", "scheduled_at"))


def waiting() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(queue_name=QUEUE, task_name=SCAN, status="todo")
