"""Asks a site one question at a time, and keeps what came, or why nothing did."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic

from sanjeh.core.probing.artifacts.http import Answered, Asked, Redirect
from sanjeh.core.probing.contracts import Evidence, Failure
from sanjeh.core.probing.failures import UNANSWERED, CaptureFailed, Reason
from sanjeh.net.http import Http, RedirectHop, RedirectsFailed, Response
from sanjeh.net.network import Network
from sanjeh.probes.http.privacy import cookies_of, without_cookie_values, without_query_values

# Below the deadline of the whole look: a slow part must not lose what was already seen.
_BUDGET_S = 60.0
# A page, its twins and files: whoever answers shall not be kept busy by us.
_MOST_QUESTIONS = 14


@dataclass(slots=True)
class _Limits:
    """When we stop asking, and how many questions are left until then."""

    ends_at: float
    left: int = _MOST_QUESTIONS


class Requester:
    """Asks questions over one `http`; after the budget, or too many, nobody is asked any more.

    An origin that does not answer is asked no more either. `agent` is the name we give, ours by default.
    """

    def __init__(self, network: Network, evidence: Evidence, page: str, http: Http | None = None) -> None:
        self._http = http or network.http
        self._page = without_query_values(page)
        self.agent = ""
        self._network = network
        self._evidence = evidence
        self._limits = _Limits(monotonic() + _BUDGET_S)
        self._silent: dict[str, Failure] = {}

    async def ask(
        self,
        url: str,
        max_bytes: int = 5_000_000,
        *,
        follow: bool = True,
        headers: Mapping[str, str] | None = None,
    ) -> Asked:
        """Get one address; with `max_bytes` 0 its body is neither read nor kept."""
        try:
            if known := self._silent.get(self._network.gate.parse(url).origin):
                return Asked(failure=known)
            if self._limits.left <= 0:
                return Asked(failure=Failure(reason=Reason.NOT_ASKED, detail=url))
            self._limits.left -= 1
            named = {**({"User-Agent": self.agent} if self.agent else {}), **(headers or {})}
            async with asyncio.timeout(self._limits.ends_at - monotonic()):
                reply = await self._http.get(url, max_bytes=max_bytes, follow=follow, headers=named)
        except TimeoutError:
            return Asked(failure=Failure(reason=Reason.STEP_TIMEOUT, detail=url))
        except CaptureFailed as failure:
            return self._failed(url, failure)
        return Asked(answer=self._kept(reply, is_read=max_bytes > 0))

    async def ask_host(self, url: str, max_bytes: int = 5_000_000, *, question: str = "") -> Asked:
        """Get what is the same for every page of a host, unless it was asked a little earlier.

        `question` names what is asked where the address itself is made up.
        """
        question = f"{question or url} {'read' if max_bytes else 'head'} {self.agent}"
        if known := self._network.request_cache.known(question):
            return known
        asked = await self.ask(url, max_bytes)
        self._network.request_cache.remember(question, asked, self._page)
        return asked

    def over(self, http: Http) -> "Requester":
        """Return a requester that asks another way, within the same limits."""
        other = Requester(self._network, self._evidence, self._page, http)
        other._limits = self._limits
        return other

    def read(self, digest: str) -> bytes:
        return self._evidence.read(digest)

    def _failed(self, url: str, failure: CaptureFailed) -> Asked:
        hops = failure.hops if isinstance(failure, RedirectsFailed) else ()
        known = Failure(reason=failure.reason, detail=failure.detail)
        if known.reason in UNANSWERED:
            asked = self._network.gate.parse(url)
            # The detail begins with the address that failed: after a redirect this may be another's.
            if known.detail.startswith(asked.url):
                self._silent[asked.origin] = known
        return Asked(failure=known, redirects=_redirects(hops))

    def _kept(self, reply: Response, *, is_read: bool) -> Answered:
        every = [header for hop in reply.hops for header in hop.headers] + list(reply.headers)
        return Answered(
            url=without_query_values(reply.url),
            status=reply.status,
            headers=without_cookie_values(reply.headers),
            cookies=cookies_of(every),
            body=self._evidence.keep(reply.body) if is_read else "",
            body_bytes=len(reply.body),
            http_version=reply.http_version,
            ttfb_ms=reply.ttfb_ms,
            total_ms=reply.total_ms,
            redirects=_redirects(reply.hops),
            ip=reply.ip,
            is_cut=reply.is_cut,
            late_ms=reply.late_ms,
            is_alone=reply.is_alone,
        )


def _redirects(hops: tuple[RedirectHop, ...]) -> tuple[Redirect, ...]:
    return tuple(
        Redirect(
            url=without_query_values(hop.url),
            status=hop.status,
            location=without_query_values(hop.location),
        )
        for hop in hops
    )
