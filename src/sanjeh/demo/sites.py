"""The country, alive on loopback: a name server, and a TLS and a plain site per host."""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from aiohttp import web

from sanjeh.demo.certificates import Authorities, open_authorities, publish_root, server_context
from sanjeh.demo.country import Country, Site, read_country, sites
from sanjeh.demo.defects import Defects, read_defects
from sanjeh.demo.nameserver import NameServer, Records, Zone, records
from sanjeh.demo.pages import Ports, SitePages
from sanjeh.demo.replies import Answer, Asked, SiteReplies
from sanjeh.demo.shipped import demo_folder

HTTPS_PORT = 8443
PLAIN_PORT = 8080
DNS_PORT = 5453
HOST_RANGE = "127.77.0.0/24"


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the country is served; `data` keeps its certificate authority between starts."""

    data: Path
    host_range: str = HOST_RANGE
    https_port: int = HTTPS_PORT
    plain_port: int = PLAIN_PORT
    dns_port: int = DNS_PORT
    now: Callable[[], datetime] = field(default=_now)

    @property
    def nameservers(self) -> tuple[str, str]:
        """Return where the two name servers are: at the first two addresses."""
        network = ipaddress.ip_network(self.host_range)
        return str(network[1]), str(network[2])

    @property
    def secrets(self) -> Path:
        """Return the folder of keys; nobody but us may read it."""
        return self.data / "demo" / "keys"

    @property
    def hour_file(self) -> Path:
        """Return where the hour stands while a demo day is hurried through; else there is no such file."""
        return self.data / "demo" / "hour"

    def hour(self) -> int | None:
        """Return the hour of the hurried day, None while time passes as everywhere."""
        try:
            return int(self.hour_file.read_text(encoding="ascii"))
        except FileNotFoundError:
            return None

    @property
    def roots(self) -> Path:
        """Return the folder that holds the country's root certificate and nothing else."""
        return self.data / "demo" / "roots"


@dataclass(frozen=True, slots=True)
class ServedCountry:
    """What a visitor must know: the names' server, which addresses to allow, whom to trust."""

    country: Country
    defects: Defects
    place: Place
    addresses: dict[str, str]
    nameservers: tuple[str, ...]

    @property
    def ports(self) -> frozenset[int]:
        return frozenset({self.place.https_port, self.place.plain_port})


@asynccontextmanager
async def demo_country(place: Place) -> AsyncIterator[ServedCountry]:
    """Serve the whole country until the block ends."""
    country, defects = read_country(), read_defects()
    authorities = open_authorities(place.secrets, place.now())
    publish_root(authorities, place.roots)
    addresses = _addresses(sites(country), place.host_range)
    async with AsyncExitStack() as open_things:
        zones = _zones(country, defects, addresses)
        for told, at in zip((records(zones), records(zones, is_second=True)), place.nameservers, strict=True):
            await open_things.enter_async_context(_served_names(told, (at, place.dns_port)))
        for site in sites(country):
            await open_things.enter_async_context(
                _served_site(
                    _replies(country, defects, site, place), authorities, place, addresses[site.name]
                )
            )
        nameservers = tuple(f"{at}:{place.dns_port}" for at in place.nameservers)
        yield ServedCountry(country, defects, place, addresses, nameservers)


def _addresses(all_sites: tuple[Site, ...], host_range: str) -> dict[str, str]:
    """Give each site its own loopback address; the first ones of the range are left to the name servers."""
    network = ipaddress.ip_network(host_range)
    return {site.name: str(network[number]) for number, site in enumerate(all_sites, start=10)}


def _replies(country: Country, defects: Defects, site: Site, place: Place) -> SiteReplies:
    ports = Ports(place.https_port, place.plain_port)
    return SiteReplies(SitePages(country, site, demo_folder() / "site", ports), defects)


def _zones(country: Country, defects: Defects, addresses: dict[str, str]) -> list[Zone]:
    """Return the registered domains; only a body with a domain of its own can have its zone spoilt."""
    by_domain: dict[str, list[Site]] = {}
    for site in sites(country):
        by_domain.setdefault(site.domain, []).append(site)
    return [
        Zone(
            domain,
            {site.name: addresses[site.name] for site in inside},
            defects.at(inside[0].host if inside[0].body.domain else ""),
        )
        for domain, inside in by_domain.items()
    ]


@asynccontextmanager
async def _served_names(told: Records, at: tuple[str, int]) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(lambda: NameServer(told), local_addr=at)
    try:
        yield
    finally:
        transport.close()


@asynccontextmanager
async def _served_site(
    replies: SiteReplies, authorities: Authorities, place: Place, address: str
) -> AsyncIterator[None]:
    site = replies.pages.site
    planted = replies.defects.at(site.host)
    if "down" in planted:
        yield
        return
    context = server_context(authorities, site.name, planted, place.secrets, place.now())
    plain = _pages_handler(replies, place) if "https_not_forced" in planted else _redirect_handler(replies)
    secure = _pages_handler(replies, place)
    async with (
        _listening(secure, address, place.https_port, context),
        _listening(plain, address, place.plain_port, None),
    ):
        yield


Handler = Callable[[web.BaseRequest], Coroutine[None, None, web.StreamResponse]]


@asynccontextmanager
async def _listening(
    handler: Handler, address: str, port: int, context: ssl.SSLContext | None
) -> AsyncIterator[None]:
    runner = web.ServerRunner(web.Server(handler, access_log=None))
    await runner.setup()
    try:
        await web.TCPSite(runner, address, port, ssl_context=context).start()
        yield
    finally:
        await runner.cleanup()


def _pages_handler(replies: SiteReplies, place: Place) -> Handler:
    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        if request.method not in ("GET", "HEAD", "POST"):
            return web.Response(status=HTTPStatus.METHOD_NOT_ALLOWED)
        asked = Asked(
            request.path,
            request.query.get("q", ""),
            place.now(),
            origin=request.headers.get("Origin", ""),
            agent=request.headers.get("User-Agent", ""),
            hour=place.hour() if "naps" in replies.defects.at(replies.pages.site.host) else None,
        )
        answer = replies.thanks(asked) if request.method == "POST" else replies.answer(asked)
        await asyncio.sleep(answer.delay_s)
        response = _response(answer)
        if answer.compressed and "gzip" in request.headers.get("Accept-Encoding", ""):
            response.enable_compression(web.ContentCoding.gzip)
        return response

    return handle


def _response(answer: Answer) -> web.Response:
    response = web.Response(
        body=answer.body,
        status=answer.status,
        content_type=answer.content_type,
        charset="utf-8" if answer.content_type.startswith("text/") else None,
    )
    for name, value in answer.headers:
        if name == "Set-Cookie":
            response.headers.add(name, value)
        else:
            response.headers[name] = value
    return response


def _redirect_handler(replies: SiteReplies) -> Handler:
    async def handle(request: web.BaseRequest) -> web.StreamResponse:
        target = f"{replies.pages.origin}{request.path_qs}"
        moved = {"Location": target, "Server": "nemune"}
        return web.Response(status=HTTPStatus.MOVED_PERMANENTLY, headers=moved)

    return handle
