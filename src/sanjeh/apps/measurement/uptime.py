"""Uptime through a round: who is sampled when, what came of it, and what all samples say."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from django.db import transaction

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.measurement import lane_records
from sanjeh.apps.measurement.models import Maintenance, UptimeSample
from sanjeh.apps.measurement.store import evidence_store
from sanjeh.apps.rounds import queries as rounds
from sanjeh.core.integrity.hash_chain import Fact
from sanjeh.core.probing.artifacts.uptime import Ours, Sample, Span, UptimeArtifact
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.core.probing.domains import registrable
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.outages import Series, mark_ours
from sanjeh.core.scheduling.sampling import Seat, moments
from sanjeh.engine import runner
from sanjeh.engine.versions import tool_versions

PER_DAY = 12
LOOK = "uptime"


class NoSuchAddress(LookupError):
    """The catalogue has no address like this."""


def seats(round_code: str, suffixes: Collection[str]) -> dict[int, Seat]:
    """Return the seat of every address of a round by its key; who shares an address shares its seat."""
    first: dict[str, rounds.FrozenAddress] = {}
    for one in rounds.addresses(round_code):
        first.setdefault(one.target.url, one)
    by_destination: dict[str, list[rounds.FrozenAddress]] = defaultdict(list)
    for one in first.values():
        by_destination[registrable(one.host, suffixes) or one.host].append(one)
    return {
        one.key: Seat(round_code, destination, one.target.url, rank, len(group))
        for destination, group in by_destination.items()
        for rank, one in enumerate(group)
    }


def sampled(round_code: str, suffixes: Collection[str]) -> tuple[rounds.FrozenAddress, ...]:
    """Return the addresses of a round that are sampled, each URL once."""
    return tuple(rounds.addresses(round_code, seats(round_code, suffixes)))


def due(
    round_code: str, since: datetime, until: datetime, suffixes: Collection[str]
) -> Iterator[tuple[int, datetime]]:
    """Yield the addresses that are to be sampled in [since, until), each with its moment."""
    for key, seat in seats(round_code, suffixes).items():
        for moment in moments(seat, PER_DAY, since, until):
            yield key, moment


def keep_sample(address: int, sample: Sample, places: Sequence[str]) -> None:
    """Keep a sample of its planned moment; a returned job may bring it twice."""
    UptimeSample.objects.get_or_create(
        address_id=address,
        planned_at=sample.at,
        defaults={
            "status": sample.status,
            "ttfb_ms": sample.ttfb_ms,
            "reason": sample.reason or "",
            "ours": sample.ours or "",
            "places": list(places),
        },
    )


@transaction.atomic
def declare_maintenance(*, url: str, span: Span, by: journal.Actor | None, now: datetime) -> None:
    """Note that an address will not answer in this span; raise NoSuchAddress."""
    found = catalogue.address_keys(url)
    if not found:
        raise NoSuchAddress(url)
    Maintenance.objects.bulk_create(
        Maintenance(address_id=key, begins_at=span.begins_at, ends_at=span.ends_at, declared_at=now)
        for key in found
    )
    facts = {"begins": span.begins_at.isoformat(), "ends": span.ends_at.isoformat()}
    journal.write(by=by, at=now, what="maintenance.declared", about=f"address:{url}", facts=facts)


def sights(round_code: str, now: datetime) -> dict[str, UptimeArtifact]:
    """Return what was seen of every sampled address so far, our own outages marked, by its URL."""
    found = rounds.get(round_code)
    by_url = samples_by_url(round_code)
    series = [series_of(some) for some in by_url.values()]
    announced = maintenance_by_url(by_url)
    through = Span(begins_at=found.opens_at, ends_at=min(now, found.closes_at))
    return {
        url: UptimeArtifact(url=url, through=through, samples=samples, maintenance=announced.get(url, ()))
        for url, samples in zip(by_url, mark_ours(series), strict=True)
    }


def samples_by_url(round_code: str) -> dict[str, list[UptimeSample]]:
    taken = UptimeSample.objects.filter(address__round__code=round_code).select_related("address")
    by_url: dict[str, list[UptimeSample]] = defaultdict(list)
    for one in taken.order_by("planned_at", "id"):
        by_url[one.address.url].append(one)
    return by_url


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


def maintenance_by_url(urls: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    spans: dict[str, set[Span]] = defaultdict(set)
    declared = Maintenance.objects.filter(address__url__in=list(urls)).select_related("address")
    for one in declared:
        spans[one.address.url].add(Span(begins_at=one.begins_at, ends_at=one.ends_at))
    return {url: tuple(sorted(some, key=lambda span: span.begins_at)) for url, some in spans.items()}


def reckon(
    *, round_code: str, vantage: str, now: datetime, tools: Mapping[str, str] = MappingProxyType({})
) -> int:
    """Judge every sampled address of a round by its samples so far; return how many addresses that were.

    `tools` are told in every capture beside our own versions.
    """
    seen = sights(round_code, now)
    digests = [
        keep_judged(captured(one.target, seen[one.target.url], vantage, now, tools), one.key)
        for one in rounds.addresses(round_code)
        if one.target.url in seen
    ]
    facts: dict[str, Fact] = {
        "addresses": len(digests),
        "captures": hashlib.sha256("".join(digests).encode()).hexdigest(),
    }
    journal.write(by=None, at=now, what="uptime.reckoned", about=f"round:{round_code}", facts=facts)
    return len(digests)


def keep_judged(capture: Capture, address: int) -> str:
    from sanjeh.engine.registry import probes_named  # noqa: PLC0415 -- pages need no probe

    findings = runner.judge([capture], evidence_store(), probes_named({LOOK}))
    return lane_records.keep(address=address, capture=capture, findings=findings)


def captured(
    target: Target, sight: UptimeArtifact, vantage: str, now: datetime, tools: Mapping[str, str]
) -> Capture:
    return Capture(
        look=LOOK,
        version=1,
        target=target,
        taken_at=now,
        elapsed_ms=0.0,
        vantage=vantage,
        tools={**tool_versions(), **tools},
        failure=None,
        sight=sight.model_dump(mode="json"),
    )
