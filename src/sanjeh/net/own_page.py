"""Asking for a page of our own, as a visitor would: it has to answer, and to answer by itself."""

import aiohttp

WAIT_S = 20
MOST_BYTES = 65_536


class PageSilent(Exception):
    """The page does not answer as it should; the text says how."""


async def page_answers(url: str) -> None:
    """Return once the page has answered with 200; raise PageSilent."""
    wait = aiohttp.ClientTimeout(total=WAIT_S)
    try:
        async with (
            aiohttp.ClientSession(timeout=wait) as session,
            session.get(url, allow_redirects=False) as answer,
        ):
            await answer.content.read(MOST_BYTES)
            status = answer.status
    except (aiohttp.ClientError, TimeoutError, OSError) as trouble:
        raise PageSilent(f"{type(trouble).__name__}: {trouble}"[:300]) from trouble
    if status != 200:
        raise PageSilent(f"HTTP {status}")
