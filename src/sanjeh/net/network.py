"""Everything a look may use to reach the world, opened together and closed together."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from sanjeh.net.browser import Browser
from sanjeh.net.dns import ROOT_ANCHORS, Dns, DnsResolver, SystemResolver
from sanjeh.net.gate import Allow, Gate
from sanjeh.net.http import Http
from sanjeh.net.ip_versions import IPv6Gate
from sanjeh.net.own_addresses import of_this_machine
from sanjeh.net.request_cache import RequestCache
from sanjeh.net.robots import Robots
from sanjeh.net.throttled_http import Throttle, ThrottledHttp
from sanjeh.net.tls import Tls
from sanjeh.net.trust import TrustStores


@dataclass(frozen=True, slots=True)
class Network:
    """The one way out, with all clients that go it; `http6` gets pages from IPv6 addresses alone.

    `request_cache` remembers what hosts were asked a little earlier.
    """

    gate: Gate
    http: Http
    dns: Dns
    tls: Tls
    browser: Browser | None
    robots: Robots
    http6: Http | None = None
    request_cache: RequestCache = field(default_factory=RequestCache)


@asynccontextmanager
async def open_network(  # noqa: PLR0913 - each is a fact that only the caller knows
    *,
    allow: Iterable[Allow] = (),
    own: Iterable[str] = (),
    nameservers: Iterable[str] | None = None,
    roots: TrustStores | None = None,
    with_browser: bool = True,
    contact: str = "",
    throttle: Throttle | None = None,
    anchors: Iterable[str] = ROOT_ANCHORS,
) -> AsyncIterator[Network]:
    """Open the way out; nothing is started before it is needed, and everything is closed at the end.

    `own` are public addresses and blocks of ours that this machine itself does not know;
    `nameservers` ("address" or "address:port") replace those of this machine for every name;
    `anchors` are the keys from which signatures of names are checked (`Dns`);
    `contact` is the page to which our name leads whoever finds it in a log; `throttle` is how requests
    are spaced and signed.
    """
    dns = Dns(nameservers, anchors=anchors)
    gate = Gate(
        SystemResolver() if nameservers is None else DnsResolver(dns), allow, own={*own, *of_this_machine()}
    )
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(
            ThrottledHttp(gate, contact=contact, throttle=throttle or Throttle())
        )
        http6 = await stack.enter_async_context(
            ThrottledHttp(IPv6Gate(gate), contact=contact, throttle=throttle or Throttle())
        )
        browser = await stack.enter_async_context(Browser(gate, contact=contact)) if with_browser else None
        tls = Tls(gate, roots or TrustStores.of_this_machine())
        yield Network(gate, http, dns, tls, browser, Robots(http), http6)
