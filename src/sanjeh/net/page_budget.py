"""What one page may load, counted as the browser tells it: of a tunnel the proxy sees sealed bytes only."""

from collections.abc import Callable
from contextvars import copy_context
from typing import Any

import structlog
from playwright.async_api import CDPSession

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.http import MAX_BYTES
from sanjeh.net.proxy import MAX_REQUESTS

log = structlog.get_logger(__name__)

# Unpacked; a bomb of a few kilobytes reaches it soon.
MAX_UNPACKED_BYTES = 100_000_000
_NO_REQUEST = ("data:", "blob:", "about:", "chrome")


class PageBudget:
    """Counts requests and unpacked bytes, and shuts the way out when a page has had its share."""

    def __init__(self, shut: Callable[[], None]) -> None:
        self._shut = shut
        # The driver tells events in the context of whoever started it, which may be another job's.
        self._context = copy_context()
        self._requests = 0
        self._unpacked_bytes = 0
        self._main_frame = ""
        self._document = ""
        self._document_bytes = 0
        self._is_spent = False
        self.failure: CaptureFailed | None = None

    def listen(self, session: CDPSession) -> None:
        """Begin to count; the session's network events must be enabled."""
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.dataReceived", self._received)

    def _sent(self, event: dict[str, Any]) -> None:
        if event["request"]["url"].startswith(_NO_REQUEST):
            return
        self._requests += 1
        if self._requests > MAX_REQUESTS:
            self._spend("requests")
        self._main_frame = self._main_frame or event.get("frameId", "")
        if event["requestId"] == event["loaderId"] and event.get("frameId") == self._main_frame:
            self._document, self._document_bytes = event["requestId"], 0

    def _received(self, event: dict[str, Any]) -> None:
        self._unpacked_bytes += event["dataLength"]
        if event["requestId"] == self._document:
            self._document_bytes += event["dataLength"]
        if self._document_bytes > MAX_BYTES:
            self.failure = CaptureFailed(Reason.BODY_TOO_LARGE, "the page is longer than we read")
        if self.failure or self._unpacked_bytes > MAX_UNPACKED_BYTES:
            self._spend("bytes" if self.failure else "unpacked bytes")

    def _spend(self, share: str) -> None:
        """Shut the way out; the first time also say which share of the page is spent."""
        if not self._is_spent:
            detail = f"the page's {share} are spent"
            self._context.run(log.info, "gate.refused", reason=Reason.BODY_TOO_LARGE, detail=detail)
        self._is_spent = True
        self._shut()
