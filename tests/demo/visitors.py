"""Looks at every address of the served country, as a round does."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sanjeh.core.probing.contracts import Capture, Finding, Target
from sanjeh.demo.sites import Place, ServedCountry
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.rate_limit import InProcessRateLimiter
from sanjeh.engine.registry import PROBES
from sanjeh.engine.runner import judge, take_captures
from sanjeh.engine.scan import ScanPolicy
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.net.trust import RootStore, TrustStores

AT_ONCE = 4


@dataclass(frozen=True, slots=True)
class Page:
    """One address of the catalogue, by the host and path under which defects are planted."""

    host: str
    path: str
    target: Target


def place_for_tests(data: Path) -> Place:
    """Return a range of loopback addresses of this process, so that test runs do not meet."""
    return Place(data, host_range=f"127.{100 + os.getpid() % 150}.{os.getpid() // 150 % 250}.0/24")


@asynccontextmanager
async def open_doors(served: ServedCountry) -> AsyncIterator[Network]:
    """Open a network that may reach the country and trusts its root as a national one."""
    allow = Allow(served.place.host_range, served.ports, approver="tests")
    stores = TrustStores(TrustStores.of_this_machine().public, RootStore.from_path(served.place.roots))
    async with open_network(allow=[allow], nameservers=served.nameservers, roots=stores) as network:
        yield network


def pages(served: ServedCountry) -> list[Page]:
    """Return every portal and every service of the country."""
    country, place = served.country, served.place
    found = []
    for body in country.bodies:
        codes = tuple(service.code for service in body.services)
        portal = Target(
            url=country.portal_url(body, place.https_port),
            body=body.code,
            is_portal=True,
            codes=codes,
            plain_port=place.plain_port,
        )
        found.append(Page(body.host, "/", portal))
        for service in body.services:
            url = country.service_url(body, service, place.https_port)
            target = Target(url=url, body=body.code, service=service.code, plain_port=place.plain_port)
            found.append(Page(service.host or body.host, service.path, target))
    return found


async def look_at_all(
    served: ServedCountry, wanted: list[Page], evidence: EvidenceStore, *, at_once: int = AT_ONCE
) -> dict[str, tuple[Finding, ...]]:
    """Return the findings of each page by its address."""
    policy = ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0), suffixes=("nemune.test",))
    lanes = asyncio.Semaphore(at_once)

    async def look(page: Page, network: Network) -> tuple[Capture, ...]:
        async with lanes:
            return await take_captures(
                page.target,
                collectors=COLLECTORS,
                network=network,
                evidence=evidence,
                now=datetime.now(UTC),
                vantage="tests",
                policy=policy,
            )

    async with open_doors(served) as network:
        taken = await asyncio.gather(*(look(page, network) for page in wanted))
    # Judged only now: a judge at work would hold up the clocks of the looks.
    return {page.target.url: judge(one, evidence, PROBES) for page, one in zip(wanted, taken, strict=True)}
