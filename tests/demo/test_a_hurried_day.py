"""A whole day of the country in seconds: the site that naps at night is found, and nobody else is accused."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from sanjeh.core.probing.artifacts.uptime import Sample, Span, UptimeArtifact
from sanjeh.core.probing.contracts import Finding, Target
from sanjeh.core.scheduling.outages import Series, mark_ours
from sanjeh.demo.sites import ServedCountry, demo_country
from sanjeh.probes.uptime.capture import sample
from sanjeh.probes.uptime.judge import PROBE
from tests.demo.visitors import open_doors, pages, place_for_tests
from tests.evidence import MemoryStore

MIDNIGHT = datetime(2026, 11, 1, tzinfo=UTC)
DAY = Span(begins_at=MIDNIGHT, ends_at=MIDNIGHT + timedelta(days=1))
# None of them is down or walled off at every hour.
HOSTS = frozenset({"docharkhe", "danesh", "namha", "cheshmeh", "kuche", "pol"})


async def test_the_site_that_naps_is_found_and_no_other(tmp_path: Path) -> None:
    async with demo_country(place_for_tests(tmp_path)) as served:
        portals = [page for page in pages(served) if page.path == "/" and page.host in HOSTS]
        taken = await sampled(served, [page.target for page in portals])

    marked = mark_ours(
        [Series(frozenset({page.host}), one) for page, one in zip(portals, taken, strict=True)]
    )
    found = {
        (page.host, finding.id): told(finding)
        for page, samples in zip(portals, marked, strict=True)
        for finding in judged(page.target, samples)
    }

    planted = {(host, check): served.defects.expected(host, "/", check) for host, check in found}
    assert found == planted
    assert sorted(key for key, outcome in found.items() if outcome) == [
        ("docharkhe", "uptime.outages"),
        ("docharkhe", "uptime.share"),
    ]


async def sampled(served: ServedCountry, targets: list[Target]) -> list[tuple[Sample, ...]]:
    """Return 24 samples of each target; the country's hour is set before each."""
    taken: list[list[Sample]] = [[] for _ in targets]
    async with open_doors(served) as network:
        for hour in range(24):
            served.place.hour_file.write_text(str(hour), encoding="ascii")
            for samples, target in zip(taken, targets, strict=True):
                samples.append(await sample(target, network, MIDNIGHT + timedelta(hours=hour)))
    return [tuple(samples) for samples in taken]


def judged(target: Target, samples: tuple[Sample, ...]) -> list[Finding]:
    artifact = UptimeArtifact(url=target.url, through=DAY, samples=samples)
    return list(PROBE.judge(artifact, target, MemoryStore()))


def told(finding: Finding) -> str:
    return "" if finding.outcome == "pass" else finding.outcome.value
