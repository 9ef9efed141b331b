"""Small pages of a few words, drawn for one question; each look at them is the look of a visit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from playwright.async_api import CDPSession, Page

from sanjeh.core.probing.artifacts.intrusive_steps import Keyboard
from sanjeh.core.probing.artifacts.page import Reflow
from sanjeh.probes.page.axe import Axe
from sanjeh.probes.page.barriers import Barriers
from sanjeh.probes.page.contrast_doubts import ContrastDoubts
from sanjeh.probes.page.intrusive_steps import IntrusiveSteps
from sanjeh.probes.page.isolated_world import IsolatedWorlds
from sanjeh.probes.page.reflow import NARROW_PX, reflowed, show_width
from sanjeh.probes.page.right_edge import PHONE
from tests.evidence import MemoryStore

HEAD = (
    '<!doctype html><html lang="fa" dir="rtl"><title>x</title>'
    '<meta name="viewport" content="width=device-width">'
)


@dataclass(frozen=True, slots=True)
class SmallPage:
    """One page that stands open."""

    page: Page
    session: CDPSession
    worlds: IsolatedWorlds

    async def barriers(self) -> dict[str, int]:
        """Return how often each kind of barrier was met."""
        told = await Barriers(await self.worlds.main(), self.session).told()
        return {each.kind: each.count for each in told}

    async def reflow(self) -> Reflow:
        return await reflowed(self.session, self.worlds)

    async def keyboard(self) -> Keyboard:
        await show_width(self.session, self.worlds, NARROW_PX)
        return await IntrusiveSteps(self.worlds, MemoryStore()).keyboard()

    async def broken_rules(self) -> dict[str, int]:
        """Return how many places break each rule of axe."""
        results = await Axe(self.worlds).results()
        return {each["rule"]: each["nodes"] for each in results["violations"]}

    async def faint_texts(self) -> int:
        """Return how many texts are told as too faint, by sums and by pictures."""
        results = await Axe(self.worlds).results()
        results = await ContrastDoubts(self.worlds, self.session).resolved(results)
        return sum(each["nodes"] for each in results["violations"] if each["rule"] == "color-contrast")


@asynccontextmanager
async def small_page(board: Page, markup: str) -> AsyncIterator[SmallPage]:
    """Draw a page where the one before stood; one that begins with its own doctype is taken whole."""
    await board.goto("about:blank")  # with another document come other windows: nothing is left of the last
    session = await board.context.new_cdp_session(board)
    await session.send("Emulation.setDeviceMetricsOverride", PHONE)
    await board.set_content(markup if markup.startswith("<!doctype") else HEAD + markup)
    yield SmallPage(board, session, IsolatedWorlds(board, session))
    await session.detach()
