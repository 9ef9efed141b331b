"""A picture of a page that reads from the right and is too wide, from where its reader begins."""

import base64

from playwright.async_api import CDPSession

from sanjeh.probes.page.isolated_world import IsolatedWorlds

_SIZE = {"width": 412, "height": 823}
# The device on which every page is looked at.
PHONE = {**_SIZE, "deviceScaleFactor": 1.75, "mobile": True}


async def right_edge(session: CDPSession, worlds: IsolatedWorlds) -> bytes:
    """Return the picture as a JPEG.

    Chromium's phone shows the left end of such a page, which would be empty; a window does not.
    """
    window = {**_SIZE, "deviceScaleFactor": 1, "mobile": False}
    await session.send("Emulation.setDeviceMetricsOverride", window)
    await worlds.ask("scrollTo(0, 0)")
    taken = await session.send("Page.captureScreenshot", {"format": "jpeg", "quality": 50})
    await session.send("Emulation.setDeviceMetricsOverride", PHONE)
    return base64.b64decode(taken["data"])
