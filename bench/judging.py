"""Judging a whole folder of evidence by the command a person types: one process against two.

The captures are those of three addresses of the demo country, each copied under as many addresses as are
asked for (SANJEH_BENCH_ADDRESSES, else 400), so that the work is that of a round and the disk is not.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.demo.sites import Place, ServedCountry, demo_country
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.evidence import EvidenceStore, Manifest
from sanjeh.engine.registry import PROBES
from sanjeh.engine.runner import take_captures
from sanjeh.engine.shipped import methodology_text
from sanjeh.engine.versions import collector_versions, probe_versions
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network

ADDRESSES = int(os.environ.get("SANJEH_BENCH_ADDRESSES", "400"))
RUNS = 3
METHODOLOGY = "iran-1405-1"
RANGE = "127.79.0.0/24"


def wanted(served: ServedCountry) -> list[Target]:
    """Return the first address of each of three bodies."""
    country, port = served.country, served.place.https_port
    return [
        Target(
            url=country.service_url(body, body.services[0], port), plain_port=served.place.plain_port
        )
        for body in country.bodies[:3]
    ]  # fmt: skip


async def looked_at(scratch: Path, store: EvidenceStore) -> list[tuple[Capture, ...]]:
    place = Place(scratch, RANGE, https_port=8446, plain_port=8086, dns_port=5456)
    async with demo_country(place) as served:
        allow = [Allow(RANGE, served.ports, "bench", None)]
        async with open_network(allow=allow, nameservers=served.nameservers) as network:
            return [
                await take_captures(
                    target,
                    collectors=COLLECTORS,
                    network=network,
                    evidence=store,
                    now=datetime.now(UTC),
                    vantage="bench",
                )
                for target in wanted(served)
            ]


def fill(store: EvidenceStore, seen: list[tuple[Capture, ...]]) -> None:
    """Write the folder that `sanjeh judge` reads."""
    urls = []
    for number in range(ADDRESSES):
        captures = seen[number % len(seen)]
        target = captures[0].target.model_copy(update={"url": f"https://bench{number}.ir/"})
        store.add_captures(one.model_copy(update={"target": target}) for one in captures)
        urls.append(target.url)
    manifest = Manifest(
        sanjeh="bench",
        vantage="bench",
        taken_at=datetime.now(UTC).isoformat(),
        tools={},
        looks=dict(collector_versions(COLLECTORS)),
        probes=dict(probe_versions(PROBES)),
        targets=tuple(urls),
        methodology=METHODOLOGY,
        methodology_hash="",
        methodology_text=store.keep(methodology_text(METHODOLOGY).encode()),
    )
    store.write_manifest(manifest)


def seconds(folder: Path, jobs: int) -> tuple[float, bytes]:
    """Return how long the command took, and what it printed."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "sanjeh", "judge", str(folder), "--json", "--jobs", str(jobs)]
    # Compiled once and kept, as in any installation, whatever the environment of the bench says.
    habits = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder / "compiled")}
    found = subprocess.run(command, check=True, capture_output=True, env=os.environ | habits).stdout
    return time.perf_counter() - began, found


def main(scratch: Path) -> int:
    store = EvidenceStore(scratch / "evidence")
    fill(store, asyncio.run(looked_at(scratch, store)))
    seconds(scratch / "evidence", 1)  # everything is compiled and read once
    # In turn, so that a noisy machine troubles both alike.
    pairs = [(seconds(scratch / "evidence", 1), seconds(scratch / "evidence", 2)) for _ in range(RUNS)]
    one_s, two_s = (statistics.median(pair[which][0] for pair in pairs) for which in (0, 1))
    print(f"judging_addresses {ADDRESSES} addresses")
    print(f"judging_one_process_s {one_s:.2f} s")
    print(f"judging_two_processes_s {two_s:.2f} s")
    print(f"judging_two_processes_faster {one_s / two_s:.2f} x")
    is_same = all(one[1] == two[1] for one, two in pairs)
    print(f"judging_same_findings {int(is_same)} bool")
    return 0 if is_same else 1


with tempfile.TemporaryDirectory() as folder:
    status = main(Path(folder))
sys.exit(status)
