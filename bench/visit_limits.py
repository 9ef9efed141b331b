"""How much memory the browser takes for each visit at once, and whether a very large page keeps its deadline.

Memory is the proportional set size of the whole browser tree (PSS), the highest seen while visits run.
"""

import asyncio
import tempfile
import time
from pathlib import Path

from bench.pages import ALLOW, served_pages
from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.net.network import Network, open_network
from sanjeh.probes.page.capture import capture


def memory_mb(process_group: int) -> float:
    """Return the proportional set size of all processes of a group."""
    processes = (each for each in Path("/proc").iterdir() if each.name.isdecimal())
    return sum(_pss_kb(each) for each in processes if _group(each) == process_group) / 1024


def _group(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(") ")[2].split()[2])
    except (FileNotFoundError, ProcessLookupError):
        return -1


def _pss_kb(process: Path) -> int:
    try:
        lines = (process / "smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0  # it has ended meanwhile
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


async def highest_memory(network: Network, visits: asyncio.Future[list[PageArtifact]]) -> float:
    assert network.browser is not None  # noqa: S101 -- this measurement is of the browser
    highest = 0.0
    while not visits.done():
        if group := network.browser.process_group:
            highest = max(highest, await asyncio.to_thread(memory_mb, group))
        await asyncio.sleep(0.1)
    return highest


async def main(scratch: Path) -> None:
    evidence = EvidenceStore(scratch)
    async with served_pages(4) as (*pages, large):
        for at_once in (1, 2, 4):
            async with open_network(allow=[ALLOW]) as network:
                targets = [Target(url=pages[number % len(pages)]) for number in range(at_once)]
                looks = [capture(target, network, evidence) for target in targets]
                visits = asyncio.gather(*looks)
                highest = await highest_memory(network, visits)
                await visits
            print(f"visit_memory_{at_once}_at_once_mb {highest:.0f} MB")
            print(f"visit_memory_per_visit_at_{at_once}_mb {highest / at_once:.0f} MB")
        async with open_network(allow=[ALLOW]) as network:
            started = time.monotonic()
            artifact = await capture(Target(url=large), network, evidence)
            print(f"visit_large_page_s {time.monotonic() - started:.1f} s")
            print(f"visit_large_page_failed_steps {len(artifact.failures)} steps")
            for failure in artifact.failures:
                print(f"# {failure.step}: {failure.reason} {failure.detail}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(main(Path(folder)))
