"""Speed of one page outside of a round; what is kept of it is only what is returned."""

import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pydantic import JsonValue

from sanjeh.core.probing.contracts import Capture, Finding, Target
from sanjeh.engine.evaluation import APPROVER, VANTAGE
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.registry import probes_named
from sanjeh.engine.runner import judge, take_captures
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.probes.speed.capture import collector_of


@dataclass(frozen=True, slots=True)
class SpeedResult:
    """What was measured and what it means; without an artifact the capture says why."""

    capture: Capture
    findings: tuple[Finding, ...]

    @property
    def is_measured(self) -> bool:
        return self.capture.failure is None

    def document(self) -> JsonValue:
        findings: list[JsonValue] = [finding.model_dump(mode="json") for finding in self.findings]
        return {"capture": self.capture.model_dump(mode="json"), "findings": findings}


async def measured_speed(
    url: str, ruleset: str, runs: int, hosts: tuple[str, ...], nameservers: tuple[str, ...]
) -> SpeedResult:
    """Measure one address under the conditions of a ruleset."""
    allow = [Allow(host=host, approver=APPROVER) for host in hosts]
    with tempfile.TemporaryDirectory(prefix="sanjeh-") as folder:
        store = EvidenceStore(Path(folder))
        async with open_network(allow=allow, nameservers=nameservers or None) as network:
            [capture] = await take_captures(
                Target(url=url),
                collectors=[collector_of(ruleset, runs)],
                network=network,
                evidence=store,
                now=datetime.now(UTC),
                vantage=VANTAGE,
            )
        return SpeedResult(capture, judge([capture], store, probes_named({"speed"})))
