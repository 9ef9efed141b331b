"""Asks for addresses that we found ourselves: only where robots.txt lets us (RFC 9309), one after another."""

import asyncio
from dataclasses import dataclass, replace
from math import inf
from time import monotonic
from typing import Self

from sanjeh.core.probing.contracts import Evidence, Failure
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.text.encodings import decoded
from sanjeh.net.http import Response
from sanjeh.net.network import Network
from sanjeh.probes.page.secrets_mask import masked, masked_text

# One slow answer must not cost us all the others.
_ANSWER_S = 8.0


@dataclass(frozen=True, slots=True)
class PoliteFetcher:
    """Goes where a page leads; `page_url` is the page, which itself is visited by mandate.

    It asks nothing after `ends_at` of the monotonic clock.
    """

    page_url: str
    network: Network
    evidence: Evidence
    ends_at: float = inf

    def within(self, seconds: float) -> Self:
        """Return the same guest, who has this long from now on."""
        return replace(self, ends_at=monotonic() + seconds)

    async def ask(self, url: str, max_bytes: int) -> Response:
        """Get one address; raise CaptureFailed when it may not or cannot be had, or no time is left."""
        left_s = min(_ANSWER_S, self.ends_at - monotonic())
        if left_s <= 0:
            raise CaptureFailed(Reason.STEP_TIMEOUT, "no time was left to ask")
        try:
            async with asyncio.timeout(left_s):
                return await self._ask(url, max_bytes)
        except TimeoutError as error:
            raise CaptureFailed(Reason.TOTAL_TIMEOUT, f"{url}: {left_s:.3g} s") from error

    async def _ask(self, url: str, max_bytes: int) -> Response:
        if not await self.network.robots.may_follow(url):
            raise CaptureFailed(Reason.ROBOTS_REFUSED, url)
        return await self.network.http.get(url, max_bytes=max_bytes)

    def keep_page(self, reply: Response) -> str | None:
        """Keep the answer in UTF-8 if it is a web page, as the visited one is kept, and return its digest."""
        kind = reply.header("content-type")
        return self.evidence.keep(masked(decoded(reply.body, kind).encode())) if "html" in kind else None


def failure_of(failed: CaptureFailed) -> Failure:
    return Failure(reason=failed.reason, detail=masked_text(failed.detail))
