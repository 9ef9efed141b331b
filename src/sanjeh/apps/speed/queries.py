"""Speed in a round: which addresses are drawn, when each is measured, and what is kept of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans.jobs import jitter_of
from sanjeh.apps.scans.models import CaptureRecord
from sanjeh.core.integrity.lottery import drawn_candidate
from sanjeh.core.probing.artifacts.speed import SpeedArtifact
from sanjeh.core.scheduling.run_validity import counted
from sanjeh.probes.speed.collector import COLLECTOR

SERVICES_PER_BODY = 1
TRIES = 2
# A try that failed is taken again at another hour of another day.
_ANOTHER_DAY = timedelta(hours=27)
# The last share of a round is left free, so that what fails can be tried again.
_SPREAD_OVER = 0.8


@dataclass(frozen=True, slots=True)
class ScheduledRun:
    """An address and the moment at which its speed is measured."""

    address: int
    at: datetime


def sampled(round_code: str, seed: str) -> tuple[rounds.FrozenAddress, ...]:
    """Return the portals and the drawn services of every body, in the order of the frozen list.

    Anyone who knows the round's code and `seed` (the digest of its methodology) can repeat the draw.
    """
    by_body: dict[str, list[rounds.FrozenAddress]] = defaultdict(list)
    for one in rounds.addresses(round_code):
        by_body[one.target.body].append(one)
    chosen = (one for body, group in by_body.items() for one in _of_body(f"{round_code} {body}", group, seed))
    return tuple(sorted(chosen, key=lambda one: one.key))


def _of_body(matter: str, group: list[rounds.FrozenAddress], seed: str) -> Iterator[rounds.FrozenAddress]:
    yield from (one for one in group if one.target.is_portal)
    services = {one.target.url: one for one in group if not one.target.is_portal}
    for number in range(min(SERVICES_PER_BODY, len(services))):
        yield services.pop(drawn_candidate(tuple(sorted(services)), digest=seed, matter=f"{matter} {number}"))


def scheduled_runs(round_code: str, now: datetime) -> tuple[ScheduledRun, ...]:
    """Return the measurements that are still to come, each with its moment."""
    found = rounds.get(round_code)
    chosen = sampled(round_code, found.methodology.hash)
    tried = _tries([one.key for one in chosen])
    window = (found.closes_at - found.opens_at) * _SPREAD_OVER
    return tuple(
        ScheduledRun(
            one.key, _moment(tried.get(one.key, []), found.opens_at + window * jitter_of(one.target.url), now)
        )
        for one in chosen
        if _is_open(tried.get(one.key, []))
    )


def _tries(addresses: Collection[int]) -> dict[int, list[CaptureRecord]]:
    tried: dict[int, list[CaptureRecord]] = defaultdict(list)
    taken = CaptureRecord.objects.filter(address__in=addresses, collector=COLLECTOR.name)
    for one in taken.order_by("try_number"):
        tried[one.address_id].append(one)
    return tried


def _is_open(tries: list[CaptureRecord]) -> bool:
    return not tries or (len(tries) < TRIES and _is_wanting(tries[-1]))


def _is_wanting(record: CaptureRecord) -> bool:
    """Say whether a capture failed, or our machine was too busy for enough runs to count."""
    if record.failure_reason:
        return True
    artifact = SpeedArtifact.model_validate(record.document["sight"])
    return len(counted(artifact.runs)) < artifact.wanted


def _moment(tries: list[CaptureRecord], planned: datetime, now: datetime) -> datetime:
    return max(now, tries[-1].taken_at + _ANOTHER_DAY if tries else planned)
