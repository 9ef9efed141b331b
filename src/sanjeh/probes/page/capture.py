"""One page load in one browser, from which everything is taken that a browser can tell."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from playwright.async_api import CDPSession, Page, Response
from playwright.async_api import Error as BrowserError
from playwright.async_api import TimeoutError as BrowserTimeout

from sanjeh.core.integrity.canonical_json import sorted_json
from sanjeh.core.probing.artifacts.page import Barrier, Cookie, PageArtifact, Reflow, Vitals, Writing
from sanjeh.core.probing.contracts import Evidence, Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.text.html import host_of, with_fragment_of
from sanjeh.net.browser import wait_at_most
from sanjeh.net.network import Network
from sanjeh.probes.page.axe import Axe, call, script
from sanjeh.probes.page.barriers import Barriers
from sanjeh.probes.page.contrast_doubts import ContrastDoubts
from sanjeh.probes.page.cookies import as_kept, domain_and_name, without_value
from sanjeh.probes.page.devtools_issues import DevtoolsIssues
from sanjeh.probes.page.frames import own_frames
from sanjeh.probes.page.intrusive_steps import IntrusiveSteps
from sanjeh.probes.page.isolated_world import IsolatedWorlds
from sanjeh.probes.page.landing import Landing
from sanjeh.probes.page.reflow import reflowed
from sanjeh.probes.page.right_edge import right_edge
from sanjeh.probes.page.secrets_mask import masked, masked_texts
from sanjeh.probes.page.steps import Steps, first_line, reason_of
from sanjeh.probes.page.surroundings import with_surroundings
from sanjeh.probes.page.traffic_listener import TrafficListener

ARRIVE_S, LOAD_S, QUIET_S, AXE_S, STEP_S = 20.0, 20.0, 5.0, 45.0, 10.0
# As often as redirects are followed. Counted, not timed: a slow machine of ours calls no other page restless.
MOST_REPLACEMENTS = 10
# All together below the engine's deadline of a visit, which would lose all that was seen.
TOTAL_S, _ALIVE_S = 75.0, 3.0
_MOST_DOM = 5_000_000


@dataclass
class _Visit:
    """One page while it is looked at."""

    page: Page
    session: CDPSession
    network: Network
    evidence: Evidence
    worlds: IsolatedWorlds = field(init=False)
    secrets: tuple[str, ...] = ()
    listener: TrafficListener = field(default_factory=TrafficListener)
    devtools: DevtoolsIssues = field(default_factory=DevtoolsIssues)
    steps: Steps = field(init=False)
    landing: Landing = field(init=False)
    settling: asyncio.Timeout | None = None

    def __post_init__(self) -> None:
        self.worlds = IsolatedWorlds(self.page, self.session)
        self.landing = Landing(self.page)
        self.steps = Steps(self.is_alive, TOTAL_S, lambda: len(self.landing.came))
        self.session.on("Page.frameNavigated", self._document_came)
        # What cannot be unpacked would never be called loaded.
        self.session.on("Network.loadingFailed", lambda lost: self._wait_no_longer(self.landing.broke(lost)))
        self.page.on("crash", lambda _page: self.steps.died(Reason.PAGE_CRASHED))

    def _document_came(self, event: dict[str, Any]) -> None:
        """Count the documents that stood in the page; too many before it rests end the waiting for it."""
        if "parentId" not in event["frame"]:
            self.landing.document_came(event["frame"]["url"])
        self._wait_no_longer(len(self.landing.came) - 1 > MOST_REPLACEMENTS)

    def _wait_no_longer(self, is_vain: bool) -> None:  # noqa: FBT001
        if is_vain and self.settling and not self.settling.expired():
            self.settling.reschedule(asyncio.get_running_loop().time())

    async def is_alive(self) -> bool:
        """Tell whether the page still answers."""
        try:
            async with asyncio.timeout(_ALIVE_S):
                await self.session.send("Runtime.evaluate", {"expression": "1"})
        except TimeoutError:
            return False
        except BrowserError as error:
            return reason_of(error) is Reason.PAGE_RESTLESS  # another document came while we asked
        return True

    async def ask(self, name: str) -> Any:
        """Return what one of our scripts answers in our own world, out of the page's reach."""
        return await self.worlds.ask(call(name))

    async def dom(self) -> str:
        await self._standing_cookies()
        content = (await self.ask("markup")).encode("utf-8", "replace")
        return self.evidence.keep(masked(content[:_MOST_DOM], self.secrets))

    async def screenshot(self) -> str:
        if await self.worlds.ask("visualViewport.pageLeft < 0"):
            return self.evidence.keep(await right_edge(self.session, self.worlds))
        return self.evidence.keep(await self.page.screenshot(type="jpeg", quality=50, scale="css"))

    async def vitals(self) -> Vitals:
        return Vitals.model_validate(await self.ask("vitals_read"))

    async def writing(self) -> Writing:
        return Writing.model_validate(await self.ask("writing"))

    async def axe(self) -> dict[str, Any]:
        """Run axe with our contrast rule in every frame."""
        try:
            return await Axe(self.worlds).results()
        except asyncio.CancelledError:
            # It would go on without us, and no later step could reach the page.
            await wait_at_most(_ALIVE_S, self.session.send("Runtime.terminateExecution"))
            raise

    async def kept_axe(self, found: dict[str, Any] | None) -> str | None:
        """Keep axe's answer; where its arithmetic may be wrong, pictures are asked, which scroll the page."""
        if found is None:
            return None
        doubts = ContrastDoubts(self.worlds, self.session)
        resolved = await self.steps.take("contrast", STEP_S, lambda: doubts.resolved(found))
        results = masked_texts(resolved or found, self.secrets)
        return self.evidence.keep(sorted_json(results).encode())

    async def barriers(self) -> tuple[Barrier, ...]:
        return await Barriers(await self.worlds.main(), self.session).told()

    async def reflow(self) -> Reflow:
        return await reflowed(self.session, self.worlds)

    async def cookies(self, own: frozenset[str], now: datetime) -> tuple[Cookie, ...]:
        found = await self._standing_cookies()
        return tuple(as_kept(each, own, now) for each in sorted(found, key=domain_and_name))

    async def _standing_cookies(self) -> list[dict[str, Any]]:
        """Return the browser's cookies; their values are then taken out of all that is kept."""
        found: list[dict[str, Any]] = [dict(each) for each in await self.page.context.cookies()]
        self.secrets = tuple(str(each["value"]) for each in found)
        return found


async def capture(target: Target, network: Network, evidence: Evidence) -> PageArtifact:
    """Visit the address once; raise CaptureFailed when no page came, keep what came otherwise."""
    # Others may use the browser while plain requests wait for their turns.
    return await with_surroundings(await visit_page(target, network, evidence), network, evidence)


async def visit_page(target: Target, network: Network, evidence: Evidence) -> PageArtifact:
    """Load the page once and take everything from it; the page is closed again."""
    address = network.gate.parse(target.url)
    await network.gate.admit(address.host, address.port)
    if network.browser is None:
        raise CaptureFailed(Reason.BROWSER_MISSING)
    async with network.browser.page() as page:
        session = await page.context.new_cdp_session(page)
        visit = _Visit(page, session, network, evidence)
        budget = network.browser.budget(page, session)
        await visit.listener.attach(page, session)
        await visit.devtools.attach(session)
        await visit.worlds.listen(script("scripts/vitals.js"))
        response = await _arrive(visit, with_fragment_of(target.url, address.url))
        is_settled = await _settle(visit)
        while await visit.landing.leads_on(response, visit.worlds):
            is_settled = await _settle(visit)
        if budget.failure:
            raise budget.failure
        await visit.landing.shows_something(visit.worlds)
        return await _look(visit, target, visit.landing.answer(response), is_settled=is_settled)


async def _arrive(visit: _Visit, url: str) -> Response:
    """Go to the address and return its answer; raise CaptureFailed saying why there was none."""
    try:
        response = await visit.page.goto(url, wait_until="commit", timeout=ARRIVE_S * 1000)
    except BrowserTimeout as error:
        raise CaptureFailed(Reason.FIRST_BYTE_TIMEOUT, f"{ARRIVE_S:g} s") from error
    except BrowserError as error:
        raise await _why(visit, url, error) from error
    if refusal := _refusal(visit, visit.page.url):
        raise refusal
    if response is None:
        raise CaptureFailed(Reason.BAD_RESPONSE, "the browser was given no answer")
    kind = response.headers.get("content-type", "text/html").lower()
    if response.ok and "html" not in kind:
        raise CaptureFailed(Reason.NOT_HTML, kind)
    return response


async def _why(visit: _Visit, url: str, error: BrowserError) -> CaptureFailed:
    """Return the reason behind a browser's error; the proxy hides it, so a plain request asks again."""
    reason = reason_of(error)
    if refusal := _refusal(visit, url):
        return refusal
    if reason is not Reason.PROBE_BROKEN:
        return CaptureFailed(reason, first_line(error))
    try:
        await visit.network.http.get(url, max_bytes=100_000)
    except CaptureFailed as failed:
        return failed
    return CaptureFailed(Reason.BAD_RESPONSE, first_line(error))


def _refusal(visit: _Visit, url: str) -> CaptureFailed | None:
    """Return why the proxy would not or could not reach this host."""
    browser = visit.network.browser
    return browser.traffic(visit.page).refusal(host_of(url)) if browser else None


async def _settle(visit: _Visit) -> bool:
    """Wait until the page rests; raise CaptureFailed when one document after another comes instead."""
    try:
        async with asyncio.timeout(0 if visit.landing.broken else None) as visit.settling:
            return await _rests(visit)
    except TimeoutError as error:
        if visit.landing.broken:
            return False
        detail = f"replaced itself more than {MOST_REPLACEMENTS} times"
        raise CaptureFailed(Reason.PAGE_RESTLESS, detail) from error
    finally:
        visit.settling = None


async def _rests(visit: _Visit) -> bool:
    """Wait for load, then for quiet, then for fonts; tell whether all came in time."""
    waits: tuple[Callable[[], Awaitable[Any]], ...] = (
        lambda: visit.page.wait_for_load_state("load", timeout=LOAD_S * 1000),
        lambda: visit.page.wait_for_load_state("networkidle", timeout=QUIET_S * 1000),
        lambda: asyncio.wait_for(visit.worlds.ask("document.fonts.ready.then(() => 1)"), STEP_S),
    )
    is_settled = True
    for wait in waits:
        try:
            await wait()
        except (BrowserTimeout, TimeoutError):
            is_settled = False
        except BrowserError as error:
            raise CaptureFailed(reason_of(error), first_line(error)) from error
        if not is_settled and not await visit.is_alive():
            raise _hung(visit)
    return is_settled


def _hung(visit: _Visit) -> CaptureFailed:
    if (browser := visit.network.browser) and browser.traffic(visit.page).is_full:
        return CaptureFailed(Reason.BODY_TOO_LARGE, "the page has not ended after all the bytes of a visit")
    return CaptureFailed(Reason.PAGE_HUNG, "the page's own script never gives the browser back")


async def _look(visit: _Visit, target: Target, response: Response, *, is_settled: bool) -> PageArtifact:
    take, now = visit.steps.take, datetime.now(UTC)
    headers = tuple((h["name"], h["value"]) for h in await response.headers_array())
    own = frozenset(v.split("=", 1)[0].strip() for n, v in headers if n.lower() == "set-cookie")
    dom = await take("dom", STEP_S, visit.dom)
    screenshot = await take("screenshot", STEP_S, visit.screenshot)
    taken: dict[str, Any] = {
        "screenshot": screenshot,
        "frames": await take("frames", STEP_S, lambda: own_frames(visit.page, visit.evidence, visit.secrets)),
        "vitals": await take("vitals", STEP_S, visit.vitals),
        "cookies": await take("cookies", STEP_S, lambda: visit.cookies(own, now)),
        "writing": await take("writing", STEP_S, visit.writing),
    }
    axe = await take("axe", AXE_S, visit.axe)
    taken |= {
        "barriers": await take("barriers", STEP_S, visit.barriers),
        "issues": await take("issues", STEP_S, visit.devtools.issues),
        "connection": await take("connection", STEP_S, visit.devtools.connection),
    }
    # What the page loads and says by itself; the steps from here on make it load and say more.
    requests, console = visit.listener.requests, tuple(visit.listener.complaints)
    taken["axe"] = await visit.kept_axe(axe)
    taken |= await _look_closer(visit, screenshot)
    return PageArtifact(
        url=target.url, final_url=visit.page.url, way=visit.landing.way(), status=response.status,
        taken_at=now, headers=tuple(without_value(*header) for header in headers), is_settled=is_settled,
        dom=dom, **taken, requests=requests, console=console, failures=visit.steps.failures,
    )  # fmt: skip


async def _look_closer(visit: _Visit, screenshot: str | None) -> dict[str, Any]:
    """Take the steps that change how the page stands; the keyboard, which changes most, is the last."""
    take, closer = visit.steps.take, IntrusiveSteps(visit.worlds, visit.evidence)
    taken: dict[str, Any] = {}
    if screenshot:
        taken["picture_hash"] = await take("picture_hash", STEP_S, lambda: closer.picture_hash(screenshot))
    return taken | {
        "libraries": await take("libraries", STEP_S, closer.libraries),
        "fonts": await take("fonts", STEP_S, closer.fonts),
        "stretched": await take("stretched", STEP_S, closer.stretched),
        "reflow": await take("reflow", STEP_S, visit.reflow),
        "keyboard": await take("keyboard", STEP_S, closer.keyboard),
    }
