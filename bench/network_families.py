"""What looking costs without a browser: names, TLS and plain requests of many sites on loopback.

Every site has a name, a registered domain and an address of its own, so that nothing is shared between
them. Printed are the services per second of one core's time, each family's share, and the handshakes a host.
"""

import asyncio
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bench import sites
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.engine.collectors import COLLECTORS, AnyCollector
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.rate_limit import InProcessRateLimiter
from sanjeh.engine.runner import take_captures
from sanjeh.engine.scan import ScanPolicy
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network

SERVICES = 200
AT_ONCE = 16
LIMIT = 20.0
FAMILIES = tuple(look for look in COLLECTORS if look.name != "visit")
PORTS = frozenset({sites.HTTPS, sites.PLAIN})


async def look_at_sites(looks: tuple[AnyCollector, ...], numbers: range, folder: Path) -> list[Capture]:
    """Look at these sites as a worker does; return what failed."""
    store, policy = EvidenceStore(folder), ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0.0))
    at_once = asyncio.Semaphore(AT_ONCE)
    failed: list[Capture] = []

    async def look(number: int, network: Network) -> None:
        async with at_once:
            url = f"https://{sites.host(number)}:{sites.HTTPS}/"
            captures = await take_captures(
                Target(url=url, plain_port=sites.PLAIN),
                collectors=looks,
                network=network,
                evidence=store,
                now=datetime.now(UTC),
                vantage="bench",
                policy=policy,
            )
        store.add_captures(captures)
        failed.extend(capture for capture in captures if capture.failure)

    nameserver = "{}:{}".format(*sites.DNS)
    allow = [Allow("127.0.0.0/8", PORTS, "bench", None)]
    async with (
        open_network(allow=allow, nameservers=[nameserver], with_browser=False) as network,
        asyncio.TaskGroup() as group,
    ):
        for number in numbers:
            group.create_task(look(number, network))
    return failed


def spent(looks: tuple[AnyCollector, ...], numbers: range) -> tuple[float, float]:
    """Return the processor seconds and the seconds that looking took; raise what made a look fail."""
    with tempfile.TemporaryDirectory() as folder:
        cpu_s, began = time.process_time(), time.perf_counter()
        failed = asyncio.run(look_at_sites(looks, numbers, Path(folder)))
        cpu_s, wall_s = time.process_time() - cpu_s, time.perf_counter() - began
    if failed:
        raise RuntimeError(f"{len(failed)} looks failed, the first so: {failed[0].failure}")
    return cpu_s, wall_s


def main() -> int:
    with sites.served():
        spent(FAMILIES, range(20))  # whatever is loaded once
        cpu_s, wall_s = spent(FAMILIES, range(1000, 1000 + SERVICES))
        alone = {look.name: spent((look,), range(2000, 2000 + SERVICES))[0] for look in FAMILIES}
    a_core = SERVICES / cpu_s
    print(f"network_families_services_per_core_second {a_core:.1f} 1/s")
    print(f"network_families_services_per_second {SERVICES / wall_s:.1f} 1/s")
    for name, seconds in alone.items():
        print(f"network_families_{name}_cpu_ms {seconds / SERVICES * 1000:.1f} ms")
    print(
        f"network_families_peak_memory_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    return 0 if a_core >= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
