"""What a narrow window takes away (WCAG 1.4.10): a desktop's of 1280 CSS pixels, enlarged four times."""

from playwright.async_api import CDPSession

from sanjeh.core.probing.artifacts.page import Reflow
from sanjeh.probes.page.axe import call
from sanjeh.probes.page.isolated_world import IsolatedWorlds

WIDE_PX, NARROW_PX = 1280, 320
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


async def reflowed(session: CDPSession, worlds: IsolatedWorlds) -> Reflow:
    """Measure in a narrow window, and tell what it cuts off that a wide one shows; the narrow one stays."""
    await show_width(session, worlds, WIDE_PX)
    await worlds.ask(call("cut_links"))
    await show_width(session, worlds, NARROW_PX)
    seen = {**await worlds.ask(call("reflow")), "cut_links": await worlds.ask(call("cut_links"))}
    return Reflow.model_validate(seen)


async def show_width(session: CDPSession, worlds: IsolatedWorlds, width: int) -> None:
    """Give the page a window of this width, and wait until it is drawn in it."""
    window = {"width": width, "height": 640, "deviceScaleFactor": 1, "mobile": False}
    await session.send("Emulation.setDeviceMetricsOverride", window)
    await worlds.ask(TWO_FRAMES)
