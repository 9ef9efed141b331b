"""Keeps what stands in a page's own frames: visitors read it as part of the page."""

import asyncio
from collections.abc import Iterable

from playwright.async_api import Error as BrowserError
from playwright.async_api import Frame, Page

from sanjeh.core.probing.artifacts.page import FramePage
from sanjeh.core.probing.contracts import Evidence
from sanjeh.core.probing.domains import is_same_site
from sanjeh.core.text.html import host_of
from sanjeh.probes.page.secrets_mask import masked, masked_text

_MOST_FRAMES, _MOST_BYTES, _FRAME_S = 10, 2_000_000, 3.0
_WRITTEN_HERE = ("about:", "data:", "blob:")


async def own_frames(page: Page, evidence: Evidence, secrets: Iterable[str]) -> tuple[FramePage, ...]:
    """Return the documents of the frames that show, of this site or written into the page itself."""
    own = [frame for frame in page.frames[1:] if _is_own(frame, page)][:_MOST_FRAMES]
    kept = []
    for frame, content in zip(own, await asyncio.gather(*map(_shown, own)), strict=True):
        if content:
            body = evidence.keep(masked(content.encode("utf-8", "replace")[:_MOST_BYTES], secrets))
            kept.append(FramePage(url=masked_text(_base(frame, page)), body=body))
    return tuple(kept)


def _is_own(frame: Frame, page: Page) -> bool:
    host = host_of(frame.url)
    return is_same_site(host, host_of(page.url)) if host else frame.url.startswith(_WRITTEN_HERE)


def _base(frame: Frame, page: Page) -> str:
    """Return from where its links lead on; what was written into the page has no address of its own."""
    return frame.url if host_of(frame.url) else page.url


async def _shown(frame: Frame) -> str:
    """Return the document of a frame, empty when it does not show, has gone, or never came."""
    try:
        async with asyncio.timeout(_FRAME_S):
            element = await frame.frame_element()
            return await frame.content() if await element.is_visible() else ""
    except (BrowserError, TimeoutError):
        return ""
