"""Looks at all addresses of one run and keeps every capture as soon as it is there."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import sanjeh
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.engine.collectors import AnyCollector
from sanjeh.engine.evidence import EvidenceStore, Manifest
from sanjeh.engine.provenance import ingredients
from sanjeh.engine.rate_limit import RetryLater
from sanjeh.engine.registry import AnyProbe
from sanjeh.engine.rulesets import ChosenRuleset
from sanjeh.engine.runner import refused, take_captures
from sanjeh.engine.scan import OnStep, ScanPolicy
from sanjeh.engine.versions import collector_versions, probe_versions, tool_versions
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network

VANTAGE = "command line"
# Looks wait most of their time; the browser limits its own pages.
TARGETS_AT_ONCE = 8
APPROVER = "--allow"


@dataclass(frozen=True, slots=True)
class EvaluationPlan:
    """What is to be looked at, how, and by which method it will be scored."""

    urls: tuple[str, ...]
    probes: tuple[AnyProbe, ...]
    collectors: tuple[AnyCollector, ...]
    methodology: Methodology
    methodology_text: str
    ruleset: ChosenRuleset
    hosts: tuple[str, ...]
    nameservers: tuple[str, ...]
    now: datetime


def carry_out(plan: EvaluationPlan, store: EvidenceStore, on_step: OnStep) -> None:
    """Look at everything; afterwards the store holds the manifest and every capture."""
    store.write_manifest(_manifest(plan, store, None))
    asyncio.run(_look_at_all(plan, store, on_step))


def _manifest(plan: EvaluationPlan, store: EvidenceStore, network: Network | None) -> Manifest:
    return Manifest(
        sanjeh=sanjeh.__version__,
        vantage=VANTAGE,
        taken_at=plan.now.isoformat(),
        tools=tool_versions(network),
        ingredients=ingredients(network.tls.stores if network else None),
        ruleset_texts=plan.ruleset.kept(store),
        captures_sha256=store.captures_sha256 if network else "",
        looks=dict(collector_versions(plan.collectors)),
        probes=dict(probe_versions(plan.probes)),
        targets=plan.urls,
        methodology=plan.methodology.code,
        methodology_hash=plan.methodology.hash,
        methodology_text=store.keep(plan.methodology_text.encode()),
    )


async def _look_at_all(plan: EvaluationPlan, store: EvidenceStore, on_step: OnStep) -> None:
    with_browser = any(look.needs_browser for look in plan.collectors)
    async with open_network(
        allow=_approvals(plan.hosts), nameservers=plan.nameservers or None, with_browser=with_browser
    ) as network:
        run = _Run(plan, store, network, ScanPolicy(on_step=on_step), asyncio.Semaphore(TARGETS_AT_ONCE))
        async with asyncio.TaskGroup() as group:
            for url in plan.urls:
                group.create_task(run.keep(url))
        # Once more: only now is the browser known that was started for the first visit.
        store.write_manifest(_manifest(plan, store, network))


@dataclass(frozen=True, slots=True)
class _Run:
    plan: EvaluationPlan
    store: EvidenceStore
    network: Network
    policy: ScanPolicy
    slots: asyncio.Semaphore

    async def keep(self, url: str) -> None:
        """Look at one address and keep its captures, whatever becomes of the others."""
        async with self.slots:
            try:
                captures = await self.look(url)
            except RetryLater as later:
                captures = refused(
                    Target(url=url),
                    collectors=self.plan.collectors,
                    reason=later.reason,
                    now=self.plan.now,
                    vantage=VANTAGE,
                    detail=str(later),
                )
        self.store.add_captures(captures)

    async def look(self, url: str) -> tuple[Capture, ...]:
        return await take_captures(
            Target(url=url),
            collectors=self.plan.collectors,
            network=self.network,
            evidence=self.store,
            now=self.plan.now,
            vantage=VANTAGE,
            policy=self.policy,
        )


def _approvals(hosts: Iterable[str]) -> tuple[Allow, ...]:
    return tuple(Allow(host=host, approver=APPROVER) for host in hosts)
