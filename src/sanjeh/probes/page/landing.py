"""Which document a visit ended at, and the way to it: redirects, and pages that led on by themselves."""

import asyncio
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag

from playwright.async_api import Error as BrowserError
from playwright.async_api import Page, Request, Response

from sanjeh.core.probing.artifacts.page import WayStep
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.text.html import absolute
from sanjeh.probes.page.isolated_world import IsolatedWorlds
from sanjeh.probes.page.secrets_mask import masked_text

# A page that says when it leads on is waited for; one that lets people read longer is read itself.
LONGEST_ANNOUNCED_S = 10.0
_GRACE_S, _ANSWER_S = 3.0, 3.0
_MOST_STEPS = 20
_TOLD = """document.querySelector('meta[http-equiv="refresh" i]')?.content ?? \"\""""
# A page that says little and has a script that leads away may do so a moment later.
_LIKELY_S = 2.0
_MAY_MOVE = r"""(document.body?.innerText ?? "").length < 600 && [...document.scripts].some(
    one => /\blocation\b[^;]{0,20}?(?:=(?!=)|replace\(|assign\()/.test(one.textContent))"""
# A browser makes <html><head></head><body></body></html> of an answer without a single byte; where a script
# has led to about:blank there was an answer.
_IS_EMPTY = (
    "document.documentElement === null || location.protocol !== 'about:'"
    " && document.head?.childElementCount === 0"
    " && document.documentElement.attributes.length === 0 && document.body?.childNodes.length === 0"
)
# WHATWG MIME Sniffing §3.1 calls these binary; some slip into a text, but never so many. A text under a wrong
# encoding has none.
_IS_BINARY = r"""(said => (said.match(/[\x00-\x08\x0e-\x1a\x1c-\x1f]/g) ?? []).length > said.length / 50)(
    (document.documentElement?.textContent ?? "").slice(0, 4000))"""
_UNPACKABLE = "ERR_CONTENT_DECODING"
# HTML, "shared declarative refresh steps": seconds, a sign or space, and the address, quoted or not.
_REFRESH = re.compile(
    r"\s*(\d+)(?:\.[\d.]*)?\s*[;,\s]\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(\S.*))",
    re.IGNORECASE | re.DOTALL,
)


@dataclass  # the driver hangs its own mark on whoever listens, so no slots
class Landing:
    """Notes every document that stood in the page, and the answer that brought it."""

    page: Page
    came: list[str] = field(default_factory=list)
    answers: list[Response] = field(default_factory=list)
    broken: str = ""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self.page.on("response", self._answered)

    def _answered(self, response: Response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.answers.append(response)

    def document_came(self, url: str) -> None:
        """Note that another document stands in the page now."""
        self.came.append(url)
        self._changed.set()

    def documents(self) -> list[Response]:
        """Return the answers that became documents, in their order; a download or a redirect did not."""
        return [each for each in self.answers if urldefrag(each.url).url in map(_bare, self.came)]

    def answer(self, first: Response) -> Response:
        """Return the answer that brought the document that stands there now."""
        return next(reversed(self.documents()), first)

    def way(self) -> tuple[WayStep, ...]:
        """Return every address that was passed before the last document, and how it led on."""
        steps = [step for answer in self.documents() for step in _steps_to(answer)]
        return tuple(steps[:-1][:_MOST_STEPS])

    async def leads_on(self, first: Response, worlds: IsolatedWorlds) -> bool:
        """Wait for another address where the page says that it will lead there; tell whether it came."""
        self._changed.clear()
        header = self.answer(first).headers.get("refresh", "")
        seconds = announced_s(header or str(await _asked(worlds, _TOLD)), self.page.url)
        if seconds is None and await _asked(worlds, _MAY_MOVE) is True:
            seconds = _LIKELY_S
        if seconds is None or seconds > LONGEST_ANNOUNCED_S or len(self.came) > _MOST_STEPS:
            return False
        try:
            async with asyncio.timeout(seconds + _GRACE_S):
                await self._changed.wait()
        except TimeoutError:
            return False
        return True

    def broke(self, event: dict[str, Any]) -> bool:
        """Note that a document came which no browser can unpack; tell whether it was that."""
        if event.get("type") == "Document" and _UNPACKABLE in event.get("errorText", ""):
            self.broken = event["errorText"]
        return bool(self.broken)

    async def shows_something(self, worlds: IsolatedWorlds) -> None:
        """Raise CaptureFailed when the browser was given nothing that it can show to anybody."""
        if await _asked(worlds, _IS_EMPTY) is True:
            raise CaptureFailed(Reason.BAD_RESPONSE, self.broken or "the browser had no document to show")
        if await _asked(worlds, _IS_BINARY) is True:
            raise CaptureFailed(Reason.NOT_HTML, "the browser showed bytes that are no text")


async def _asked(worlds: IsolatedWorlds, expression: str) -> Any:
    """Return what the page answers, an empty text when it does not: the steps to come will say why."""
    try:
        async with asyncio.timeout(_ANSWER_S):
            return await worlds.ask(expression) or ""
    except (BrowserError, TimeoutError):
        return ""


def _bare(url: str) -> str:
    return urldefrag(url).url


def _steps_to(answer: Response) -> list[WayStep]:
    """Return the redirects to a document, and the document, which led on itself unless it was the last."""
    redirected = [(each.url, "redirect") for each in _redirected(answer.request)]
    return [WayStep(url=masked_text(_bare(url)), by=by) for url, by in (*redirected, (answer.url, "page"))]


def _redirected(request: Request) -> list[Request]:
    """Return the requests before this one that were answered by a redirect, the first one first."""
    chain = []
    while request.redirected_from is not None:
        request = request.redirected_from
        chain.append(request)
    return chain[::-1]


def announced_s(refresh: str, here: str) -> float | None:
    """Return in how many seconds a page says it will lead to another address, None when it does not."""
    said = _REFRESH.match(refresh)
    target = next(filter(None, said.groups()[1:]), "") if said else ""
    if said is None or not target or absolute(here, target) in {"", _bare(here)}:
        return None
    return float(said[1])
