"""Reading who is sampled when, and what all samples of a round say."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.uptime.mappers import series_of
from sanjeh.apps.uptime.models import Maintenance, UptimeSample
from sanjeh.core.probing.artifacts.uptime import Span, UptimeArtifact
from sanjeh.core.probing.domains import registrable
from sanjeh.core.scheduling.outages import mark_ours
from sanjeh.core.scheduling.sampling import SampledAddress, moments

PER_DAY = 12


def sampled_addresses(round_code: str, suffixes: Collection[str]) -> dict[int, SampledAddress]:
    """Return the seat of every address of a round by its key; who shares an address shares its seat."""
    first: dict[str, rounds.FrozenAddress] = {}
    for one in rounds.addresses(round_code):
        first.setdefault(one.target.url, one)
    by_destination: dict[str, list[rounds.FrozenAddress]] = defaultdict(list)
    for one in first.values():
        by_destination[registrable(one.host, suffixes) or one.host].append(one)
    return {
        one.key: SampledAddress(round_code, destination, one.target.url, rank, len(group))
        for destination, group in by_destination.items()
        for rank, one in enumerate(group)
    }


def sampled(round_code: str, suffixes: Collection[str]) -> tuple[rounds.FrozenAddress, ...]:
    """Return the addresses of a round that are sampled, each URL once."""
    return tuple(rounds.addresses(round_code, sampled_addresses(round_code, suffixes)))


def due(
    round_code: str, since: datetime, until: datetime, suffixes: Collection[str]
) -> Iterator[tuple[int, datetime]]:
    """Yield the addresses that are to be sampled in [since, until), each with its moment."""
    for key, address in sampled_addresses(round_code, suffixes).items():
        for moment in moments(address, PER_DAY, since, until):
            yield key, moment


def artifacts(round_code: str, now: datetime) -> dict[str, UptimeArtifact]:
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


def maintenance_by_url(urls: Iterable[str]) -> dict[str, tuple[Span, ...]]:
    spans: dict[str, set[Span]] = defaultdict(set)
    declared = Maintenance.objects.filter(address__url__in=list(urls)).select_related("address")
    for one in declared:
        spans[one.address.url].add(Span(begins_at=one.begins_at, ends_at=one.ends_at))
    return {url: tuple(sorted(some, key=lambda span: span.begins_at)) for url, some in spans.items()}
