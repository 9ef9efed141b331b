"""Plain HTTP: one GET at a time, through the gate, within caps, each failure by its name."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from time import perf_counter
from typing import Any, Self

import ada_url
import aiohttp
import yarl

from sanjeh.core.probing.domains import is_literal
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.admitted_sockets import AdmittedSockets, GateResolver
from sanjeh.net.answers import LONGEST_HEAD, BrowserLikeHandler
from sanjeh.net.bodies import PeerResponse, read_body
from sanjeh.net.content_encoding import ENCODINGS
from sanjeh.net.cookies import CookieBox
from sanjeh.net.failure_reasons import reason_of
from sanjeh.net.gate import Address, Gate
from sanjeh.net.lateness import Lateness
from sanjeh.net.tls_contexts import permissive_context
from sanjeh.net.turns import turn_at
from sanjeh.net.user_agent import http_agent

MAX_BYTES = 5_000_000
MAX_REDIRECTS = 10
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_FIELDS = 4_000
# A visit asks one thing after another; a connection that idles longer only takes room, here and there.
_IDLE_S = 5.0
_ACCEPT = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "fa,en;q=0.8",
    "Accept-Encoding": ENCODINGS,
}

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Timeouts:
    """How long a request may take, in seconds; the first byte's time begins with the connection.

    `stall_s` is how long a body of which next to nothing is missing may be silent before we take it as it is.
    """

    connect_s: float = 10
    first_byte_s: float = 20
    total_s: float = 30
    stall_s: float = 5


@dataclass(frozen=True, slots=True)
class RedirectHop:
    """One redirect: the address asked, and where it pointed to."""

    url: str
    status: int
    location: str
    headers: Headers = ()


@dataclass(frozen=True, slots=True)
class Response:
    """One answer, after its redirects. Times are those of the last request alone, `late_ms` is our own.

    `is_cut` says that the body is shorter than was announced, which browsers show all the same; `is_alone`
    that nobody else of ours was at that destination.
    """

    url: str
    status: int
    headers: Headers
    body: bytes = field(repr=False)
    ip: str
    http_version: str
    ttfb_ms: float
    total_ms: float
    hops: tuple[RedirectHop, ...] = ()
    is_cut: bool = False
    late_ms: float = 0.0
    is_alone: bool = True

    def header(self, name: str) -> str:
        """Return the value of a header, several joined by a comma, empty when it is absent."""
        return ", ".join(value for key, value in self.headers if key.lower() == name.lower())


class RedirectsFailed(CaptureFailed):
    """The redirects never arrived anywhere; `hops` tells where they led."""

    def __init__(self, reason: Reason, detail: str, hops: tuple[RedirectHop, ...]) -> None:
        super().__init__(reason, detail)
        self.hops = hops


class Http:
    """Gets pages; the gate judges every address, including each redirect's, before it is connected to."""

    def __init__(self, gate: Gate, timeouts: Timeouts | None = None, contact: str = "") -> None:
        self._gate = gate
        self._timeouts = timeouts or Timeouts()
        self._headers = {"User-Agent": http_agent(contact), **_ACCEPT}
        self._connector: aiohttp.TCPConnector | None = None
        self._sockets = AdmittedSockets(gate)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """Close every connection."""
        if self._connector is not None:
            await self._connector.close()
            self._connector = None

    async def get(
        self,
        url: str,
        *,
        follow: bool = True,
        max_bytes: int = MAX_BYTES,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Get one address, no body of it with `max_bytes` 0; raise CaptureFailed with the named reason."""
        try:
            async with (
                asyncio.timeout(self._timeouts.total_s) as limit,
                self._session(headers or {}) as session,
            ):
                return await self._walk(_Walk(session, max_bytes, follow=follow, limit=limit), url)
        except TimeoutError as error:
            raise CaptureFailed(Reason.TOTAL_TIMEOUT, url) from error

    async def _walk(self, walk: "_Walk", url: str) -> Response:
        hops: list[RedirectHop] = []
        states: set[tuple[str, str]] = set()
        while True:
            address = self._gate.parse(url)
            # A site may set a cookie and send the visitor to the same page again: that is no loop yet.
            state = (address.url, walk.cookies.said_to(address))
            if state in states:
                raise RedirectsFailed(Reason.REDIRECT_LOOP, address.url, tuple(hops))
            states.add(state)
            async with walk.turn(address) as is_alone:
                response = await self._one(walk, address, tuple(hops))
            location = response.header("location")
            if not walk.follow or response.status not in _REDIRECTS or not location:
                return replace(response, is_alone=is_alone)
            hops.append(RedirectHop(address.url, response.status, location, response.headers))
            if len(hops) > MAX_REDIRECTS:
                raise RedirectsFailed(Reason.TOO_MANY_REDIRECTS, address.url, tuple(hops))
            url = _joined(address.url, location)

    async def _one(self, walk: "_Walk", address: Address, hops: tuple[RedirectHop, ...]) -> Response:
        if is_literal(address.host):  # aiohttp asks its resolver, our gate, about names only.
            await self._sockets.admitted(address.host, address.port)
        started = perf_counter()
        try:
            with Lateness() as ours:
                answering = await self._first_byte(walk, address)
            async with answering as response:
                ttfb_ms = _since(started)
                walk.cookies.take(response.headers.getall("Set-Cookie", ()), address, datetime.now(UTC))
                body = await self._body(walk, response)
                return Response(
                    url=address.url,
                    status=response.status,
                    headers=tuple((_text(key), _text(value)) for key, value in response.headers.items()),
                    body=body,
                    ip=response.peer if isinstance(response, PeerResponse) else "",
                    http_version=_version(response),
                    ttfb_ms=ttfb_ms,
                    total_ms=_since(started),
                    hops=hops,
                    is_cut=isinstance(response, PeerResponse) and response.is_cut,
                    late_ms=ours.late_ms,
                )
        except (aiohttp.ClientError, OSError, ssl.SSLError) as error:
            raise CaptureFailed(reason_of(error), f"{address.url}: {error}"[:300]) from error

    async def _body(self, walk: "_Walk", response: aiohttp.ClientResponse) -> bytes:
        """Read the body; behind a redirect it is nobody's, and a bad one stops no browser."""
        if response.status not in _REDIRECTS or not response.headers.get("Location"):
            return await read_body(response, walk.max_bytes, self._timeouts.stall_s)
        try:
            async with asyncio.timeout(self._timeouts.stall_s):
                return await read_body(response, walk.max_bytes, self._timeouts.stall_s)
        except (CaptureFailed, aiohttp.ClientError, OSError):
            response.close()
            return b""

    async def _first_byte(self, walk: "_Walk", address: Address) -> aiohttp.ClientResponse:
        said = walk.cookies.said_to(address)
        headers = {"Cookie": said} if said else {}
        request = walk.session.get(_exact(address.url), allow_redirects=False, headers=headers)
        try:
            async with asyncio.timeout(self._timeouts.first_byte_s):
                return await request
        except aiohttp.ConnectionTimeoutError as error:
            raise CaptureFailed(Reason.CONNECT_TIMEOUT, address.url) from error
        except TimeoutError as error:
            raise CaptureFailed(Reason.FIRST_BYTE_TIMEOUT, address.url) from error

    def _session(self, headers: Mapping[str, str]) -> aiohttp.ClientSession:
        """Open a session with cookies of its own on the shared connections."""
        if self._connector is None:
            self._connector = _Connector(
                resolver=GateResolver(self._sockets),
                use_dns_cache=False,
                ssl=permissive_context(),
                socket_factory=self._sockets.socket,
                keepalive_timeout=_IDLE_S,
            )
        return aiohttp.ClientSession(
            connector=self._connector,
            connector_owner=False,
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={**self._headers, **headers},
            auto_decompress=False,
            timeout=aiohttp.ClientTimeout(
                total=None,
                sock_connect=self._timeouts.connect_s,
            ),
            response_class=PeerResponse,
            trust_env=False,
            max_line_size=LONGEST_HEAD,
            max_field_size=LONGEST_HEAD,
            max_headers=_MOST_FIELDS,
        )


@dataclass(frozen=True, slots=True)
class _Walk:
    """How one address is asked for; waiting for our own turns is not the site's time, and put on `limit`."""

    session: aiohttp.ClientSession
    max_bytes: int
    follow: bool
    limit: asyncio.Timeout
    cookies: CookieBox = field(default_factory=CookieBox)

    @asynccontextmanager
    async def turn(self, address: Address) -> AsyncIterator[bool]:
        if self.limit.expired():
            await asyncio.sleep(0)  # its end is under way, and arrives here
        began, ends_at = perf_counter(), self.limit.when()
        self.limit.reschedule(None)
        async with turn_at(address.host, address.port) as is_alone:
            self.limit.reschedule((ends_at or 0.0) + perf_counter() - began)
            yield is_alone


class _Connector(aiohttp.TCPConnector):
    """Has answers read as browsers read them."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._factory = partial(BrowserLikeHandler, loop=self._loop)  # type: ignore[assignment]


def _joined(base: str, location: str) -> str:
    """Return where a redirect leads, as browsers read it; raise CaptureFailed if that is no address."""
    try:
        return ada_url.join_url(base, location)
    except ValueError as error:
        raise CaptureFailed(Reason.BAD_RESPONSE, f"{base}: a redirect to {location[:200]!r}") from error


def _text(header: str) -> str:
    """Return a header's text; bytes that are no UTF-8, as old servers send them, are marked as such."""
    return header.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _exact(url: str) -> yarl.URL:
    """Wrap an address that is already in its canonical form, so that nothing rewrites it."""
    return yarl.URL(url, encoded=True)


def _version(response: aiohttp.ClientResponse) -> str:
    return f"{response.version.major}.{response.version.minor}" if response.version else ""


def _since(started: float) -> float:
    return round((perf_counter() - started) * 1000, 1)
