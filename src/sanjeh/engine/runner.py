"""Looks at one target politely and accounts for every failure; judges what was brought home."""

import asyncio
from collections.abc import Collection, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog

from sanjeh.core.integrity.canonical_json import in_one_order
from sanjeh.core.probing.contracts import Capture, Evidence, EvidenceReader, Failure, Finding, Probe, Target
from sanjeh.core.probing.domains import registrable
from sanjeh.core.probing.failures import SAME_FOR_EVERY_LOOK, CaptureFailed, Reason
from sanjeh.core.probing.verdicts import detail, signed, unseen
from sanjeh.core.scheduling.backoff import DOMAIN, HOST, arrived_at, outcome_of
from sanjeh.engine.collectors import AnyCollector
from sanjeh.engine.connectivity import SUSPECT
from sanjeh.engine.host_cache import HostKey
from sanjeh.engine.scan import Scan, ScanPolicy
from sanjeh.engine.scan_network import ScanNetwork
from sanjeh.engine.turns import VisitTurns
from sanjeh.net.turns import taking_turns

log = structlog.get_logger(__name__)

AnyProbe = Probe[Any]

NOT_ASKED = Failure(reason=Reason.NOT_ASKED)


async def take_captures(  # noqa: PLR0913 - each is a fact that only the caller knows
    target: Target,
    *,
    collectors: Iterable[AnyCollector],
    network: ScanNetwork,
    evidence: Evidence,
    now: datetime,
    vantage: str,
    policy: ScanPolicy | None = None,
) -> tuple[Capture, ...]:
    """Take every look at the target, in the given order; a look that fails leaves a capture that says why.

    Share one `policy` among concurrent calls, so that no destination is looked at twice at a time.
    Raise RetryLater when the destination must be left alone for longer than we wait.
    """
    wanted = tuple(collectors)
    scan = Scan(target, network, evidence, now, vantage, policy or ScanPolicy())
    try:
        keys = await rate_limit_keys(target, network, scan.policy.suffixes)
    except CaptureFailed as closed:
        failure = Failure(reason=closed.reason, detail=closed.detail)
        return await _ours_or_theirs(scan, [scan.refuse(collector, failure) for collector in wanted])
    if network.browser is not None and any(collector.needs_browser for collector in wanted):
        network.browser.warm_up()  # while the quicker looks are taken
    for collector in wanted:
        scan.policy.on_step(target, collector.name, "waiting")
    scan = replace(scan, host_key=HostKey.of(target, keys))
    async with scan.policy.rate_limiter.lease(keys) as lease:
        turns = visit_turns(scan.policy, network, keys)
        with taking_turns(turns):
            taken = await _ours_or_theirs(scan, await _take_all(scan, wanted, turns))
        lease.outcome = outcome_of(taken, datetime.now(UTC))
    return tuple(scan.put_off(capture) for capture in taken)


def refused(  # noqa: PLR0913 - as above
    target: Target,
    *,
    collectors: Iterable[AnyCollector],
    reason: Reason,
    now: datetime,
    vantage: str,
    detail: str = "",
) -> tuple[Capture, ...]:
    """Return captures which say that nobody looked, and why."""
    failure = Failure(reason=reason, detail=detail)
    return tuple(
        Capture(
            collector=collector.name,
            version=collector.version,
            target=target,
            taken_at=now,
            elapsed_ms=0.0,
            vantage=vantage,
            tools={},
            failure=failure,
            artifact=None,
        )
        for collector in collectors
    )


async def rate_limit_keys(
    target: Target, network: ScanNetwork, suffixes: Collection[str] = ()
) -> tuple[str, ...]:
    """Return what a visit of the target must hold alone: its host, the addresses of it, its domain."""
    address = network.gate.parse(target.url)
    return await destination_keys(address.host, address.port, network, suffixes)


async def destination_keys(
    host: str, port: int, network: ScanNetwork, suffixes: Collection[str]
) -> tuple[str, ...]:
    domain = registrable(host, suffixes)
    addresses = await network.gate.admit(host, port)
    named = (f"{HOST}{host}", f"{DOMAIN}{domain}") if domain else (f"{HOST}{host}",)
    return (*addresses, *named)


def visit_turns(policy: ScanPolicy, network: ScanNetwork, held: Iterable[str]) -> VisitTurns:
    """Return the turns of a visit that holds these keys."""

    async def keys_of(host: str, port: int) -> tuple[str, ...]:
        return await destination_keys(host, port, network, policy.suffixes)

    return VisitTurns(policy.rate_limiter, keys_of, held)


async def _ours_or_theirs(scan: Scan, captures: list[Capture]) -> tuple[Capture, ...]:
    """Return the captures; where nobody answered because we are cut off ourselves, they say so."""
    suspects = [one for one in captures if one.failure and one.failure.reason in SUSPECT]
    if not suspects or await scan.policy.self_test.is_healthy():
        return tuple(captures)
    return tuple(_our_outage(one) if one in suspects else one for one in captures)


def _our_outage(capture: Capture) -> Capture:
    assert capture.failure is not None  # noqa: S101 - only failures are suspected
    detail = f"{capture.failure.reason}: {capture.failure.detail}".removesuffix(": ")
    return capture.model_copy(update={"failure": Failure(reason=Reason.OUR_OUTAGE, detail=detail)})


async def _take_all(scan: Scan, collectors: tuple[AnyCollector, ...], turns: VisitTurns) -> list[Capture]:
    mine = [collector for collector in collectors if not collector.asks_others]
    async with asyncio.TaskGroup() as group:
        elsewhere = [
            group.create_task(scan.take(collector)) for collector in collectors if collector.asks_others
        ]
        there = group.create_task(_one_by_one(scan, mine, turns))
    captures = [*(task.result() for task in elsewhere), *there.result()]
    taken = {capture.collector: capture for capture in captures}
    return [taken[collector.name] for collector in collectors]


async def _one_by_one(scan: Scan, collectors: list[AnyCollector], turns: VisitTurns) -> list[Capture]:
    """Take the looks; after a failure that every look would meet, the later ones do not wait for it again.

    Where a look arrived elsewhere, the later ones will be there: they hold that destination too.
    """
    captures: list[Capture] = []
    met: Failure | None = None
    async with AsyncExitStack() as stays:
        for collector in collectors:
            capture = scan.refuse(collector, met) if met else await scan.take(collector)
            captures.append(capture)
            failure = capture.failure or scan.later(capture)
            if failure and failure.reason in SAME_FOR_EVERY_LOOK:
                met = failure
            if url := arrived_at(capture):
                place = scan.network.gate.parse(url)
                await turns.stay_at(stays, place.host, place.port)
    return captures


def judge(
    captures: Iterable[Capture], evidence: EvidenceReader, probes: Iterable[AnyProbe]
) -> tuple[Finding, ...]:
    """Judge the captures of one target: the probes in their order, in each its checks in theirs."""
    by_look = {capture.collector: capture for capture in captures}
    asked = [probe for probe in probes if probe.collector in by_look or not probe.is_sampled]
    return tuple(
        finding for probe in asked for finding in _judge_one(probe, by_look.get(probe.collector), evidence)
    )


def _judge_one(probe: AnyProbe, capture: Capture | None, evidence: EvidenceReader) -> Iterator[Finding]:
    failure = NOT_ASKED if capture is None else capture.failure
    if capture is None or failure is not None:
        return _unseen(probe, failure or NOT_ASKED)
    try:
        return iter(_told(capture, _in_order(probe, _findings(probe, capture, evidence))))
    # A fault of ours in one judge must not lose the others: it is logged here and told as ours.
    except Exception as broken:
        log.exception("judge.broke", probe=probe.name, url=capture.target.url)
        return _unseen(
            probe, Failure(reason=Reason.PROBE_BROKEN, detail=f"{type(broken).__name__}: {broken}")
        )


def _findings(probe: AnyProbe, capture: Capture, evidence: EvidenceReader) -> tuple[Finding, ...]:
    # A database gives the keys of an object in an order of its own: what is listed must not follow it.
    artifact = probe.artifact.model_validate(in_one_order(capture.artifact))
    return tuple(probe.judge(artifact, capture.target, evidence))


def _told(capture: Capture, findings: list[Finding]) -> list[Finding]:
    """Return the findings; a rule that broke lost its own check alone, and operators must hear of it."""
    for finding in findings:
        if finding.reason == Reason.PROBE_BROKEN:
            log.error("rule.broke", check=finding.id, url=capture.target.url, **finding.observed)
    return findings


def _in_order(probe: AnyProbe, findings: tuple[Finding, ...]) -> list[Finding]:
    wanted = [check.id for check in probe.checks]
    given = sorted(finding.id for finding in findings)
    if given != sorted(wanted):
        message = f"the judge of {probe.name} answered {given}, not {sorted(wanted)}"
        raise AssertionError(message)
    return sorted(findings, key=lambda finding: wanted.index(finding.id))


def _unseen(probe: AnyProbe, failure: Failure) -> Iterator[Finding]:
    """Yield one finding per check; the first tells the detail, so that it is read once."""
    for number, check in enumerate(probe.checks):
        told = {} if number else detail(failure)
        yield signed(probe.name, check, unseen(failure, **told))
