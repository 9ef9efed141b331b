"""Asks for the page, its plain-http twin, a page that cannot exist, and three well-known files."""

import asyncio
import secrets
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from datetime import UTC, datetime
from time import monotonic

from sanjeh.core.failures import UNANSWERED, LookFailed, Reason
from sanjeh.core.probing import Evidence, Failure, Look, Target
from sanjeh.core.sights.http import Answered, Asked, HttpSight, Timing
from sanjeh.core.sights.http import Redirect as SeenRedirect
from sanjeh.net.gate import Address
from sanjeh.net.http import Hop, RedirectsFailed, Reply
from sanjeh.net.network import Network
from sanjeh.probes.http.locations import is_plain, joined
from sanjeh.probes.http.privacy import cookies_of, without_cookie_values, without_query_values
from sanjeh.probes.http.robots import sitemap_in

_FILE_BYTES = 512_000
_SITEMAP_BYTES = 10_000_000
_MOST_PLAIN_HOPS = 3
_SLOW_MS = 800.0
_MOST_REPEATS = 2
_LOOKED_AT_BYTES = 1024
# Below the deadline of the whole look: a slow part must not lose what was already seen.
_BUDGET_S = 60.0
_HTML = ("text/html", "application/xhtml+xml")


async def capture(target: Target, network: Network, evidence: Evidence) -> HttpSight:
    """Ask one thing after another; raise LookFailed when the page itself cannot be had."""
    address = network.gate.parse(target.url)
    taken_at = datetime.now(UTC)
    asker = _Asker(network, evidence)
    page = await _page(asker, address)
    robots = await asker.ask(f"{address.origin}/robots.txt", _FILE_BYTES)
    return HttpSight(
        taken_at=taken_at,
        page=page,
        page_again=await _again_if_slow(asker, page, address.url),
        plain=await _plain(asker, address, target.plain_port),
        absent=await asker.ask(f"{address.origin}/{secrets.token_hex(8)}-not-here"),
        security_txt=await asker.ask(f"{address.origin}/.well-known/security.txt", _FILE_BYTES),
        robots=robots,
        sitemap=await asker.ask(_sitemap(address, robots, evidence), _SITEMAP_BYTES),
    )


class _Asker:
    """Asks one question at a time and keeps what came, or why nothing did.

    An origin that does not answer is asked no more, and after the budget nobody is.
    """

    def __init__(self, network: Network, evidence: Evidence) -> None:
        self._network = network
        self._evidence = evidence
        self._ends_at = monotonic() + _BUDGET_S
        self._silent: dict[str, Failure] = {}

    async def ask(self, url: str, max_bytes: int = 5_000_000, *, follow: bool = True) -> Asked:
        try:
            if known := self._silent.get(self._network.gate.parse(url).origin):
                return Asked(failure=known)
            async with asyncio.timeout(self._ends_at - monotonic()):
                reply = await self._network.http.get(url, max_bytes=max_bytes, follow=follow)
        except TimeoutError:
            return Asked(failure=Failure(reason=Reason.STEP_TIMEOUT, detail=url))
        except LookFailed as failure:
            return self._failed(url, failure)
        return Asked(answer=self._keep(reply))

    def _failed(self, url: str, failure: LookFailed) -> Asked:
        hops = failure.hops if isinstance(failure, RedirectsFailed) else ()
        known = Failure(reason=failure.reason, detail=failure.detail)
        if known.reason in UNANSWERED:
            asked = self._network.gate.parse(url)
            # The detail begins with the address that failed: after a redirect this may be another's.
            if known.detail.startswith(asked.url):
                self._silent[asked.origin] = known
        return Asked(failure=known, redirects=_redirects(hops))

    def is_html(self, answer: Answered) -> bool:
        """Return whether an answer is some text, and does not say that it is anything but a web page."""
        kind = answer.header("content-type").lower()
        return (not kind or kind.startswith(_HTML)) and self._is_text(answer, kind)

    def _is_text(self, answer: Answered, kind: str) -> bool:
        start = self._evidence.read(answer.body)[:_LOOKED_AT_BYTES]
        return b"\0" not in start or "utf-16" in kind or start.startswith((BOM_UTF16_LE, BOM_UTF16_BE))

    def _keep(self, reply: Reply) -> Answered:
        every = [header for hop in reply.hops for header in hop.headers] + list(reply.headers)
        return Answered(
            url=without_query_values(reply.url),
            status=reply.status,
            headers=without_cookie_values(reply.headers),
            cookies=cookies_of(every),
            body=self._evidence.keep(reply.body),
            body_bytes=len(reply.body),
            http_version=reply.http_version,
            ttfb_ms=reply.ttfb_ms,
            total_ms=reply.total_ms,
            redirects=_redirects(reply.hops),
        )


async def _page(asker: _Asker, address: Address) -> Asked:
    """Ask for the page. Redirects that lead nowhere were seen and are judged; the rest were not."""
    page = await asker.ask(address.url)
    if page.failure and not page.redirects:
        raise LookFailed(page.failure.reason, page.failure.detail)
    if page.answer and page.answer.status < 400 and not asker.is_html(page.answer):
        kind = page.answer.header("content-type")
        raise LookFailed(Reason.NOT_HTML, f"{address.url}: {kind[:80]}")
    return page


async def _again_if_slow(asker: _Asker, page: Asked, url: str) -> tuple[Timing, ...]:
    """Ask a slow page again, twice at most: our own busy moment shall not be the site's slowness."""
    timings: list[Timing] = []
    latest = page.answer
    while latest and latest.status < 400 and latest.ttfb_ms >= _SLOW_MS and len(timings) < _MOST_REPEATS:
        latest = (await asker.ask(url)).answer
        if latest:
            timings.append(Timing(ttfb_ms=latest.ttfb_ms, total_ms=latest.total_ms))
    return tuple(timings)


async def _plain(asker: _Asker, address: Address, plain_port: int) -> Asked:
    """Ask the plain-http twin; follow it only while it stays on plain http."""
    port = address.port if address.scheme == "http" else plain_port
    host = f"[{address.host}]" if ":" in address.host else address.host
    url = f"http://{host}:{port}{address.path_query}"
    asked = await asker.ask(url, follow=False)
    for _ in range(_MOST_PLAIN_HOPS):
        location = asked.answer.header("location") if asked.answer else ""
        if not location or not is_plain(joined(url, location)):
            break
        url = joined(url, location)
        asked = await asker.ask(url, follow=False)
    return asked


def _sitemap(address: Address, robots: Asked, evidence: Evidence) -> str:
    """Return where robots.txt says that the site map is, if that is on the same site."""
    usual = f"{address.origin}/sitemap.xml"
    if robots.answer is None or robots.answer.status != 200:
        return usual
    named = sitemap_in(evidence.read(robots.answer.body).decode("utf-8", "replace"))
    return named if named.startswith(f"{address.origin}/") else usual


def _redirects(hops: tuple[Hop, ...]) -> tuple[SeenRedirect, ...]:
    return tuple(
        SeenRedirect(
            url=without_query_values(hop.url),
            status=hop.status,
            location=without_query_values(hop.location),
        )
        for hop in hops
    )


LOOK: Look[HttpSight, Network] = Look("http", 1, HttpSight, capture)
