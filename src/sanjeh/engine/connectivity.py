"""Whether we ourselves are connected: asked before anybody else is blamed for not answering."""

import asyncio
from collections.abc import Sequence
from time import monotonic
from typing import Protocol

import structlog

from sanjeh.core.probing.failures import NAME_FAILED, UNANSWERED, CaptureFailed

log = structlog.get_logger(__name__)

# What our own broken connection would look like.
SUSPECT = UNANSWERED | NAME_FAILED
_BELIEVED_S = 10.0
_PATIENCE_S = 10.0


class Asks(Protocol):
    """The part of `net.Http` that a self test needs."""

    async def get(self, url: str, *, follow: bool = ..., max_bytes: int = ...) -> object:
        """Ask for an address; raise CaptureFailed when nothing answers."""
        ...


class SelfTest:
    """Asks addresses of our own choice; any answer of any of them shows that we are connected.

    Without any address nothing can be shown, and the others are believed to be at fault.
    """

    def __init__(self, http: Asks | None = None, urls: Sequence[str] = ()) -> None:
        self._http = http
        self._urls = tuple(urls)
        self._verdict = (True, -_BELIEVED_S)
        self._asking = asyncio.Lock()

    async def is_healthy(self) -> bool:
        """Return whether we are connected; many who ask at the same time share one answer."""
        async with self._asking:
            is_well, asked_at = self._verdict
            if monotonic() - asked_at >= _BELIEVED_S:
                was_well, is_well = is_well, await self._ask()
                self._verdict = (is_well, monotonic())
                if is_well != was_well:
                    log.warning("connection.found" if is_well else "connection.lost", asked=self._urls)
            return is_well

    async def _ask(self) -> bool:
        if self._http is None or not self._urls:
            return True
        for url in self._urls:
            if await self._answers(self._http, url):
                return True
        return False

    async def _answers(self, http: Asks, url: str) -> bool:
        try:
            async with asyncio.timeout(_PATIENCE_S):
                await http.get(url, follow=False, max_bytes=0)
        except (CaptureFailed, TimeoutError) as failed:
            # A server that answers with nonsense has been reached all the same.
            return isinstance(failed, CaptureFailed) and failed.reason not in SUSPECT
        return True
