"""Loads one page several times under stated conditions, each as if for the first time, and keeps all runs."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from playwright.async_api import CDPSession, Page, Response
from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as BrowserTimeout

from sanjeh.core.probing.artifacts.speed import Calm, Conditions, SpeedArtifact, SpeedRun
from sanjeh.core.probing.block_pages import block_reason
from sanjeh.core.probing.contracts import Collector, Evidence, Failure, Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.scheduling.run_validity import counted
from sanjeh.core.text.html import host_of, prose, with_fragment_of
from sanjeh.net.browser import Browser
from sanjeh.net.network import Network
from sanjeh.probes.speed.collector import COLLECTOR
from sanjeh.probes.speed.processors import account, foreign_share
from sanjeh.probes.speed.ruleset import USUAL_RULESET, ruleset

USUAL_RUNS = 3
# So many times as many runs as wanted, at most: on a machine that is never calm this ends too.
_MOST_TRIES = 2
_LOAD_S, _QUIET_S = 40.0, 10.0
_BYTES_PER_KILOBIT = 125
_UNLIMITED = -1 / _BYTES_PER_KILOBIT  # the browser's word is -1 byte a second


@cache
def _script(name: str) -> str:
    return files("sanjeh.probes.speed").joinpath("scripts", name).read_text(encoding="utf-8")


@dataclass  # the driver hangs its own mark on whoever listens, so no slots
class _Meter:
    """Counts what the page asks for and how many bytes came; hears when the page's own answer began."""

    requests: int = 0
    received_bytes: int = 0
    ttfb_ms: float | None = None
    _began_s: float | None = None

    def attach(self, session: CDPSession) -> None:
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)

    def _sent(self, event: dict[str, Any]) -> None:
        self.requests += event["request"]["url"].startswith("http")
        self._began_s = self._began_s or event["timestamp"]

    def _received(self, event: dict[str, Any]) -> None:
        """Take the time of the first document: the page's own clock has it without the added delay."""
        timing = event["response"].get("timing")
        if self.ttfb_ms is None and timing and self._began_s and event.get("type") == "Document":
            began_ms = (timing["requestTime"] - self._began_s) * 1000
            self.ttfb_ms = round(began_ms + timing["receiveHeadersEnd"], 1)

    def _finished(self, event: dict[str, Any]) -> None:
        self.received_bytes += int(event.get("encodedDataLength", 0))


@dataclass(frozen=True, slots=True)
class _PageLoader:
    """The address that is measured, how, and with what."""

    url: str
    conditions: Conditions
    network: Network
    browser: Browser
    arrived: dict[str, Any] = field(default_factory=dict)

    async def run(self) -> SpeedRun:
        """Load the page once in a fresh context; raise CaptureFailed when it did not come."""
        shape = self.conditions
        async with self.browser.page(
            viewport=(shape.width, shape.height), scale=shape.scale, is_mobile=shape.is_mobile
        ) as page:
            index_before = await page.evaluate(_script("machine_index.js"))
            before = account()
            seen = await self._load(page)
            share = foreign_share(before, account())
            await page.goto("about:blank")
            index_after = await page.evaluate(_script("machine_index.js"))
        calm = Calm(index_before=index_before, index_after=index_after, foreign_share=share)
        return SpeedRun(calm=calm, **seen)

    async def _load(self, page: Page) -> dict[str, Any]:
        session, meter = await page.context.new_cdp_session(page), _Meter()
        meter.attach(session)
        await session.send("Network.enable")
        await page.add_init_script(_script("timing.js"))
        await _throttle(session, self.conditions)
        try:
            response = await self._arrive(page)
            is_settled = await _settle(page)
            await self._note(page, response)
            times: dict[str, Any] = await page.evaluate(_script("timing_read.js"))
        except BrowserError as error:
            raise CaptureFailed(Reason.PAGE_CRASHED, _first_line(error)) from error
        finally:
            await _lift(session)
        counts = {"requests": meter.requests, "received_bytes": meter.received_bytes}
        return {**times, **counts, "ttfb_ms": meter.ttfb_ms, "is_settled": is_settled}

    async def _arrive(self, page: Page) -> Response:
        """Go to the address; raise CaptureFailed saying why there was no page."""
        try:
            response = await page.goto(self.url, wait_until="commit", timeout=_LOAD_S * 1000)
        except BrowserTimeout as error:
            raise CaptureFailed(Reason.FIRST_BYTE_TIMEOUT, f"{_LOAD_S:g} s") from error
        except BrowserError as error:
            if refusal := self.browser.traffic(page).refusal(host_of(self.url)):
                raise refusal from error
            # The proxy hides why: a plain request is told, and raises it by its name.
            await self.network.http.get(self.url, max_bytes=100_000)
            raise CaptureFailed(Reason.BAD_RESPONSE, _first_line(error)) from error
        if response is None:
            raise CaptureFailed(Reason.BAD_RESPONSE, "the browser was given no answer")
        return response

    async def _note(self, page: Page, response: Response) -> None:
        """Remember what came; raise CaptureFailed when another page stood before the wanted one."""
        headers = [(each["name"], each["value"]) for each in await response.headers_array()]
        markup = await page.content()
        if blocked := block_reason(response.status, headers, markup, prose(markup)):
            raise CaptureFailed(blocked)
        if response.status >= 400:
            raise CaptureFailed(Reason.HTTP_ERROR, str(response.status))
        self.arrived.update(final_url=page.url, status=response.status)


async def measure(target: Target, network: Network, conditions: Conditions, runs: int) -> SpeedArtifact:
    """Load the page until so many runs were calm; raise CaptureFailed when the first one brought no page."""
    address = network.gate.parse(target.url)
    await network.gate.admit(address.host, address.port)
    if network.browser is None:
        raise CaptureFailed(Reason.BROWSER_MISSING)
    url = with_fragment_of(target.url, address.url)
    loader, taken_at = _PageLoader(url, conditions, network, network.browser), datetime.now(UTC)
    taken = [await loader.run()]
    while len(counted(taken)) < runs and len(taken) < _MOST_TRIES * runs:
        taken.append(await _run_or_failure(loader))
    return SpeedArtifact(
        url=target.url,
        taken_at=taken_at,
        conditions=conditions,
        wanted=runs,
        runs=tuple(taken),
        **loader.arrived,
    )


async def _run_or_failure(loader: _PageLoader) -> SpeedRun:
    try:
        return await loader.run()
    except CaptureFailed as failed:
        return SpeedRun(failure=Failure(reason=failed.reason, detail=failed.detail))


async def _throttle(session: CDPSession, conditions: Conditions) -> None:
    await _shape(session, conditions.latency_ms, conditions.down_kbps, conditions.up_kbps)
    await session.send("Emulation.setCPUThrottlingRate", {"rate": conditions.processor_slowdown})


async def _lift(session: CDPSession) -> None:
    """Take the conditions away, so that nothing that comes after is slowed; a dead page has none left."""
    try:
        await session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        await _shape(session, 0, _UNLIMITED, _UNLIMITED)
    except BrowserError:
        return


async def _shape(session: CDPSession, latency_ms: float, down_kbps: float, up_kbps: float) -> None:
    rates = {
        "downloadThroughput": down_kbps * _BYTES_PER_KILOBIT,
        "uploadThroughput": up_kbps * _BYTES_PER_KILOBIT,
    }
    await session.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency_ms, **rates})


async def _settle(page: Page) -> bool:
    """Wait for load and then for quiet; tell whether both came in time."""
    try:
        await page.wait_for_load_state("load", timeout=_LOAD_S * 1000)
        await page.wait_for_load_state("networkidle", timeout=_QUIET_S * 1000)
    except BrowserTimeout:
        return False
    return True


def _first_line(error: BrowserError) -> str:
    return error.message.splitlines()[0][:200] if error.message else ""


async def capture(target: Target, network: Network, evidence: Evidence) -> SpeedArtifact:
    """Take the usual runs under the usual conditions."""
    del evidence  # figures are small: the artifact itself holds them
    return await measure(target, network, ruleset(USUAL_RULESET).conditions, USUAL_RUNS)


def collector_of(ruleset_name: str, runs: int) -> Collector[SpeedArtifact, Network]:
    """Return the look that takes so many calm runs under the conditions of this ruleset."""

    async def measured(target: Target, network: Network, evidence: Evidence) -> SpeedArtifact:
        del evidence  # figures are small: the artifact itself holds them
        return await measure(target, network, ruleset(ruleset_name).conditions, runs)

    return replace(COLLECTOR, capture=measured)
