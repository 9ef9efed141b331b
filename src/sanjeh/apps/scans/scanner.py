"""What a worker holds while it looks: one network, one browser, one store of evidence."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sanjeh.apps.conf import conf
from sanjeh.apps.politeness.rate_limiter import DatabaseRateLimiter
from sanjeh.apps.scans import network_conf
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.probing.contracts import Capture, Collector, Evidence, Finding, Probe, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.backoff import BackoffRules
from sanjeh.engine import runner
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.engine.connectivity import SelfTest
from sanjeh.engine.registry import PROBES
from sanjeh.engine.scan import ScanPolicy
from sanjeh.net.dns import ROOT_ANCHORS
from sanjeh.net.network import Network, open_network
from sanjeh.net.throttled_http import Throttle


@dataclass(frozen=True, slots=True)
class Scanner:
    """Looks at targets one way, however many jobs share it."""

    network: Network
    evidence: Evidence
    vantage: str
    policy: ScanPolicy
    collectors: tuple[Collector[Any, Network], ...] = COLLECTORS
    probes: tuple[Probe[Any], ...] = PROBES

    async def look(
        self, target: Target, names: Sequence[str], now: datetime, *, comes_back: bool
    ) -> tuple[Capture, ...]:
        """Take these captures, all when none is named; raise RetryLater when the destination rests."""
        return await runner.take_captures(
            target,
            collectors=self._named(names),
            network=self.network,
            evidence=self.evidence,
            now=now,
            vantage=self.vantage,
            policy=replace(self.policy, comes_back=comes_back),
        )

    def leave_alone(
        self, target: Target, names: Sequence[str], now: datetime, reason: Reason
    ) -> tuple[Capture, ...]:
        """Return captures which say why nobody looked."""
        return runner.refused(
            target, collectors=self._named(names), reason=reason, now=now, vantage=self.vantage
        )

    def _named(self, names: Sequence[str]) -> list[Collector[Any, Network]]:
        return [one for one in self.collectors if not names or one.name in names]

    async def judge(self, captures: Iterable[Capture]) -> tuple[Finding, ...]:
        """Judge beside the event loop: parsing a large page must not hold up the other looks."""
        return await asyncio.to_thread(runner.judge, tuple(captures), self.evidence, self.probes)


@asynccontextmanager
async def open_scanner() -> AsyncIterator[Scanner]:
    """Open what the settings describe; the browser starts with the first visit and ends here."""
    gap_s = conf()["GAP_MS"] / 1000
    async with open_network(
        allow=network_conf.allow_entries(),
        own=network_conf.own_blocks(),
        nameservers=network_conf.nameservers() or None,
        anchors=(*ROOT_ANCHORS, *conf()["TRUST_ANCHORS"]),
        roots=network_conf.trust_stores(),
        contact=conf()["CONTACT_URL"],
        throttle=Throttle(gap_s, conf()["CONTACT_EMAIL"]),
    ) as network:
        policy = ScanPolicy(
            rate_limiter=DatabaseRateLimiter(BackoffRules(gap_s=gap_s)),
            suffixes=tuple(conf()["SUFFIXES"]),
            self_test=SelfTest(network.http, tuple(conf()["SELF_TEST"])),
        )
        yield Scanner(network, evidence_store(), conf()["VANTAGE"], policy)
