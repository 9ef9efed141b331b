"""Asks for addresses that we found ourselves: only where robots.txt lets us (RFC 9309), one after another."""

from dataclasses import dataclass

from sanjeh.core.failures import LookFailed, Reason
from sanjeh.core.probing import Evidence, Failure
from sanjeh.net.http import Reply
from sanjeh.net.network import Network
from sanjeh.probes.visit.masking import masked


@dataclass(frozen=True, slots=True)
class Guest:
    """Goes where a page leads; `page_url` is the page, which itself is visited by mandate."""

    page_url: str
    network: Network
    evidence: Evidence

    async def ask(self, url: str, max_bytes: int) -> Reply:
        """Get one address; raise LookFailed when it may not or cannot be had."""
        if not await self.network.robots.may_follow(url):
            raise LookFailed(Reason.ROBOTS_REFUSED, url)
        return await self.network.http.get(url, max_bytes=max_bytes)

    def keep_page(self, reply: Reply) -> str | None:
        """Keep the answer if it is a web page, and return its digest."""
        return self.evidence.keep(masked(reply.body)) if "html" in reply.header("content-type") else None


def failure_of(failed: LookFailed) -> Failure:
    return Failure(reason=failed.reason, detail=failed.detail)
