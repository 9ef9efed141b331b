"""Takes the captures of one target; whatever happens in one look, a capture tells it."""

import asyncio
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
from sanjeh.engine.collectors import AnyCollector, taking
from sanjeh.engine.connectivity import SelfTest
from sanjeh.engine.host_cache import HostCache, HostKey
from sanjeh.engine.rate_limit import InProcessRateLimiter, RateLimiter
from sanjeh.engine.scan_network import ScanNetwork
from sanjeh.engine.versions import tool_versions

log = structlog.get_logger(__name__)

Step = Literal["waiting", "looking", "done", "failed"]
Tell = Callable[[Target, str, Step], None]


def tell_nobody(_target: Target, _look: str, _step: Step) -> None:
    """Show no progress."""


@dataclass(frozen=True, slots=True)
class ScanPolicy:
    """How we behave: whose turn it is, who is told of the progress.

    `suffixes` are domains below which everybody has a domain of their own, beside the public list;
    `comes_back` says that a page which asks us to come later will be looked at again.
    """

    manners: RateLimiter = field(default_factory=InProcessRateLimiter)
    suffixes: tuple[str, ...] = ()
    self_test: SelfTest = field(default_factory=SelfTest)
    host_answers: HostCache = field(default_factory=HostCache)
    comes_back: bool = False
    tell: Tell = tell_nobody


@dataclass(frozen=True, slots=True)
class Scan:
    """Takes the captures of one target; `began` is the monotonic twin of `now`.

    `door` is where the target is entered, once that is known.
    """

    target: Target
    network: ScanNetwork
    evidence: Evidence
    now: datetime
    vantage: str
    conduct: ScanPolicy
    began: float = field(default_factory=time.monotonic)
    door: HostKey | None = None

    async def take(self, look: AnyCollector) -> Capture:
        """Take one look, or what it has brought home from this very host a little earlier."""
        if self.door is None or not look.is_of_host:
            return await self._take(look)
        answers = self.conduct.host_answers
        known = answers.known((look.name, look.version), self.door, self.target, self.now)
        if known:
            self.conduct.tell(self.target, look.name, "done")
            return known
        capture = await self._take(look)
        answers.remember(self.door, capture)
        return capture

    async def _take(self, look: AnyCollector) -> Capture:
        self.conduct.tell(self.target, look.name, "looking")
        async with exclusive_access.exclusive_access(is_alone=look.is_alone):
            started = time.monotonic()
            sight, failure = await self._look(look)
        capture = self._capture(look, started, failure, sight)
        self.conduct.tell(self.target, look.name, "failed" if failure else "done")
        return capture

    def put_off(self, capture: Capture) -> Capture:
        """Return the capture; one of a page that only says "later" has failed: nothing of it was seen."""
        failure = self.later(capture)
        return capture.model_copy(update={"failure": failure, "sight": None}) if failure else capture

    def later(self, capture: Capture) -> Failure | None:
        return put_off(capture, comes_back=self.conduct.comes_back)

    def refuse(self, look: AnyCollector, failure: Failure) -> Capture:
        self.conduct.tell(self.target, look.name, "failed")
        return self._capture(look, time.monotonic(), failure, None)

    async def _look(self, look: AnyCollector) -> tuple[JsonValue, Failure | None]:
        limit = asyncio.timeout(look.deadline_s)
        try:
            async with limit:
                sight = await taking(look)(self.target, self.network, self.evidence)
            return sight.model_dump(mode="json"), None
        except CaptureFailed as failed:
            return None, Failure(reason=failed.reason, detail=failed.detail)
        # A fault of ours in one look must not lose the others: it is logged here and told as ours.
        except Exception as broken:
            if isinstance(broken, TimeoutError) and limit.expired():
                return None, Failure(reason=Reason.STEP_TIMEOUT, detail=f"{look.name}: {look.deadline_s:g} s")
            log.exception("look.broke", look=look.name, url=self.target.url)
            return None, Failure(reason=Reason.PROBE_BROKEN, detail=f"{type(broken).__name__}: {broken}")

    def _capture(
        self, look: AnyCollector, started: float, failure: Failure | None, sight: JsonValue
    ) -> Capture:
        return Capture(
            look=look.name,
            version=look.version,
            target=self.target,
            taken_at=self.now + timedelta(seconds=started - self.began),
            elapsed_ms=round((time.monotonic() - started) * 1000, 1),
            vantage=self.vantage,
            tools=tool_versions(self.network if look.needs_browser else None),
            failure=failure,
            sight=sight,
        )
