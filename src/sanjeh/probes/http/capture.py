"""Asks for the page, its twins, a page that cannot exist, three well-known files: one after another."""

import secrets
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Sequence
from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.http import Answered, Asked, HttpArtifact, Spoken, Timing
from sanjeh.core.probing.contracts import Evidence, Failure, Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net import alpn
from sanjeh.net.gate import Address
from sanjeh.net.ip_versions import has_route, is_ipv6
from sanjeh.net.network import Network
from sanjeh.net.tls_visit import visited
from sanjeh.net.user_agent import browser_agent
from sanjeh.probes.http import robots, sitemaps
from sanjeh.probes.http.hosts import twin_of
from sanjeh.probes.http.locations import is_plain, joined
from sanjeh.probes.http.requester import Requester

_FILE_BYTES = 512_000
_SITEMAP_BYTES = 10_000_000
_MOST_PARTS = 3
_MOST_PLAIN_HOPS = 3
_SLOW_MS = 800.0
_MOST_REPEATS = 4
_CALM, _CALM_IF_SLOW = 2, 3
_LOOKED_AT_BYTES = 1024
# WHATWG MIME Sniffing §3.1: no byte of a text, though one or another slips into it.
_BINARY = bytes((*range(9), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_TEXT_SHARE = 0.98
_HTML = ("text/html", "application/xhtml+xml")
# What some firewalls answer to everybody who is no browser.
_REFUSALS = frozenset({403, 406})
_USUAL_BROWSER = "140"
# How a handshake ends that does not please: in words, or without any.
_ENDED = frozenset({Reason.TLS_FAILED, Reason.CONNECTION_RESET})
_LATER_STEPS = ("agent", "cookies", "twin", "foreign", "ipv6", "sitemaps", "spoken")


async def capture(target: Target, network: Network, evidence: Evidence) -> HttpArtifact:
    """Ask one thing after another; raise CaptureFailed when the page itself cannot be had."""
    address = network.gate.parse(target.url)
    taken_at = datetime.now(UTC)
    requester = Requester(network, evidence, address.url)
    page, refused = await _page(requester, address)
    if page.failure and not page.redirects:
        return await _shut(requester, network, (address, target.plain_port), page)
    robots_txt = await requester.ask_host(f"{address.origin}/robots.txt", _FILE_BYTES)
    page_again = await _again_if_slow(requester, page, address.url)
    plain = await _plain(requester, address, target.plain_port)
    nowhere = f"{address.origin}/{secrets.token_hex(8)}-not-here"
    absent = await requester.ask_host(nowhere, question=f"{address.origin} nowhere")
    security_txt = await requester.ask_host(f"{address.origin}/.well-known/security.txt", _FILE_BYTES)
    sitemap = await requester.ask_host(_sitemap(address, robots_txt, requester), _SITEMAP_BYTES)
    twin, twin_plain = await _twins(requester, address, target.plain_port)
    return HttpArtifact(
        taken_at=taken_at,
        page=page,
        page_again=page_again,
        plain=plain,
        absent=absent,
        security_txt=security_txt,
        robots=robots_txt,
        sitemap=sitemap,
        steps=_LATER_STEPS,
        refused=refused,
        twin=twin,
        twin_plain=twin_plain,
        foreign=await _foreign(requester, address),
        over_ipv6=await _over_ipv6(requester, network, address),
        sitemaps=await _parts(requester, sitemap),
        spoken=await _spoken(network, address),
    )


async def _shut(requester: Requester, network: Network, at: tuple[Address, int], page: Asked) -> HttpArtifact:
    """Return what is known of a server that lets no visitor of today in; raise CaptureFailed of any other.

    It was reached and its way of answering was seen, so that the failure is its own and none of ours.
    """
    (address, plain_port), failure = at, page.failure or Failure(reason=Reason.NOT_ASKED)
    versions = await _shut_tls(network, address, failure)
    if not versions:
        raise CaptureFailed(failure.reason, failure.detail)
    unasked = Asked(failure=failure)
    return HttpArtifact(
        taken_at=datetime.now(UTC),
        page=page,
        plain=await _plain(requester, address, plain_port),
        absent=unasked,
        security_txt=unasked,
        robots=unasked,
        sitemap=unasked,
        shut_tls=versions,
    )


async def _shut_tls(network: Network, address: Address, failure: Failure) -> tuple[str, ...]:
    """Return the versions in which a server speaks that ends every handshake of today; none for any other."""
    if address.scheme != "https" or failure.reason not in _ENDED:
        return ()
    try:
        visit = await visited(network.tls, address.host, address.port)
    except CaptureFailed:
        return ()
    return visit.reading.greetings.spoken if visit.shut else ()


async def _page(requester: Requester, address: Address) -> tuple[Asked, Asked | None]:
    """Ask for the page. Redirects that lead nowhere were seen and are judged; the rest were not.

    Whoever refuses our name is asked once more under a browser's, which still has ours in it.
    """
    page, refused = await requester.ask(address.url), None
    if page.answer and page.answer.status in _REFUSALS:
        requester.agent = browser_agent(_USUAL_BROWSER)
        refused, page = page, await requester.ask(address.url)
    if page.answer and page.answer.status < 400 and not _is_html(requester, page.answer):
        kind = page.answer.header("content-type")
        raise CaptureFailed(Reason.NOT_HTML, f"{address.url}: {kind[:80]}")
    return page, refused


def _is_html(requester: Requester, answer: Answered) -> bool:
    """Return whether an answer is some text, and does not say that it is anything but a web page."""
    kind = answer.header("content-type").lower()
    if kind and not kind.startswith(_HTML):
        return False
    start = requester.read(answer.body)[:_LOOKED_AT_BYTES]
    if "utf-16" in kind or start.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return True
    return b"\0" not in start and len(start.translate(None, _BINARY)) >= len(start) * _TEXT_SHARE


async def _again_if_slow(requester: Requester, page: Asked, url: str) -> tuple[Timing, ...]:
    """Ask again what is not surely fast: our own busy moment shall not be the site's slowness."""
    latest, timings = page.answer, list[Timing]()
    while latest and latest.status < 400:
        timings.append(latest.timing)
        if _is_enough(timings):
            break
        latest = (await requester.ask(url)).answer
    return tuple(timings[1:])


def _is_enough(timings: Sequence[Timing]) -> bool:
    """Say whether the time is known: surely fast once, calm often enough, or asked as often as is polite."""
    if any(one.is_surely_fast for one in timings) or len(timings) > _MOST_REPEATS:
        return True
    is_slow = min(one.ttfb_ms for one in timings) >= _SLOW_MS
    return sum(one.is_calm for one in timings) >= (_CALM_IF_SLOW if is_slow else _CALM)


async def _plain(requester: Requester, address: Address, plain_port: int) -> Asked:
    """Ask the plain-http twin; follow it only while it stays on plain http."""
    port = address.port if address.scheme == "http" else plain_port
    url = f"http://{_bracketed(address.host)}:{port}{address.path_query}"
    asked = await requester.ask(url, follow=False)
    for _ in range(_MOST_PLAIN_HOPS):
        location = asked.answer.header("location") if asked.answer else ""
        if not location or not is_plain(joined(url, location)):
            break
        url = joined(url, location)
        asked = await requester.ask(url, follow=False)
    return asked


async def _twins(
    requester: Requester, address: Address, plain_port: int
) -> tuple[Asked | None, Asked | None]:
    """Ask the front page with or without "www.", over https and plain; an unknown name is asked once."""
    host = twin_of(address.host)
    if not host:
        return None, None
    is_plain_address = address.scheme == "http"
    secure = await requester.ask_host(
        f"https://{host}:{443 if is_plain_address else address.port}/", max_bytes=0
    )
    if secure.failure and secure.failure.reason == Reason.NAME_UNKNOWN:
        return secure, secure
    port = address.port if is_plain_address else plain_port
    return secure, await requester.ask_host(f"http://{host}:{port}/", max_bytes=0)


async def _foreign(requester: Requester, address: Address) -> Asked:
    """Ask as the script of a site that cannot exist (RFC 2606) would: who may read the answer?"""
    origin = f"https://{secrets.token_hex(4)}.invalid"
    return await requester.ask(address.url, max_bytes=0, headers={"Origin": origin})


async def _over_ipv6(requester: Requester, network: Network, address: Address) -> Asked | None:
    try:
        six = [one for one in await network.gate.admit(address.host, address.port) if is_ipv6(one)]
    except CaptureFailed as failure:  # a name server that tires now must not cost us the page
        return Asked(failure=Failure(reason=failure.reason, detail=failure.detail))
    if not six:
        return None
    if network.http6 is None or not any(has_route(one) for one in six):
        return Asked(failure=Failure(reason=Reason.NOT_ASKED, detail="no route over IPv6 from here"))
    return await requester.over(network.http6).ask(address.url)


async def _parts(requester: Requester, sitemap: Asked) -> tuple[Asked, ...]:
    """Ask for the first parts of a site map that is an index, if they are on the same site."""
    if sitemap.answer is None or sitemap.answer.status != 200:
        return ()
    base = sitemap.answer.url
    named = sitemaps.read(requester.read(sitemap.answer.body)).parts
    own = [url for url in named if url.split("/")[:3] == base.split("/")[:3]]
    return tuple([await requester.ask_host(url, _SITEMAP_BYTES) for url in own[:_MOST_PARTS]])


async def _spoken(network: Network, address: Address) -> Spoken | None:
    if address.scheme != "https":
        return None
    try:
        return Spoken(protocol=await alpn.negotiated(network.gate, address.host, address.port))
    except CaptureFailed as failure:
        return Spoken(failure=Failure(reason=failure.reason, detail=failure.detail))


def _sitemap(address: Address, robots_txt: Asked, requester: Requester) -> str:
    """Return where robots.txt says that the site map is, if that is on the same site."""
    usual = f"{address.origin}/sitemap.xml"
    if robots_txt.answer is None or robots_txt.answer.status != 200:
        return usual
    named = robots.sitemap_in(requester.read(robots_txt.answer.body).decode("utf-8", "replace"))
    return named if named.startswith(f"{address.origin}/") else usual


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
