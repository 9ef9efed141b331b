"""Looks at one target politely and accounts for every failure; judges what was brought home."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal

import structlog
from pydantic import JsonValue

from sanjeh.core.failures import SAME_FOR_EVERY_LOOK, LookFailed, Reason
from sanjeh.core.probing import (
    Capture,
    Check,
    Evidence,
    EvidenceReader,
    Failure,
    Finding,
    Look,
    Probe,
    Target,
)
from sanjeh.engine.politeness import Manners
from sanjeh.engine.versions import tool_versions

if TYPE_CHECKING:
    # Only a name here: judging must not wait for the network to be imported.
    from sanjeh.net.network import Network

log = structlog.get_logger(__name__)

Step = Literal["waiting", "looking", "done", "failed"]
Tell = Callable[[Target, str, Step], None]
AnyLook = Look[Any, Any]
AnyProbe = Probe[Any]

DEADLINES_S: Mapping[str, float] = MappingProxyType(
    {"names": 30.0, "tls": 45.0, "http": 75.0, "visit": 120.0}
)
USUAL_DEADLINE_S = 60.0

NOT_ASKED = Failure(reason=Reason.NOT_ASKED)

# Asks name servers, never the destination: it needs no turn there.
ASKS_OTHERS = frozenset({"names"})
NEEDS_BROWSER = frozenset({"visit"})


def tell_nobody(_target: Target, _look: str, _step: Step) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class Conduct:
    """How we behave: whose turn it is, how long a look may last, who is told of the progress."""

    manners: Manners = field(default_factory=Manners)
    deadlines_s: Mapping[str, float] = field(default_factory=lambda: DEADLINES_S)
    tell: Tell = tell_nobody


@dataclass(frozen=True, slots=True)
class _Visitor:
    """Takes the captures of one target; `began` is the monotonic twin of `now`."""

    target: Target
    network: "Network"
    evidence: Evidence
    now: datetime
    vantage: str
    conduct: Conduct
    began: float = field(default_factory=time.monotonic)

    async def take(self, look: AnyLook) -> Capture:
        self.conduct.tell(self.target, look.name, "looking")
        started = time.monotonic()
        sight, failure = await self._look(look)
        capture = self._capture(look, started, failure, sight)
        self.conduct.tell(self.target, look.name, "failed" if failure else "done")
        return capture

    def refuse(self, look: AnyLook, failure: Failure) -> Capture:
        self.conduct.tell(self.target, look.name, "failed")
        return self._capture(look, time.monotonic(), failure, None)

    async def _look(self, look: AnyLook) -> tuple[JsonValue, Failure | None]:
        deadline_s = self.conduct.deadlines_s.get(look.name, USUAL_DEADLINE_S)
        limit = asyncio.timeout(deadline_s)
        try:
            async with limit:
                sight = await look.capture(self.target, self.network, self.evidence)
            return sight.model_dump(mode="json"), None
        except LookFailed as failed:
            return None, Failure(reason=failed.reason, detail=failed.detail)
        # A fault of ours in one look must not lose the others: it is logged here and told as ours.
        except Exception as broken:
            if isinstance(broken, TimeoutError) and limit.expired():
                return None, Failure(reason=Reason.STEP_TIMEOUT, detail=f"{look.name}: {deadline_s:g} s")
            log.exception("look.broke", look=look.name, url=self.target.url)
            return None, Failure(reason=Reason.PROBE_BROKEN, detail=f"{type(broken).__name__}: {broken}")

    def _capture(self, look: AnyLook, started: float, failure: Failure | None, sight: JsonValue) -> Capture:
        return Capture(
            look=look.name,
            version=look.version,
            target=self.target,
            taken_at=self.now + timedelta(seconds=started - self.began),
            elapsed_ms=round((time.monotonic() - started) * 1000, 1),
            vantage=self.vantage,
            tools=tool_versions(self.network if look.name == "visit" else None),
            failure=failure,
            sight=sight,
        )


async def look_at(  # noqa: PLR0913 - each is a fact that only the caller knows
    target: Target,
    *,
    looks: Iterable[AnyLook],
    network: "Network",
    evidence: Evidence,
    now: datetime,
    vantage: str,
    conduct: Conduct | None = None,
) -> tuple[Capture, ...]:
    """Take every look at the target, in the given order; a look that fails leaves a capture that says why.

    Share one `conduct` among concurrent calls, so that no destination is looked at twice at a time.
    """
    wanted = tuple(looks)
    visitor = _Visitor(target, network, evidence, now, vantage, conduct or Conduct())
    try:
        destinations = await _destinations(target, network)
    except LookFailed as closed:
        failure = Failure(reason=closed.reason, detail=closed.detail)
        return tuple(visitor.refuse(look, failure) for look in wanted)
    if network.browser is not None and any(look.name in NEEDS_BROWSER for look in wanted):
        network.browser.warm_up()  # while the quicker looks are taken
    taken = await _take_all(visitor, wanted, destinations)
    return tuple(taken[look.name] for look in wanted)


async def _destinations(target: Target, network: "Network") -> tuple[str, ...]:
    address = network.gate.parse(target.url)
    return await network.gate.admit(address.host, address.port)


async def _take_all(
    visitor: _Visitor, looks: tuple[AnyLook, ...], destinations: tuple[str, ...]
) -> dict[str, Capture]:
    async with asyncio.TaskGroup() as group:
        elsewhere = [group.create_task(visitor.take(look)) for look in looks if look.name in ASKS_OTHERS]
        there = group.create_task(_take_in_turn(visitor, looks, destinations))
    captures = [*(task.result() for task in elsewhere), *there.result()]
    return {capture.look: capture for capture in captures}


async def _take_in_turn(
    visitor: _Visitor, looks: tuple[AnyLook, ...], destinations: tuple[str, ...]
) -> list[Capture]:
    mine = [look for look in looks if look.name not in ASKS_OTHERS]
    for look in mine:
        visitor.conduct.tell(visitor.target, look.name, "waiting")
    async with visitor.conduct.manners.turn(destinations):
        return await _one_by_one(visitor, mine)


async def _one_by_one(visitor: _Visitor, looks: list[AnyLook]) -> list[Capture]:
    """Take the looks; after a failure that every look would meet, the later ones do not wait for it again."""
    captures: list[Capture] = []
    met: Failure | None = None
    for look in looks:
        capture = visitor.refuse(look, met) if met else await visitor.take(look)
        captures.append(capture)
        if capture.failure and capture.failure.reason in SAME_FOR_EVERY_LOOK:
            met = capture.failure
    return captures


def judge(
    captures: Iterable[Capture], evidence: EvidenceReader, probes: Iterable[AnyProbe]
) -> tuple[Finding, ...]:
    """Judge the captures of one target: the probes in their order, in each its checks in theirs."""
    by_look = {capture.look: capture for capture in captures}
    return tuple(
        finding for probe in probes for finding in _judge_one(probe, by_look.get(probe.look), evidence)
    )


def _judge_one(probe: AnyProbe, capture: Capture | None, evidence: EvidenceReader) -> Iterator[Finding]:
    failure = NOT_ASKED if capture is None else capture.failure
    if capture is None or failure is not None:
        return _unseen(probe, failure or NOT_ASKED)
    try:
        return iter(_in_order(probe, _findings(probe, capture, evidence)))
    # A fault of ours in one judge must not lose the others: it is logged here and told as ours.
    except Exception as broken:
        log.exception("judge.broke", probe=probe.name, url=capture.target.url)
        return _unseen(
            probe, Failure(reason=Reason.PROBE_BROKEN, detail=f"{type(broken).__name__}: {broken}")
        )


def _findings(probe: AnyProbe, capture: Capture, evidence: EvidenceReader) -> tuple[Finding, ...]:
    sight = probe.sight.model_validate(capture.sight)
    return tuple(probe.judge(sight, capture.target, evidence))


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
        yield _not_seen(
            probe, check, failure, {"detail": failure.detail} if number == 0 and failure.detail else {}
        )


def _not_seen(probe: AnyProbe, check: Check, failure: Failure, observed: dict[str, JsonValue]) -> Finding:
    return Finding(
        id=check.id,
        probe=probe.name,
        outcome=failure.outcome,
        reason=str(failure.reason),
        standard=check.standard,
        observed=observed,
    )
