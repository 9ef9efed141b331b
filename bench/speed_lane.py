"""Why speed is measured alone: the same page, loaded alone and with two visits beside it.

Printed are the seconds that a run takes, how far the five runs lie apart, and how many the rule lets count.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable
from pathlib import Path
from time import perf_counter

from sanjeh.core.probing.artifacts.speed import SpeedArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.core.scheduling.run_validity import counted
from sanjeh.demo.sites import Place, demo_country
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.probes.page.capture import capture
from sanjeh.probes.speed.capture import measure
from sanjeh.probes.speed.ruleset import USUAL_RULESET, Ruleset, ruleset

RUNS = 5
BESIDE = 2
RANGE = "127.79.0.0/24"


async def timed(measuring: Awaitable[SpeedArtifact]) -> tuple[SpeedArtifact, float]:
    began = perf_counter()
    seen = await measuring
    return seen, (perf_counter() - began) / len(seen.runs)


async def crowded(
    measuring: Awaitable[SpeedArtifact], network: Network, url: str, folder: Path
) -> SpeedArtifact:
    """Measure while visits of another page go on beside it."""
    done = asyncio.Event()

    async def visit_on_and_on() -> None:
        while not done.is_set():
            await capture(Target(url=url), network, EvidenceStore(folder))

    async with asyncio.TaskGroup() as group:
        for _ in range(BESIDE):
            group.create_task(visit_on_and_on())
        seen = await measuring
        done.set()
    return seen


def tell(name: str, seen: SpeedArtifact, seconds: float, rules: Ruleset) -> None:
    runs = [run for run in seen.runs if run.lcp_ms is not None]
    times = sorted(run.lcp_ms or 0 for run in runs)
    middle = statistics.median(times)
    scores = [
        100 * rules.score({key: getattr(run, key) for key in ("fcp_ms", "lcp_ms", "tbt_ms", "cls")})
        for run in runs
    ]
    print(f"speed_{name}_seconds_per_run {seconds:.1f} s")
    print(f"speed_{name}_lcp_median {middle:.0f} ms")
    print(f"speed_{name}_lcp_spread {(times[-1] - times[0]) / middle:.2f} of-median")
    print(f"speed_{name}_score_median {statistics.median(scores):.1f} points")
    print(f"speed_{name}_runs_that_count {len(counted(seen.runs))} of-{len(seen.runs)}")


async def main(scratch: Path) -> None:
    place = Place(data=scratch, host_range=RANGE, https_port=8446, plain_port=8086, dns_port=5456)
    rules = ruleset(USUAL_RULESET)
    async with demo_country(place) as served:
        allow = [Allow(RANGE, served.ports, "bench", None)]
        async with open_network(allow=allow, nameservers=served.nameservers) as network:
            first, other = (served.country.portal_url(body, 8446) for body in served.country.bodies[:2])
            target = Target(url=first)
            alone, seconds = await timed(measure(target, network, rules.conditions, RUNS))
            tell("alone", alone, seconds, rules)
            measuring = measure(target, network, rules.conditions, RUNS)
            beside, seconds = await timed(crowded(measuring, network, other, scratch / "evidence"))
            tell("beside_two_visits", beside, seconds, rules)


with tempfile.TemporaryDirectory() as folder:
    asyncio.run(main(Path(folder)))
