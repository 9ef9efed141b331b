import asyncio
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow, parse
from sanjeh.net.http import Response
from sanjeh.net.network import open_network
from sanjeh.net.request_cache import RequestCache
from sanjeh.probes.http.capture import capture
from tests.evidence import MemoryStore
from tests.net.servers import page
from tests.probes.http.looking import HTML, SLOW_URL, ShutGate, StopwatchHttp, look


async def test_who_refuses_our_name_is_asked_once_more_under_a_browsers() -> None:
    async def choosy(head: bytes, writer: asyncio.StreamWriter) -> None:
        is_browser = b"Chrome/" in head and b"Sanjeh/" in head
        writer.write(page(b"<p>salam</p>", HTML, status="200 OK" if is_browser else "406 Not Acceptable"))

    artifact = await look(choosy)

    assert artifact.refused is not None
    assert artifact.refused.answer is not None
    assert artifact.page.answer is not None
    assert artifact.robots.answer is not None
    assert (artifact.refused.answer.status, artifact.page.answer.status, artifact.robots.answer.status) == (
        406,
        200,
        200,
    )


async def test_the_page_is_asked_for_as_a_foreign_script_would_and_not_read() -> None:
    async def mirror(head: bytes, writer: asyncio.StreamWriter) -> None:
        origins = [line[8:] for line in head.decode().split("\r\n") if line.startswith("Origin: ")]
        granted = [f"Access-Control-Allow-Origin: {origin}" for origin in origins]
        writer.write(page(b"<p>salam</p>", HTML, *granted))

    artifact = await look(mirror)

    assert artifact.foreign is not None
    assert artifact.foreign.answer is not None
    assert artifact.foreign.answer.header("access-control-allow-origin").endswith(".invalid")
    assert (artifact.foreign.answer.body, artifact.foreign.answer.body_bytes) == ("", 0)


async def test_the_parts_of_a_site_map_are_asked_for_three_at_most_and_of_this_site_alone() -> None:
    asked: list[str] = []

    async def site(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode()
        asked.append(path)
        origin = f"http://127.0.0.1:{writer.get_extra_info('sockname')[1]}"
        urls = ["https://other.ir/a.xml", *(f"{origin}/{number}.xml" for number in range(5))]
        entries = "".join(f"<sitemap><loc>{url}</loc></sitemap>" for url in urls)
        is_index = path == "/sitemap.xml"
        writer.write(page(f"<sitemapindex>{entries}</sitemapindex>".encode() if is_index else b"salam", HTML))

    artifact = await look(site)

    assert [path for path in asked if path[1:2].isdigit() and path.endswith(".xml")] == [
        "/0.xml",
        "/1.xml",
        "/2.xml",
    ]
    assert len(artifact.sitemaps) == 3


async def test_no_host_is_asked_more_than_fourteen_times() -> None:
    asked: list[str] = []

    async def endless(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode()
        asked.append(path)
        if path.endswith(".xml"):
            origin = f"http://127.0.0.1:{writer.get_extra_info('sockname')[1]}"
            entries = "".join(f"<sitemap><loc>{origin}/{n}.xml</loc></sitemap>" for n in range(9))
            writer.write(page(f"<sitemapindex>{entries}</sitemapindex>".encode()))
        elif path == "/" and len(asked) > 2:
            writer.write(page(b"", "Location: /", status="302 Found"))
        else:
            writer.write(page(b"<p>salam</p>", HTML, status="403 Forbidden"))

    await look(endless)

    assert len(asked) <= 14


@dataclass(frozen=True)
class SixGate:
    """A gate behind which everything has an IPv6 address too."""

    parse = staticmethod(parse)

    async def admit(self, _host: str, _port: int) -> tuple[str, ...]:
        return ("127.0.0.1", "::1")


@pytest.mark.parametrize(
    ("http6", "answered"), [(StopwatchHttp(), True), (None, False)], ids=["a way", "no way"]
)
async def test_the_page_is_asked_for_over_ipv6_where_there_is_a_way(
    http6: StopwatchHttp | None, *, answered: bool
) -> None:
    network: Any = SimpleNamespace(
        gate=SixGate(), http=StopwatchHttp(), http6=http6, request_cache=RequestCache()
    )

    artifact = await capture(Target(url=SLOW_URL), network, MemoryStore())

    assert artifact.over_ipv6 is not None
    assert (artifact.over_ipv6.answer is not None) == answered
    assert (artifact.over_ipv6.failure and artifact.over_ipv6.failure.reason) == (
        None if answered else Reason.NOT_ASKED
    )


async def test_the_host_is_asked_with_and_without_www() -> None:
    asked: list[str] = []

    class Listening(StopwatchHttp):
        async def get(self, url: str, **options: object) -> Response:
            asked.append(url)
            return await super().get(url, **options)

    network: Any = SimpleNamespace(
        gate=ShutGate(), http=Listening(), http6=None, request_cache=RequestCache()
    )
    artifact = await capture(
        Target(url="https://www.slow.test:8443/a", plain_port=8080), network, MemoryStore()
    )

    assert [url for url in asked if "//slow.test" in url] == [
        "https://slow.test:8443/",
        "http://slow.test:8080/",
    ]
    assert artifact.twin is not None
    assert artifact.twin.answer is not None


async def test_a_name_server_that_tires_at_the_end_loses_nothing() -> None:
    class Tired(ShutGate):
        async def admit(self, host: str, port: int) -> tuple[str, ...]:
            raise CaptureFailed(Reason.NAME_TIMEOUT, f"{host}:{port}")

    network: Any = SimpleNamespace(
        gate=Tired(), http=StopwatchHttp(), http6=StopwatchHttp(), request_cache=RequestCache()
    )
    artifact = await capture(Target(url=SLOW_URL), network, MemoryStore())

    assert artifact.page.answer is not None
    assert artifact.over_ipv6 is not None
    assert artifact.over_ipv6.failure is not None
    assert artifact.over_ipv6.failure.reason == Reason.NAME_TIMEOUT
    assert artifact.spoken is not None
    assert artifact.spoken.failure is not None


async def test_a_page_is_got_over_ipv6_by_a_connection_of_its_own() -> None:
    peers: list[str] = []

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        peers.append(writer.get_extra_info("peername")[0])
        writer.write(page(b"<p>salam</p>", HTML, "Connection: close"))
        writer.close()

    server = await asyncio.start_server(answer, "::1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, open_network(allow=[Allow("::1")], with_browser=False) as network:
        artifact = await capture(Target(url=f"http://[::1]:{port}/"), network, MemoryStore())

    assert artifact.over_ipv6 is not None
    assert artifact.over_ipv6.answer is not None
    assert artifact.over_ipv6.answer.status == 200
    assert set(peers) == {"::1"}
