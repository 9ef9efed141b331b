"""Pages a minute of our whole visit beside Lighthouse's and axe's own programs, in one run on the same pages.

The peers are run as their users run them: one process a page, Lighthouse first and then axe. Ours is the
whole scan profile at four contexts, once with the browser we prefer and once with the peers' full Chromium.
The peers are no part of the project; where they are comes from the environment:

    SANJEH_PEER_MODULES       a node_modules folder in which `npm install lighthouse @axe-core/cli` was run
    SANJEH_PEER_NODE          node 22 or newer
    SANJEH_PEER_CHROMIUM      full Chromium            SANJEH_PEER_CHROMEDRIVER   the driver that fits it
    SANJEH_BENCH_PAGES=DIR    pages (see bench.pages)  SANJEH_BENCH_MOST=5        how many of them
"""

import asyncio
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.pages import ALLOW, served_pages
from bench.peer_programs import Found, Peers, found_in
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.net.chromium import find_chromium
from sanjeh.net.network import Network, open_network
from sanjeh.probes.page.capture import capture
from sanjeh.probes.page.judge import PROBE

CONTEXTS = 4
OUR_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Scan:
    """What one way of looking took, and what axe found in it on each page."""

    seconds_per_page: float
    found: dict[str, Found]

    @property
    def pages_per_minute(self) -> float:
        return 60 / self.seconds_per_page


async def main(scratch: Path) -> None:
    peers = Peers.from_environment()
    async with served_pages(int(os.environ.get("SANJEH_BENCH_MOST", "5"))) as urls:
        ours = await our_scan(urls, scratch, "")
        equal = await our_scan(urls, scratch, str(peers.chromium))
        theirs = [await their_scan(peers, name, urls, scratch) for name in ("lighthouse", "axe")]
    for line in peers.versions():
        print(line)
    print_speed(ours, equal, theirs, peers)
    print_findings(ours, dict(zip(("lighthouse", "axe"), theirs, strict=True)))


@asynccontextmanager
async def open_browser(binary: str) -> AsyncIterator[Network]:
    """Open the network with this browser; the empty name is the one that we prefer."""
    before = os.environ.pop("SANJEH_CHROMIUM", None)
    if binary or before:
        os.environ["SANJEH_CHROMIUM"] = binary or before or ""
    try:
        async with open_network(allow=[ALLOW]) as network:
            yield network
    finally:
        os.environ.pop("SANJEH_CHROMIUM", None)
        if before:
            os.environ["SANJEH_CHROMIUM"] = before


async def our_scan(urls: list[str], scratch: Path, binary: str) -> Scan:
    """Visit and judge every page, four at a time; the browser's start belongs to the time."""
    evidence = EvidenceStore(scratch / "evidence")
    started = time.monotonic()
    async with open_browser(binary) as network:
        visits = [whole_visit(url, network, evidence) for _ in range(OUR_ROUNDS) for url in urls]
        artifacts = await asyncio.gather(*visits)
    elapsed = time.monotonic() - started
    found = {artifact.url: found_in(evidence.read(artifact.axe)) for artifact in artifacts if artifact.axe}
    for artifact in artifacts[: len(urls)]:
        for failure in artifact.failures:
            print(f"# {artifact.url} {failure.step}: {failure.reason} {failure.detail}")
    return Scan(elapsed / len(visits), found)


async def whole_visit(url: str, network: Network, evidence: EvidenceStore) -> PageArtifact:
    target = Target(url=url)
    artifact = await capture(target, network, evidence)
    list(PROBE.judge(artifact, target, evidence))
    return artifact


async def their_scan(peers: Peers, name: str, urls: list[str], scratch: Path) -> Scan:
    """Run the program once a page, one after the other; a page on which it gives up counts for nothing."""
    found, seconds = {}, []
    for number, url in enumerate(urls):
        started = time.monotonic()
        try:
            found[url] = await asyncio.to_thread(peers.run, name, url, scratch / f"{name}-{number}.json")
        except subprocess.CalledProcessError as failed:
            print(f"# {name} gave up on {url} with exit {failed.returncode}")
            continue
        seconds.append(time.monotonic() - started)
    return Scan(statistics.mean(seconds), found)


def print_speed(ours: Scan, equal: Scan, theirs: list[Scan], peers: Peers) -> None:
    both = sum(scan.seconds_per_page for scan in theirs)
    for name, scan in zip(("lighthouse", "axe_cli"), theirs, strict=True):
        print(f"peers_{name}_pages_per_minute {scan.pages_per_minute:.1f} pages/min")
    print(f"peers_lighthouse_then_axe_cli_pages_per_minute {60 / both:.1f} pages/min")
    for scan, binary in ((ours, find_chromium().name), (equal, f"full_{peers.chromium.name}")):
        name = binary.replace("-", "_")
        print(f"visit_{name}_pages_per_minute {scan.pages_per_minute:.1f} pages/min")
        print(f"visit_{name}_ratio_to_peers {both / scan.seconds_per_page:.1f} x")


def print_findings(ours: Scan, theirs: dict[str, Scan]) -> None:
    """Say of every rule of WCAG A and AA that a peer saw broken whether we saw as many places."""
    levels = {
        rule: level for scan in theirs.values() for each in scan.found.values() for rule, level in each.levels
    }
    for name, scan in theirs.items():
        asked = [(url, rule, nodes) for url, each in scan.found.items() for rule, nodes in each.nodes.items()]
        wanted = [one for one in asked if levels.get(one[1], True)]
        missed = [(u, r, n) for u, r, n in wanted if ours.found[u].nodes.get(r, 0) < n]
        print(f"peers_{name}_findings {len(wanted)} rules x pages")
        print(f"peers_{name}_findings_seen_by_us {len(wanted) - len(missed)} rules x pages")
        for url, rule, nodes in missed:
            print(f"# {name} only: {url} {rule} {nodes}, ours {ours.found[url].nodes.get(rule, 0)}")
        for rule in sorted({rule for _, rule, _ in asked} - {rule for _, rule, _ in wanted}):
            print(f"# outside WCAG A and AA, so not asked by us: {rule}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
