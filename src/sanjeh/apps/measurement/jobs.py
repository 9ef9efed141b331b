"""Putting looks into the queue: one at a time per destination, and no address twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.jobs import Job

from sanjeh.apps.rounds.queries import FrozenAddress

QUEUE = "looks"
LOOK = "measurement.look"
RETURN = "measurement.return_stalled"
LOCK = "queueing_lock"
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


def defer(turns: Sequence[ScheduledScan]) -> int:
    """Queue these turns, except those that are queued or under way; return how many were new."""
    return _defer(turns, ["todo", "doing"])


def put_off(turn: ScheduledScan) -> None:
    """Queue again a try that is under way, for later."""
    _defer([turn], ["todo"])


def _defer(turns: Sequence[ScheduledScan], known_states: list[str]) -> int:
    known = ProcrastinateJob.objects.filter(status__in=known_states)
    locks = [turn.queueing_lock for turn in turns]
    queued = set(known.filter(queueing_lock__in=locks).values_list(LOCK, flat=True))
    fresh = [job_for(turn) for turn in turns if turn.queueing_lock not in queued]
    if fresh:
        app.job_manager.batch_defer_jobs(fresh)
    return len(fresh)


def job_for(turn: ScheduledScan) -> Job:
    return Job(
        queue=QUEUE,
        priority=turn.priority,
        lock=turn.lock,
        queueing_lock=turn.queueing_lock,
        task_name=LOOK,
        task_kwargs={"address": turn.address.key},
        scheduled_at=turn.at,
    )


def are_due() -> bool:
    """Say whether a look waits in the queue that could be taken at this moment."""
    return waiting().filter(Q(scheduled_at=None) | Q(scheduled_at__lte=Now())).exists()


def planned_after(now: datetime) -> dict[int, datetime]:
    """Return the addresses that are queued for later, and when each is due."""
    later = waiting().filter(scheduled_at__gt=now)
    return dict(later.values_list("args__address", "scheduled_at"))


def waiting() -> QuerySet[ProcrastinateJob]:
    return ProcrastinateJob.objects.filter(queue_name=QUEUE, task_name=LOOK, status="todo")
