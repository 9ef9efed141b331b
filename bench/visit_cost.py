"""What a whole visit costs beside plainly loading the same page and running axe once.

The pages are the demo country's and SANJEH_BENCH_MOST of those in SANJEH_BENCH_PAGES=DIR (see bench.pages).
Both ways use one browser of ours, in turn, so that a noisy machine troubles both alike.
"""

import asyncio
import os
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from bench.pages import ALLOW, served_pages
from bench.processor_time import processor_seconds
from sanjeh.cli.demo.serving import Place, demo_country
from sanjeh.core.probing import Target
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.probes.visit.axe import script
from sanjeh.probes.visit.capture import LOOK

ROUNDS = 5
RANGE = "127.78.0.0/24"
PLAIN_AXE = """() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']
}).then(results => results.violations.length)"""


async def plainly(network: Network, url: str) -> None:
    """Load the page, wait for half a second of quiet, run axe once, keep nothing."""
    assert network.browser is not None  # noqa: S101 -- this measurement is of the browser
    async with network.browser.page() as page:
        await page.goto(url, wait_until="load")
        await page.wait_for_timeout(500)
        await page.evaluate(script("axe.min.js"))
        await page.evaluate(PLAIN_AXE)


async def cost_of(look: Callable[[], Awaitable[object]]) -> float:
    """Return the processor seconds of ourselves, the driver and the browser."""
    before = processor_seconds(os.getpid())
    await look()
    await asyncio.sleep(0.3)  # the processes of a closed page hand in their account
    return processor_seconds(os.getpid()) - before


async def main(scratch: Path) -> None:
    place = Place(data=scratch, host_range=RANGE, https_port=8445, plain_port=8085, dns_port=5455)
    most = int(os.environ.get("SANJEH_BENCH_MOST", "8"))
    async with demo_country(place) as served, served_pages(most) as (*own, _large):
        allow = [Allow(RANGE, served.ports, "bench", None), ALLOW]
        async with open_network(allow=allow, nameservers=served.nameservers) as network:
            whole = [served.country.portal_url(body, place.https_port) for body in served.country.bodies[:4]]
            print_ratios(await measured(network, EvidenceStore(scratch / "evidence"), [*whole, *own]))


async def measured(network: Network, evidence: EvidenceStore, urls: list[str]) -> list[tuple[float, float]]:
    """Return (visit, plain) processor seconds of each page: the median over the rounds."""
    await plainly(network, urls[0])  # the browser's own start belongs to nobody
    costs = []
    for url in urls:
        target = Target(url=url)
        pairs = [
            (
                await cost_of(lambda t=target: LOOK.capture(t, network, evidence)),
                await cost_of(lambda u=url: plainly(network, u)),
            )
            for _ in range(ROUNDS)
        ]
        visits, plains = zip(*pairs, strict=True)
        costs.append((statistics.median(visits), statistics.median(plains)))
    return costs


def print_ratios(costs: list[tuple[float, float]]) -> None:
    print(f"visit_pages {len(costs)} pages")
    print(f"visit_cpu_s {statistics.mean(visit for visit, _ in costs):.3f} s")
    print(f"visit_plain_load_and_axe_cpu_s {statistics.mean(plain for _, plain in costs):.3f} s")
    print(f"visit_cost_ratio {sum(v for v, _ in costs) / sum(p for _, p in costs):.2f} x")
    print(f"visit_cost_ratio_worst_page {max(visit / plain for visit, plain in costs):.2f} x")


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder)))
