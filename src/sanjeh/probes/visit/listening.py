"""Hears what a page asks for and what it complains of, from before its first byte."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from playwright.async_api import CDPSession, ConsoleMessage, Page
from playwright.async_api import Error as BrowserError

from sanjeh.core.markup import host_of
from sanjeh.core.sights.visit import Complaint, Request

MOST_REQUESTS = 400
MOST_COMPLAINTS = 50
_QUERY = re.compile(r"[?#][^\s'\")]*")
# What the browser says of a request that failed is told by the request itself.
_NOT_THE_PAGES = ("Failed to load resource", "net::ERR_")


@dataclass(slots=True)
class _Asked:
    url: str
    kind: str
    status: int | None = None
    size_bytes: int = 0
    failed: str = ""

    def as_request(self) -> Request:
        address = _QUERY.sub("", self.url)[:300]
        return Request(
            url=address, host=host_of(self.url), kind=self.kind,
            status=self.status, size_bytes=self.size_bytes, failed=self.failed,
        )  # fmt: skip


@dataclass  # the driver hangs its own mark on whoever listens, so no slots
class Listener:
    """Everything heard during one visit."""

    complaints: list[Complaint] = field(default_factory=list)
    _asked: dict[str, _Asked] = field(default_factory=dict)
    _moved: list[Request] = field(default_factory=list)

    @property
    def requests(self) -> tuple[Request, ...]:
        return (*self._moved, *(asked.as_request() for asked in self._asked.values()))

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
            self.complaints.append(Complaint(kind=kind, text=_QUERY.sub("", text)[:200]))

    def _sent(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith(("data:", "blob:", "about:", "chrome")):
            return
        key = event["requestId"]
        moved = event.get("redirectResponse")
        if moved and key in self._asked:
            self._moved.append(replace(self._asked[key], status=moved["status"]).as_request())
        if len(self._asked) < MOST_REQUESTS:
            self._asked[key] = _Asked(url, event.get("type", "Other").lower())

    def _received(self, event: dict[str, Any]) -> None:
        asked = self._asked.get(event["requestId"])
        if asked:
            asked.status = event["response"]["status"]
            asked.kind = event.get("type", asked.kind).lower()

    def _finished(self, event: dict[str, Any]) -> None:
        asked = self._asked.get(event["requestId"])
        if asked:
            asked.size_bytes = int(event.get("encodedDataLength", 0))

    def _lost(self, event: dict[str, Any]) -> None:
        asked = self._asked.get(event["requestId"])
        if asked:
            asked.failed = str(event.get("blockedReason") or event.get("errorText") or "failed")
