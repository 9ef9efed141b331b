"""Reading which workers are at it, which of them take nothing, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanjeh.apps.scans.models import WorkerRecord
from sanjeh.core.scheduling.fitness import Lack, Need
from sanjeh.core.text.words import Translatable

# A worker tells of itself every minute.
ALIVE = timedelta(seconds=150)


@dataclass(frozen=True, slots=True)
class WorkerRow:
    """One living worker; it takes nothing while it lacks anything."""

    name: str
    vantage: str
    seen_at: datetime
    lacks: tuple[Translatable, ...]


def at_work(now: datetime) -> tuple[WorkerRow, ...]:
    """Return the workers that have told of themselves lately, by their names."""
    alive = WorkerRecord.objects.filter(seen_at__gte=now - ALIVE).order_by("name")
    return tuple(WorkerRow(one.name, one.vantage, one.seen_at, tuple(sentences(one))) for one in alive)


def sentences(record: WorkerRecord) -> Iterator[Translatable]:
    for lack in record.lacks:
        yield Lack(Need(lack["need"]), lack["facts"]).says


def fonts_of_others(name: str, now: datetime) -> frozenset[str]:
    """Return the fonts of all other living workers that lack nothing."""
    ready = WorkerRecord.objects.filter(seen_at__gte=now - ALIVE, lacks=[]).exclude(name=name)
    return frozenset(ready.exclude(fonts="").values_list("fonts", flat=True))
