"""Does a long round cost more a service than a short one? Names, TLS and plain requests of up to 4,000 sites.

Each size runs in a process of its own, as one worker does, and says its processor time a service and the
most memory it held. SANJEH_BENCH_SERVICES sets the long round's size.
"""

import os
import resource
import subprocess
import sys

from bench import sites
from bench.network_families import FAMILIES, spent

SHORT, MIDDLE = 40, 400
LONG = int(os.environ.get("SANJEH_BENCH_SERVICES", "4000"))
MOST_GROWTH, MOST_MORE_MB = 1.25, 40


def measured(services: int) -> tuple[float, float]:
    """Return milliseconds of a processor a service, and megabytes."""
    command = [sys.executable, "-m", "bench.cost_per_service", str(services)]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(told[0]), float(told[1])


def measure(services: int) -> None:
    spent(FAMILIES, range(20))  # whatever is loaded once
    cpu_s, _ = spent(FAMILIES, range(1000, 1000 + services))
    print(cpu_s / services * 1000, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> int:
    with sites.served():
        found = {services: measured(services) for services in (SHORT, MIDDLE, LONG)}
    for services, (cpu_ms, memory_mb) in found.items():
        print(f"cost_per_service_of_{services}_cpu_ms {cpu_ms:.1f} ms")
        print(f"cost_per_service_of_{services}_memory_mb {memory_mb:.0f} MB")
    growth = found[LONG][0] / found[SHORT][0]
    # What is kept for a while, such as open connections and readings, is full after some hundred.
    more_mb = found[LONG][1] - found[MIDDLE][1]
    print(f"cost_per_service_growth {growth:.2f} x")
    print(f"cost_per_service_more_memory_mb {more_mb:.0f} MB")
    return 0 if growth <= MOST_GROWTH and more_mb <= MOST_MORE_MB else 1


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(int(sys.argv[1]))
    else:
        sys.exit(main())
