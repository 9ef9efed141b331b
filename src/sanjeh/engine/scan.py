"""Takes the captures of one target; whatever happens in one look, a capture tells it."""

import asyncio
import errno
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

import structlog
from pydantic import JsonValue

from sanjeh.core.probing.contracts import Capture, Evidence, Failure, Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.scheduling.backoff import put_off
from sanjeh.engine import exclusive_access
from sanjeh.engine.collectors import AnyCollector, capture_function
from sanjeh.engine.connectivity import SelfTest
from sanjeh.engine.host_cache import HostCache, HostKey
from sanjeh.engine.rate_limit import InProcessRateLimiter, RateLimiter
from sanjeh.engine.scan_network import ScanNetwork
from sanjeh.engine.versions import tool_versions
from sanjeh.net.lateness import Lateness

# Who stood still for so long (stopped, swapped out, put to sleep) has let the time of a step run out.
STOOD_STILL_MS, _TICK_S = 5_000.0, 0.25
_OF_THE_DISK = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS})

log = structlog.get_logger(__name__)

Step = Literal["waiting", "looking", "done", "failed"]
OnStep = Callable[[Target, str, Step], None]


def ignore_step(_target: Target, _look: str, _step: Step) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class ScanPolicy:
    """How we behave: who may visit when, what is asked once, and what hears of each step.

    `suffixes` are domains below which everybody has a domain of their own, beside the public list;
    `comes_back` says that a page which asks us to come later will be looked at again.
    """

    rate_limiter: RateLimiter = field(default_factory=InProcessRateLimiter)
    suffixes: tuple[str, ...] = ()
    self_test: SelfTest = field(default_factory=SelfTest)
    host_cache: HostCache = field(default_factory=HostCache)
    comes_back: bool = False
    on_step: OnStep = ignore_step


def _our_failure(broken: Exception) -> Failure:
    """Return what a fault of ours in a look is called: a disk that takes nothing more is soon mended."""
    is_of_the_disk = isinstance(broken, OSError) and broken.errno in _OF_THE_DISK
    reason = Reason.OUR_OUTAGE if is_of_the_disk else Reason.PROBE_BROKEN
    return Failure(reason=reason, detail=f"{type(broken).__name__}: {broken}")


@dataclass(frozen=True, slots=True)
class Scan:
    """Takes the captures of one target; `began` is the monotonic twin of `now`.

    `host_key` says which host the target is at, once that is known.
    """

    target: Target
    network: ScanNetwork
    evidence: Evidence
    now: datetime
    vantage: str
    policy: ScanPolicy
    began: float = field(default_factory=time.monotonic)
    host_key: HostKey | None = None

    async def take(self, collector: AnyCollector) -> Capture:
        """Take one look, or what it has brought home from this very host a little earlier."""
        if self.host_key is None or not collector.is_of_host:
            return await self._take(collector)
        cache = self.policy.host_cache
        cached = cache.known((collector.name, collector.version), self.host_key, self.target, self.now)
        if cached:
            self.policy.on_step(self.target, collector.name, "done")
            return cached
        capture = await self._take(collector)
        cache.remember(self.host_key, capture)
        return capture

    async def _take(self, collector: AnyCollector) -> Capture:
        self.policy.on_step(self.target, collector.name, "looking")
        async with exclusive_access.exclusive_access(is_alone=collector.is_alone):
            started = time.monotonic()
            with Lateness(tick_s=_TICK_S) as ours:
                artifact, failure = await self._look(collector)
        if ours.late_ms >= STOOD_STILL_MS:
            detail = f"we stood still for {ours.late_ms / 1000:.0f} s"
            artifact, failure = None, Failure(reason=Reason.OUR_OUTAGE, detail=detail)
        capture = self._capture(collector, started, failure, artifact)
        self.policy.on_step(self.target, collector.name, "failed" if failure else "done")
        return capture

    def put_off(self, capture: Capture) -> Capture:
        """Return the capture; one of a page that only says "later" has failed: nothing of it was seen."""
        failure = self.later(capture)
        return capture.model_copy(update={"failure": failure, "artifact": None}) if failure else capture

    def later(self, capture: Capture) -> Failure | None:
        return put_off(capture, comes_back=self.policy.comes_back)

    def refuse(self, collector: AnyCollector, failure: Failure) -> Capture:
        self.policy.on_step(self.target, collector.name, "failed")
        return self._capture(collector, time.monotonic(), failure, None)

    async def _look(self, collector: AnyCollector) -> tuple[JsonValue, Failure | None]:
        limit = asyncio.timeout(collector.deadline_s)
        try:
            async with limit:
                artifact = await capture_function(collector)(self.target, self.network, self.evidence)
            return artifact.model_dump(mode="json"), None
        except CaptureFailed as failed:
            return None, Failure(reason=failed.reason, detail=failed.detail)
        # A fault of ours in one look must not lose the others: it is logged here and told as ours.
        except Exception as broken:
            if isinstance(broken, TimeoutError) and limit.expired():
                return None, Failure(
                    reason=Reason.STEP_TIMEOUT, detail=f"{collector.name}: {collector.deadline_s:g} s"
                )
            log.exception("look.broke", collector=collector.name, url=self.target.url)
            return None, _our_failure(broken)

    def _capture(
        self, collector: AnyCollector, started: float, failure: Failure | None, artifact: JsonValue
    ) -> Capture:
        return Capture(
            collector=collector.name,
            version=collector.version,
            target=self.target,
            taken_at=self.now + timedelta(seconds=started - self.began),
            elapsed_ms=round((time.monotonic() - started) * 1000, 1),
            vantage=self.vantage,
            tools=tool_versions(self.network if collector.needs_browser else None),
            failure=failure,
            artifact=artifact,
        )
