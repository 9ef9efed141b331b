"""Which loads of a page count in its speed: those during which the machine was idle beside them.

The rule is stated, not tuned: a run whose machine was busy says how busy it was, not how fast the page is.
"""

from collections.abc import Sequence
from enum import StrEnum

from sanjeh.core.probing.artifacts.speed import SpeedRun

MOST_FOREIGN_SHARE = 0.15
# Of the best index that this machine showed in the same look.
LEAST_INDEX_SHARE = 0.75


class Disturbance(StrEnum):
    """Why a run does not count."""

    FAILED = "run_failed"
    OTHERS_AT_WORK = "others_at_work"
    SLOW_MACHINE = "slow_machine"


def disturbance(run: SpeedRun, runs: Sequence[SpeedRun]) -> Disturbance | None:
    """Return why this one of `runs` does not count, None when it does."""
    if run.failure or run.calm is None:
        return Disturbance.FAILED
    if (run.calm.foreign_share or 0) > MOST_FOREIGN_SHARE:
        return Disturbance.OTHERS_AT_WORK
    best = max(max(one.calm.index_before, one.calm.index_after) for one in runs if one.calm)
    least = min(run.calm.index_before, run.calm.index_after)
    return Disturbance.SLOW_MACHINE if least < LEAST_INDEX_SHARE * best else None


def counted(runs: Sequence[SpeedRun]) -> tuple[SpeedRun, ...]:
    """Return the runs that count, in their order."""
    return tuple(run for run in runs if disturbance(run, runs) is None)
