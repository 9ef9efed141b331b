"""What a whole visit costs beside plainly loading the same page and running axe once.

"Plain" is axe as everybody calls it, `axe.run()`, with all that it answers taken home; "lean" asks it for the
rules of WCAG A and AA alone and takes home how many violations there were. What a visit asks for around its
page (links, documents, a search) is counted apart: those are other addresses.

The pages are the demo country's and SANJEH_BENCH_MOST of those in SANJEH_BENCH_PAGES=DIR (see bench.pages).
Both ways use one browser of ours, in turn, so that a noisy machine troubles both alike.
"""

import asyncio
import os
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from bench.pages import ALLOW, served_pages
from bench.processor_time import processor_seconds
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.demo.sites import Place, demo_country
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.probes.page.axe import script
from sanjeh.probes.page.capture import visit_page
from sanjeh.probes.page.surroundings import with_surroundings

ROUNDS = 5
RANGE = "127.78.0.0/24"
PLAIN_AXE = "() => axe.run()"
LEAN_AXE = """() => axe.run(document, {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations']
}).then(results => results.violations.length)"""


async def plainly(network: Network, url: str, how: str = PLAIN_AXE) -> None:
    """Load the page, wait for half a second of quiet, run axe once, keep nothing."""
    assert network.browser is not None  # noqa: S101 -- this measurement is of the browser
    async with network.browser.page() as page:
        await page.goto(url, wait_until="load")
        await page.wait_for_timeout(500)
        await page.evaluate(script("axe.min.js"))
        await page.evaluate(how)


class Costs(NamedTuple):
    """Processor seconds of one page."""

    visit: float
    around: float
    plain: float
    lean: float


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


async def measured(network: Network, evidence: EvidenceStore, urls: list[str]) -> list[Costs]:
    """Return the processor seconds of each page: the median over the rounds."""
    await plainly(network, urls[0])  # the browser's own start belongs to nobody
    costs = []
    for url in urls:
        rounds = [await one_round(network, evidence, url) for _ in range(ROUNDS)]
        costs.append(Costs(*map(statistics.median, zip(*rounds, strict=True))))
    return costs


async def one_round(network: Network, evidence: EvidenceStore, url: str) -> Costs:
    target = Target(url=url)
    artifacts: list[PageArtifact] = []

    async def visit() -> None:
        artifacts.append(await visit_page(target, network, evidence))

    return Costs(
        visit=await cost_of(visit),
        around=await cost_of(lambda: with_surroundings(artifacts[-1], network, evidence)),
        plain=await cost_of(lambda: plainly(network, url)),
        lean=await cost_of(lambda: plainly(network, url, LEAN_AXE)),
    )


def print_ratios(costs: list[Costs]) -> None:
    visits, around, plain, lean = (sum(each) for each in zip(*costs, strict=True))
    print(f"visit_pages {len(costs)} pages")
    print(f"visit_cpu_s {visits / len(costs):.3f} s")
    print(f"visit_around_cpu_s {around / len(costs):.3f} s")
    print(f"visit_plain_load_and_axe_cpu_s {plain / len(costs):.3f} s")
    print(f"visit_lean_load_and_axe_cpu_s {lean / len(costs):.3f} s")
    print(f"visit_cost_ratio {visits / plain:.2f} x")
    print(f"visit_cost_ratio_with_all_around {(visits + around) / plain:.2f} x")
    print(f"visit_cost_ratio_worst_page {max(each.visit / each.plain for each in costs):.2f} x")
    print(f"visit_cost_ratio_to_lean {visits / lean:.2f} x")


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder)))
