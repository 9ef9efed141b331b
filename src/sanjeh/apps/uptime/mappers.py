"""From stored samples to the values of the house."""

from collections.abc import Iterable

from sanjeh.apps.uptime.models import UptimeSample
from sanjeh.core.probing.artifacts.uptime import Ours, Sample
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.outages import Series


def series_of(samples: Iterable[UptimeSample]) -> Series:
    kept = list(samples)
    return Series(frozenset(place for one in kept for place in one.places), tuple(map(sample_of, kept)))


def sample_of(record: UptimeSample) -> Sample:
    return Sample(
        at=record.planned_at,
        status=record.status,
        ttfb_ms=record.ttfb_ms,
        reason=Reason(record.reason) if record.reason else None,
        ours=Ours(record.ours) if record.ours else None,
    )
