"""A worker in a process of its own, whose names are told to it and whose only look gets the page.

Arguments: the folder for evidence, and the names as JSON ({host: address}).
"""

import asyncio
import json
import os
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import django

django.setup()

from sanjeh.apps.politeness.rate_limiter import DatabaseRateLimiter  # noqa: E402 -- as above
from sanjeh.apps.scans import queries, worker  # noqa: E402 -- tables exist only now
from sanjeh.apps.scans.scanner import Scanner  # noqa: E402 -- as above
from sanjeh.core.probing.contracts import Collector, Evidence, Frozen, Target  # noqa: E402 -- as above
from sanjeh.core.scheduling.backoff import BackoffRules  # noqa: E402 -- as above
from sanjeh.engine.evidence import EvidenceStore  # noqa: E402 -- as above
from sanjeh.engine.scan import ScanPolicy  # noqa: E402 -- as above
from sanjeh.net.gate import Allow, Gate  # noqa: E402 -- as above
from sanjeh.net.http import Http  # noqa: E402 -- as above
from tests.apps import trip  # noqa: E402 -- as above

MOST_ROUNDS = 100


class PageSeen(Frozen):
    status: int


class Book:
    """The names of a little country."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    async def resolve(self, host: str) -> tuple[str, ...]:
        return (self._names[host],)


async def see(target: Target, network: Any, _evidence: Evidence) -> PageSeen:
    reply = await network.http.get(target.url, headers={"X-Worker": str(os.getpid())})
    return PageSeen(status=reply.status)


async def work(folder: Path, names: dict[str, str]) -> None:
    gate = Gate(Book(names), [Allow("127.0.0.0/8")])
    async with Http(gate) as http:
        network: Any = SimpleNamespace(gate=gate, http=http, browser=None)
        scanner = Scanner(
            network=network,
            evidence=EvidenceStore(folder),
            vantage="test",
            policy=ScanPolicy(rate_limiter=DatabaseRateLimiter(BackoffRules(gap_s=0))),
            collectors=(Collector(trip.LOOK, 1, PageSeen, see),),
            probes=(),
        )
        for _ in range(MOST_ROUNDS):
            await worker.work(wait=False, scanner=scanner)
            if (await asyncio.to_thread(queries.progress, trip.ROUND)).is_complete:
                return
            await asyncio.sleep(0.1)


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), json.loads(sys.argv[2])))
