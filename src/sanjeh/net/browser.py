"""A browser whose pages can go nowhere but through the gate; started when the first page is asked for."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from playwright.async_api import Browser as CdpBrowser
from playwright.async_api import BrowserContext, CDPSession, Page, Playwright, async_playwright
from playwright.async_api import Error as PlaywrightError

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.chromium import (
    HOW_TO_INSTALL,
    MOST_BYTES,
    Chromium,
    find_chromium,
    start_chromium,
    stop_chromium,
)
from sanjeh.net.fonts import draws_persian, installed_fonts
from sanjeh.net.gate import Gate
from sanjeh.net.page_budget import PageBudget
from sanjeh.net.processes import end_busiest
from sanjeh.net.proxy import GateProxy
from sanjeh.net.user_agent import browser_agent

_CONTEXTS_PER_CORE = 2
_OPEN_S, _CLOSE_S, _LAST_CLOSE_S = 20.0, 2.5, 5.0


def _pages_at_once() -> int:
    return _CONTEXTS_PER_CORE * (os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one browser bears: pages at once, visits before it is replaced, memory with all its children."""

    pages: int = field(default_factory=_pages_at_once)
    visits: int = 50
    memory_bytes: int = MOST_BYTES


# Width and height in CSS pixels, and how many points of the screen make one.
Screen = tuple[tuple[int, int], float]


class Browser:
    """One Chromium, a fresh context and a proxy of its own for each page."""

    def __init__(
        self, gate: Gate, binary: str | None = None, bounds: Bounds | None = None, contact: str = ""
    ) -> None:
        self._gate = gate
        self._binary = binary
        self._contact = contact
        self._bounds = bounds or Bounds()
        self._slots = asyncio.Semaphore(self._bounds.pages)
        self._lock = asyncio.Lock()
        self._open_pages = 0
        self._is_idle = asyncio.Event()
        self._is_idle.set()
        self._visits = 0
        self._driver: Playwright | None = None
        self._chromium: Chromium | None = None
        self._cdp: CdpBrowser | None = None
        self._proxies: WeakKeyDictionary[Page, GateProxy] = WeakKeyDictionary()
        self._warming: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._warming is not None:  # why it failed is told to whoever asks for a page
            await asyncio.gather(self._warming, return_exceptions=True)
        await self._stop()
        if self._driver is not None:
            await self._driver.stop()
            self._driver = None

    @property
    def version(self) -> str:
        """Return the version of the running browser, empty before the first page."""
        return self._cdp.version if self._cdp else ""

    @property
    def binary_name(self) -> str:
        """Return the name of the program; raise CaptureFailed when no browser is installed."""
        return find_chromium(self._binary).name

    @property
    def fonts(self) -> str:
        """Return which fonts it draws pages with that bring none of their own."""
        return installed_fonts()

    @property
    def draws_persian(self) -> bool | None:
        """Return whether it has Persian letters to draw with; None where that is not known."""
        return draws_persian()

    @property
    def process_group(self) -> int:
        """Return the process group of the running browser, 0 when none runs."""
        return self._chromium.process.pid if self._chromium else 0

    def warm_up(self) -> None:
        """Begin to start the browser, so that it stands ready when the first page is asked for."""
        if self._warming is None:
            self._warming = asyncio.create_task(self._warm_up())

    async def _warm_up(self) -> None:
        async with self._lock:
            if self._cdp is None:
                self._cdp = await self._start()

    def traffic(self, page: Page) -> GateProxy:
        """Return the proxy of a page, whose `passages` and `refusal` tell what the page reached."""
        return self._proxies[page]

    def budget(self, page: Page, session: CDPSession) -> PageBudget:
        """Count what a page loads; its proxy shuts when that is too much."""
        budget = PageBudget(self._proxies[page].shut)
        budget.listen(session)
        return budget

    @asynccontextmanager
    async def page(
        self, *, viewport: tuple[int, int] = (412, 823), scale: float = 1.75, is_mobile: bool = True
    ) -> AsyncIterator[Page]:
        """Open an empty page in a fresh context; raise CaptureFailed if the browser is missing or dies."""
        async with self._slots, AsyncExitStack() as stack:
            cdp, page = await self._empty_page(stack, (viewport, scale), is_mobile=is_mobile)
            try:
                yield page
            except PlaywrightError as error:
                if cdp.is_connected():
                    raise
                raise CaptureFailed(Reason.BROWSER_CRASHED, str(error)[:300]) from error

    async def _empty_page(
        self, stack: AsyncExitStack, screen: Screen, *, is_mobile: bool
    ) -> tuple[CdpBrowser, Page]:
        """Open an empty page; one that dies of what an earlier page did is replaced once."""
        try:
            return await self._opened(stack, screen, is_mobile=is_mobile)
        except CaptureFailed as failed:
            if failed.reason is not Reason.BROWSER_CRASHED:
                raise
        return await self._opened(stack, screen, is_mobile=is_mobile)

    async def _opened(
        self, stack: AsyncExitStack, screen: Screen, *, is_mobile: bool
    ) -> tuple[CdpBrowser, Page]:
        cdp = await self._running()
        stack.callback(self._page_closed)
        proxy = await stack.enter_async_context(GateProxy(self._gate, own_ports=self._own_ports()))
        try:
            agent = browser_agent(cdp.version, self._contact)
            async with self._in_time():
                context = await _fresh_context(cdp, proxy, agent, screen, is_mobile=is_mobile)
                stack.push_async_callback(self._close, context)
                page = await context.new_page()
        except PlaywrightError as error:
            if not await self._has_died(cdp):
                raise
            raise CaptureFailed(Reason.BROWSER_CRASHED, str(error)[:300]) from error
        context.on("page", _close_popup)
        self._proxies[page] = proxy
        return cdp, page

    async def _has_died(self, cdp: CdpBrowser) -> bool:
        """Tell whether the browser is gone; the news of its end may come a moment after its last error."""
        for _ in range(10):
            if not cdp.is_connected():
                return True
            await asyncio.sleep(0.05)
        return False

    @asynccontextmanager
    async def _in_time(self) -> AsyncIterator[None]:
        """Give up a browser that cannot even open an empty page; raise CaptureFailed."""
        limit = asyncio.timeout(_OPEN_S)
        try:
            async with limit:
                yield
        except TimeoutError as error:
            if not limit.expired():
                raise
            await self._stop()
            raise CaptureFailed(Reason.BROWSER_CRASHED, f"no empty page within {_OPEN_S:g} s") from error

    def _own_ports(self) -> frozenset[int]:
        """Return the port through which we drive the browser: whoever reaches it commands every page."""
        return frozenset({urlsplit(self._chromium.endpoint).port or 0}) if self._chromium else frozenset()

    def _page_closed(self) -> None:
        self._open_pages -= 1
        if self._open_pages == 0:
            self._is_idle.set()

    async def _running(self) -> CdpBrowser:
        """Return the browser, started anew if it is not there, has died, or has made enough visits."""
        async with self._lock:
            is_worn = self._visits >= self._bounds.visits
            if is_worn:  # no new page gets past the lock, so the open ones come to their end
                await self._is_idle.wait()
            if self._cdp is None or not self._cdp.is_connected() or is_worn:
                await self._stop()
                self._cdp = await self._start()
            self._visits += 1
            self._open_pages += 1
            self._is_idle.clear()
            return self._cdp

    async def _start(self) -> CdpBrowser:
        binary = find_chromium(self._binary)
        if self._driver is None:
            self._driver = await _started_driver()
        self._visits = 0
        self._chromium = await start_chromium(binary, self._bounds.memory_bytes)
        try:
            return await self._driver.chromium.connect_over_cdp(self._chromium.endpoint)
        except PlaywrightError as error:
            await self._stop()
            raise CaptureFailed(Reason.BROWSER_CRASHED, str(error)[:300]) from error

    async def _stop(self) -> None:
        cdp, chromium = self._cdp, self._chromium
        self._cdp = self._chromium = None
        if cdp is not None and cdp.is_connected():
            await wait_at_most(_CLOSE_S, cdp.close())
        if chromium is not None:
            await stop_chromium(chromium)

    async def _close(self, context: BrowserContext) -> None:
        """Close a context; a page that holds this up loses its process, or else costs the browser."""
        closing = asyncio.ensure_future(context.close())
        if not await _is_done(closing, _CLOSE_S):
            await end_busiest(self.process_group)
            if not await _is_done(closing, _LAST_CLOSE_S):
                await self._stop()
        await wait_at_most(_CLOSE_S, closing)


async def wait_at_most(seconds: float, ending: Awaitable[object]) -> None:
    """Wait for a browser to end something; a stopped or dead one may never say that it has."""
    with suppress(PlaywrightError, TimeoutError):
        await asyncio.wait_for(ending, seconds)


async def _is_done(work: asyncio.Future[None], within_s: float) -> bool:
    done, _ = await asyncio.wait({work}, timeout=within_s)
    return bool(done)


async def _started_driver() -> Playwright:
    try:
        return await async_playwright().start()
    except Exception as broken:  # the driver has no name for a library of its own that is not there
        raise CaptureFailed(Reason.BROWSER_MISSING, HOW_TO_INSTALL) from broken


async def _fresh_context(
    cdp: CdpBrowser, proxy: GateProxy, agent: str, screen: Screen, *, is_mobile: bool
) -> BrowserContext:
    viewport, scale = screen
    return await cdp.new_context(
        proxy={"server": proxy.address, "bypass": "<-loopback>"},
        viewport={"width": viewport[0], "height": viewport[1]},
        device_scale_factor=scale,
        is_mobile=is_mobile,
        has_touch=is_mobile,
        locale="fa-IR",
        timezone_id="Asia/Tehran",
        user_agent=agent,
        ignore_https_errors=True,
        accept_downloads=False,
        service_workers="block",
    )


async def _close_popup(page: Page) -> None:
    await page.close()
