"""Reading how much waits, how much was seen, and who is at it, for whoever watches an installation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q
from django.db.models.functions import Coalesce, Now
from procrastinate.contrib.django.models import ProcrastinateJob

from sanjeh.apps.politeness import clock
from sanjeh.apps.scans.models import CaptureRecord, WorkerRecord
from sanjeh.apps.scans.workers import ALIVE

SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Workload:
    """Jobs by queue and status; for how many seconds the oldest due job of a queue has waited; captures by
    what came of them; for each living worker the seconds since it told of itself, and how much it lacks.
    """

    jobs: Mapping[tuple[str, str], int]
    waiting_s: Mapping[str, float]
    captures: Mapping[str, int]
    workers: Mapping[str, tuple[float, int]]


def workload() -> Workload:
    now = clock.now()
    return Workload(
        jobs=jobs_by_status(), waiting_s=waiting_s(now), captures=captures_by_outcome(), workers=workers(now)
    )


def jobs_by_status() -> dict[tuple[str, str], int]:
    counted = ProcrastinateJob.objects.values("queue_name", "status").annotate(count=Count("id"))
    return {(row["queue_name"], row["status"]): row["count"] for row in counted}


def waiting_s(now: datetime) -> dict[str, float]:
    """Return for how long the oldest job of each queue that is due has waited for a worker."""
    due = ProcrastinateJob.objects.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=Now()), status="todo")
    deferred = Min("procrastinateevent__at", filter=Q(procrastinateevent__type="deferred"))
    oldest = due.annotate(since=Coalesce("scheduled_at", deferred)).values_list("queue_name", "since")
    waited: dict[str, float] = {}
    for queue, since in oldest:
        waited[queue] = max(waited.get(queue, 0.0), (now - since).total_seconds() if since else 0.0)
    return waited


def captures_by_outcome() -> dict[str, int]:
    counted = CaptureRecord.objects.values("failure_reason").annotate(count=Count("id"))
    return {row["failure_reason"] or SEEN: row["count"] for row in counted}


def workers(now: datetime) -> dict[str, tuple[float, int]]:
    alive = WorkerRecord.objects.filter(seen_at__gte=now - ALIVE)
    return {one.name: ((now - one.seen_at).total_seconds(), len(one.lacks)) for one in alive}
