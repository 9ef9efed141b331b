"""Opens a page that tries to reach what is denied, and tells what arrived anywhere.

Run as a program: in a network namespace of its own every address of the internet leads to its listeners, so
whatever passes the gate is counted; elsewhere only loopback addresses are listened at.
"""

import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.browser import Browser
from sanjeh.net.gate import Allow, Gate
from tests.hostile import means

MOST_WAITS = 100
ANY = ("0.0.0.0", "::")  # noqa: S104 - to hear whatever arrives
# Spellings of addresses that nobody may be led to.
SPELLINGS = (
    "169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "169.254.43518",
    "0xa9.254.0251.254", "169。254。169。254", "１６９.254.169.254", "[::ffff:169.254.169.254]",
    "[::ffff:a9fe:a9fe]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]", "[::169.254.169.254]",
    "[fd00:ec2::254]", "[fe80::1]", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "198.18.0.1",
    "224.0.0.1", "255.255.255.255", "127.0.0.1", "127.1", "127.6.6.6", "2130706433", "[::1]", "[::]", ANY[0],
    "0", "[::ffff:127.0.0.1]", "localhost", "localhost.", "LOCALHOST", "a.localhost", "ⓛⓞⓒⓐⓛⓗⓞⓢⓣ",
    "inside.test", "inside.test.", "inside。test", "half-inside.test", "rebinding.test",
)  # fmt: skip
# What these spellings come to, as the proxy is asked for them.
HIDDEN = {
    "169.254.169.254", "::ffff:a9fe:a9fe", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "::a9fe:a9fe",
    "fd00:ec2::254", "fe80::1", "10.0.0.1", "172.16.0.1", "192.168.0.1", "100.64.0.1", "198.18.0.1",
    "224.0.0.1", "255.255.255.255", "127.6.6.6", "::1", "::", ANY[0], "::ffff:7f00:1", "localhost",
    "localhost.", "a.localhost", "inside.test", "inside.test.", "half-inside.test", "rebinding.test",
}  # fmt: skip
# What a headless browser really sends out, heard at the allowed neighbour: the rest it refuses by itself.
ALIVE = {
    "audio", "beacon", "drawn-image", "embed", "events", "fetch", "fetch-no-cors", "fetch-post", "font",
    "form", "frame", "image", "image-set", "import", "module", "module-preload", "new-audio", "new-font",
    "new-image", "object", "picture-button", "ping", "policy-report", "poster", "prefetch", "preload",
    "redirect", "redirect-frame", "refresh", "script", "shared-worker", "socket", "style", "style-content",
    "style-import", "style-picture", "video", "worker-fetch", "worker-import", "xhr",
}  # fmt: skip


class Book:
    """A name server with a grudge: some names lead inside, one of them only from its second answer on."""

    def __init__(self, site: str) -> None:
        self.answers = {"inside.test": ("10.0.0.1",), "half-inside.test": (site, "10.0.0.1")}
        self.site = site
        self.rebound = 0

    async def resolve(self, host: str) -> tuple[str, ...]:
        if host == "rebinding.test":
            self.rebound += 1
            return (self.site,) if self.rebound == 1 else ("127.0.0.1",)
        if host not in self.answers:
            raise CaptureFailed(Reason.NAME_UNKNOWN, host)
        return self.answers[host]


@dataclass
class Place:
    """Where the site stands, where its approved neighbour, and the ports at which everything is heard."""

    site: str
    neighbour: str
    denied: str
    ports: tuple[int, ...]
    datagram_ports: tuple[int, ...]
    approvals: tuple[Allow, ...] = ()
    pages: dict[str, str] = field(default_factory=dict)
    arrived: Counter[str] = field(default_factory=Counter)
    reached: set[str] = field(default_factory=set)

    def address(self, host: str) -> str:
        port = self.ports[0]
        return f"http://{host}" if port == 80 else f"http://{host}:{port}"

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        here = writer.get_extra_info("sockname")[0].removeprefix("::ffff:")
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.CancelledError):
            if here not in {self.site, self.neighbour}:
                self.arrived[here] += 1
            elif here == self.neighbour:
                self.reached.add((await reader.readuntil(b"\r\n")).split(b" ")[1].decode().strip("/"))
                writer.write(b"HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
            else:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(self._page(*head.split(b" ", 2)[1].decode().partition("?")[::2]))
            await writer.drain()
        writer.close()

    def _page(self, path: str, query: str) -> bytes:
        kind, headers, body = "text/html; charset=utf-8", "", self.pages.get(path, "")
        status = "200 OK"
        if path == "/to":
            status, headers = "302 Found", f"Location: {query}\r\n"
        elif path == "/worker.js":
            kind = "text/javascript"
            body = (
                f"fetch('{query}/service-worker'); oninstall = () => fetch('{query}/service-worker-install')"
            )
        elif path == "/transformed":
            kind = "text/xml"
            body = f'<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="{query}"?><a/>'
        elif path == "/reporting":
            headers = (
                f"Content-Security-Policy: script-src 'none'; report-uri {query}\r\n"
                f'Reporting-Endpoints: default="{query}-endpoint"\r\n'
                f'NEL: {{"report_to": "n", "max_age": 100, "success_fraction": 1}}\r\n'
                f'Report-To: {{"group": "n", "max_age": 9, "endpoints": [{{"url": "{query}-network"}}]}}\r\n'
            )
            body = "<script>1</script>"
        encoded = body.encode()
        return (
            f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n{headers}"
            f"Content-Length: {len(encoded)}\r\n\r\n"
        ).encode() + encoded


class _Datagrams(asyncio.DatagramProtocol):
    def __init__(self, arrived: Counter[str], port: int) -> None:
        self._arrived, self._port = arrived, port

    def datagram_received(self, data: bytes, addr: tuple[str | int, ...]) -> None:
        del data, addr
        self._arrived[f"datagram:{self._port}"] += 1


def everywhere() -> Place:
    """Return a place in a namespace of our own, where all addresses are ours."""
    for words in (
        "link set lo up",
        "route add local 0.0.0.0/0 dev lo",
        "-6 route add local ::/0 dev lo",
    ):
        subprocess.run(["ip", *words.split()], check=True)  # noqa: S607 - wherever it is
    return Place("5.160.0.1", "5.160.0.2", "169.254.169.254", (80, 443, 3478), (53, 443, 3478, 5353))


def on_loopback() -> Place:
    """Return a place for those who may make no namespace."""
    port = 20_000 + hash(asyncio.get_running_loop()) % 10_000
    approvals = (Allow("127.0.0.2", frozenset({port})), Allow("127.0.0.3", frozenset({port})))
    return Place("127.0.0.3", "127.0.0.2", "127.6.6.6", (port,), (port,), approvals)


@asynccontextmanager
async def heard(place: Place) -> AsyncIterator[None]:
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        for port in place.ports:
            await stack.enter_async_context(await asyncio.start_server(place.answer, ANY, port))
        for port in place.datagram_ports:
            ear, _ = await loop.create_datagram_endpoint(
                partial(_Datagrams, place.arrived, port), (ANY[1], port)
            )
            stack.callback(ear.close)
        yield


async def shown_to_hear(place: Place) -> int:
    """Knock once at a denied address, as no page may; return how often that was heard."""
    _, writer = await asyncio.open_connection(place.denied, place.ports[0])
    writer.close()
    packet, _ = await asyncio.get_running_loop().create_datagram_endpoint(
        asyncio.DatagramProtocol, remote_addr=(place.denied, place.datagram_ports[0])
    )
    packet.sendto(b"x")
    packet.close()
    for _ in range(100):
        if place.arrived.total() == 2:
            break
        await asyncio.sleep(0.01)
    times = place.arrived.total()
    place.arrived.clear()
    return times


async def tried(browser: Browser, url: str, is_enough: Callable[[set[str]], bool]) -> Counter[str]:
    """Open a page until enough was tried and a little longer; return the hosts that were refused to it."""
    async with browser.page() as page:
        await page.goto(url, wait_until="commit")
        traffic = browser.traffic(page)
        for _ in range(MOST_WAITS):
            refused = Counter(passage.host for passage in traffic.passages if passage.refused)
            if is_enough(set(refused)):
                break
            await asyncio.sleep(0.1)
        await asyncio.sleep(0.5)
    return refused


async def told(place: Place) -> dict[str, object]:
    """Try both pages; tell what arrived, what was refused, and what the allowed neighbour was asked for."""
    addresses = [place.address(host) for host in (place.denied, place.neighbour)]
    place.pages["/means"] = means.page(*addresses, port=place.ports[-1])
    place.pages["/spellings"] = means.light_page(*map(place.address, SPELLINGS))
    home = place.address(place.site)
    async with heard(place), Browser(Gate(Book(place.site), place.approvals)) as browser:
        packets = await shown_to_hear(place)
        by_means = await tried(browser, f"{home}/means", lambda _: place.reached >= ALIVE)
        by_spelling = await tried(browser, f"{home}/spellings", lambda refused: refused >= HIDDEN)
    return {
        "packets": packets,
        "arrived": place.arrived,
        "refused by means": by_means[place.denied],
        "refused by spelling": sorted(by_spelling),
        "neighbour": sorted(place.reached),
    }


async def main(words: Iterable[str]) -> None:
    # Standard output is the answer's alone.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    place = everywhere() if "everywhere" in words else on_loopback()
    print(json.dumps(await told(place), ensure_ascii=False))  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
