"""Hears what a page asks for and what it complains of, from before its first byte."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.async_api import CDPSession, ConsoleMessage, Page
from playwright.async_api import Error as BrowserError

from sanjeh.core.probing.artifacts.page import ConsoleLine, Request
from sanjeh.core.text.html import host_of

MOST_REQUESTS = 400
MOST_COMPLAINTS = 50
_QUERY = re.compile(r"[?#][^\s'\")]*")
# What the browser says of a request that failed is told by the request itself.
_NOT_THE_PAGES = ("Failed to load resource", "net::ERR_")


@dataclass(slots=True)
class _Asked:
    url: str
    kind: str
    method: str
    began_s: float
    status: int | None = None
    size_bytes: int = 0
    failed: str = ""
    mime: str = ""
    answered_s: float | None = None
    ended_s: float | None = None

    def as_request(self, first_s: float) -> Request:
        """Return what was heard; `first_s` is when the page's first request began, on the browser's clock."""
        address = _QUERY.sub("", self.url)[:300]
        return Request(
            url=address, host=host_of(self.url), kind=self.kind, status=self.status,
            size_bytes=self.size_bytes, failed=self.failed, method=self.method, mime=self.mime,
            started_ms=_ms(first_s, self.began_s), wait_ms=_ms(self.began_s, self.answered_s),
            total_ms=_ms(self.began_s, self.ended_s),
        )  # fmt: skip


@dataclass  # the driver hangs its own mark on whoever listens, so no slots
class TrafficListener:
    """Everything heard during one visit."""

    complaints: list[ConsoleLine] = field(default_factory=list)
    _asked: dict[str, _Asked] = field(default_factory=dict)
    _moved: list[_Asked] = field(default_factory=list)

    @property
    def requests(self) -> tuple[Request, ...]:
        heard = (*self._moved, *self._asked.values())
        first_s = min((asked.began_s for asked in heard), default=0.0)
        return tuple(asked.as_request(first_s) for asked in heard)

    async def attach(self, page: Page, session: CDPSession) -> None:
        """Begin to listen."""
        page.on("console", self._console)
        page.on("pageerror", self._uncaught)
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.responseReceived", self._received)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.loadingFailed", self._lost)
        await session.send("Network.enable")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(sign in message.text for sign in _NOT_THE_PAGES):
            self._complain("error", message.text)

    def _uncaught(self, error: BrowserError) -> None:
        self._complain("uncaught", error.message)

    def _complain(self, kind: str, text: str) -> None:
        if len(self.complaints) < MOST_COMPLAINTS:
            self.complaints.append(ConsoleLine(kind=kind, text=_QUERY.sub("", text)[:200]))

    def _sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith(("data:", "blob:", "about:", "chrome")):
            return
        key = event["requestId"]
        moved = event.get("redirectResponse")
        if moved and key in self._asked:
            at_s = event["timestamp"]
            self._moved.append(
                replace(self._asked[key], status=moved["status"], answered_s=at_s, ended_s=at_s)
            )
        if len(self._asked) < MOST_REQUESTS:
            kind, method = event.get("type", "Other").lower(), event["request"]["method"]
            self._asked[key] = _Asked(url, kind, method, event["timestamp"])

    def _received(self, event: dict[str, Any]) -> None:
        asked = self._asked.get(event["requestId"])
        if asked:
            asked.status = event["response"]["status"]
            asked.mime = event["response"].get("mimeType", "")
            asked.answered_s = event["timestamp"]
            asked.kind = event.get("type", asked.kind).lower()

    def _finished(self, event: dict[str, Any]) -> None:
        asked = self._asked.get(event["requestId"])
        if asked:
            asked.size_bytes = int(event.get("encodedDataLength", 0))
            asked.ended_s = event["timestamp"]

    def _lost(self, event: dict[str, Any]) -> None:
        asked = self._asked.get(event["requestId"])
        if asked:
            asked.ended_s = event["timestamp"]
            asked.failed = str(event.get("blockedReason") or event.get("errorText") or "failed")


def _ms(since_s: float, until_s: float | None) -> float | None:
    return None if until_s is None else round(max(0.0, until_s - since_s) * 1000, 1)
