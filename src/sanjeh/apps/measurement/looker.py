"""What a worker holds while it looks: one network, one browser, one store of evidence."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sanjeh.apps.measurement import places
from sanjeh.apps.measurement.house import house
from sanjeh.apps.measurement.store import evidence_store
from sanjeh.core.failures import Reason
from sanjeh.core.probing import Capture, Evidence, Failure, Finding, Look, Probe, Target
from sanjeh.engine import runner
from sanjeh.engine.looks import LOOKS
from sanjeh.engine.registry import PROBES
from sanjeh.net.network import Network, open_network


@dataclass(frozen=True, slots=True)
class Looker:
    """Looks at targets one way, however many jobs share it."""

    network: Network
    evidence: Evidence
    vantage: str
    conduct: runner.Conduct
    looks: tuple[Look[Any, Network], ...] = LOOKS
    probes: tuple[Probe[Any], ...] = PROBES

    async def look(self, target: Target, names: Sequence[str], now: datetime) -> tuple[Capture, ...]:
        """Take these looks, all when none is named."""
        wanted = [look for look in self.looks if not names or look.name in names]
        return await runner.look_at(
            target,
            looks=wanted,
            network=self.network,
            evidence=self.evidence,
            now=now,
            vantage=self.vantage,
            conduct=self.conduct,
        )

    def leave_alone(self, target: Target, now: datetime) -> tuple[Capture, ...]:
        """Return captures which say that the owner asked us to pause."""
        failure = Failure(reason=Reason.OWNER_PAUSE)
        return tuple(
            Capture(
                look=look.name,
                version=look.version,
                target=target,
                taken_at=now,
                elapsed_ms=0.0,
                vantage=self.vantage,
                tools={},
                failure=failure,
                sight=None,
            )
            for look in self.looks
        )

    async def judge(self, captures: Iterable[Capture]) -> tuple[Finding, ...]:
        """Judge beside the event loop: parsing a large page must not hold up the other looks."""
        return await asyncio.to_thread(runner.judge, tuple(captures), self.evidence, self.probes)


@asynccontextmanager
async def open_looker() -> AsyncIterator[Looker]:
    """Open what the settings describe; the browser starts with the first visit and ends here."""
    async with open_network(
        allow=places.allow_entries(),
        nameservers=house()["NAMESERVERS"] or None,
        roots=places.trust_stores(),
        contact=house()["CONTACT_URL"],
    ) as network:
        yield Looker(network, evidence_store(), house()["VANTAGE"], runner.Conduct())
