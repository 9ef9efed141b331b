"""Putting looks into the queue: one at a time per destination, and no address twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
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
class Turn:
    """The try of an address that is queued: the second waits behind the first tries of all others."""

    address: FrozenAddress
    number: int

    @property
    def lock(self) -> str:
        return f"look:{self.address.key}:{self.number}"

    @property
    def priority(self) -> int:
        return FIRST if self.number == 1 else AFTER_ALL_OTHERS


def defer(turns: Sequence[Turn]) -> int:
    """Queue these turns, except those that are queued or under way; return how many were new."""
    known = ProcrastinateJob.objects.filter(status__in=["todo", "doing"])
    queued = set(known.filter(queueing_lock__in=[turn.lock for turn in turns]).values_list(LOCK, flat=True))
    fresh = [job_for(turn) for turn in turns if turn.lock not in queued]
    if fresh:
        app.job_manager.batch_defer_jobs(fresh)
    return len(fresh)


def job_for(turn: Turn) -> Job:
    return Job(
        queue=QUEUE,
        priority=turn.priority,
        lock=f"destination:{turn.address.host}",
        queueing_lock=turn.lock,
        task_name=LOOK,
        task_kwargs={"address": turn.address.key},
    )


def are_due() -> bool:
    """Say whether a look waits in the queue that could be taken at this moment."""
    waiting = ProcrastinateJob.objects.filter(queue_name=QUEUE, task_name=LOOK, status="todo")
    return waiting.filter(Q(scheduled_at=None) | Q(scheduled_at__lte=Now())).exists()
