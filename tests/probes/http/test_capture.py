import asyncio
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest

from sanjeh.core.failures import LookFailed, Reason
from sanjeh.core.probing import Target
from sanjeh.core.sights.http import HttpSight
from sanjeh.net.gate import Address, Allow, parse
from sanjeh.net.http import Reply
from sanjeh.net.network import open_network
from sanjeh.probes.http.capture import LOOK
from tests.net.servers import Answering, always, by_path, page, served
from tests.probes.judging import Shelf

HTML = "Content-Type: text/html; charset=utf-8"


async def look(answering: Answering, shelf: Shelf | None = None, path: str = "/") -> HttpSight:
    async with (
        served(answering) as port,
        open_network(allow=[Allow("127.0.0.1")], with_browser=False) as network,
    ):
        target = Target(url=f"http://127.0.0.1:{port}{path}")
        return await LOOK.capture(target, network, shelf or Shelf())


async def test_every_question_is_asked_one_after_another() -> None:
    paths: list[str] = []

    async def listen(head: bytes, writer: asyncio.StreamWriter) -> None:
        paths.append(head.split(b" ", 2)[1].decode())
        writer.write(page(b"<p>salam</p>", HTML))

    await look(listen, path="/khedmat?a=b")

    assert [path if "-not-here" not in path else "a random one" for path in paths] == [
        "/khedmat?a=b",
        "/robots.txt",
        "/khedmat?a=b",
        "a random one",
        "/.well-known/security.txt",
        "/sitemap.xml",
        "/khedmat?a=b",
    ]


class ShutGate:
    """Knows addresses; what it is asked about has an IPv4 address alone."""

    def parse(self, url: str) -> Address:
        return parse(url)

    async def admit(self, _host: str, _port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)


class StopwatchHttp:
    """Answers every GET; the page takes the given times, one after another."""

    def __init__(self, *ttfb_ms: float) -> None:
        self.times = list(ttfb_ms)

    async def get(self, url: str, **_options: object) -> Reply:
        ttfb_ms = self.times.pop(0) if url == SLOW_URL and self.times else 10.0
        headers = (("Content-Type", "text/html"),)
        return Reply(url, 200, headers, b"<p>salam</p>", "192.0.2.1", "1.1", ttfb_ms, ttfb_ms + 1)


SLOW_URL = "https://slow.test/"


@pytest.mark.parametrize(
    ("times", "again"),
    [((799.0,), []), ((900.0, 100.0), [100.0]), ((900.0, 950.0, 2000.0, 1.0), [950.0, 2000.0])],
)
async def test_a_slow_page_is_asked_again_but_not_for_ever(
    times: tuple[float, ...], again: list[float]
) -> None:
    network: Any = SimpleNamespace(gate=ShutGate(), http=StopwatchHttp(*times), http6=None)

    sight = await LOOK.capture(Target(url=SLOW_URL), network, Shelf())

    assert [timing.ttfb_ms for timing in sight.page_again] == again


async def test_no_secret_is_kept() -> None:
    site = by_path(
        {
            "/": page(
                b"",
                "Location: /in?token=SECRET",
                "Set-Cookie: sid=SECRET; Path=/; HttpOnly",
                status="302 Found",
            ),
            "/in?token=SECRET": page(b"<p>salam</p>", HTML, "Set-Cookie: b=SECRET; Secure; SameSite=Lax"),
        }
    )

    sight = await look(site)

    assert "SECRET" not in sight.model_dump_json()
    assert sight.page.answer is not None
    assert [
        (cookie.name, cookie.is_secure, cookie.is_http_only, cookie.same_site)
        for cookie in sight.page.answer.cookies
    ] == [
        ("sid", False, True, ""),
        ("b", True, False, "lax"),
    ]


async def test_a_file_that_fails_loses_no_other() -> None:
    async def moody(head: bytes, writer: asyncio.StreamWriter) -> None:
        if b"security.txt" in head:
            writer.transport.abort()
            return
        writer.write(page(b"<p>salam</p>", HTML))

    sight = await look(moody)

    assert sight.security_txt.failure is not None
    assert sight.security_txt.failure.reason == Reason.CONNECTION_RESET
    assert sight.robots.answer is not None
    assert sight.sitemap.answer is not None


async def test_a_site_that_falls_silent_is_not_asked_again() -> None:
    asked: list[str] = []

    class FallsSilent:
        async def get(self, url: str, **_options: object) -> Reply:
            asked.append(url)
            if len(asked) > 1:
                raise LookFailed(Reason.FIRST_BYTE_TIMEOUT, url)
            return Reply(url, 200, (("Content-Type", "text/html"),), b"salam", "", "1.1", 1.0, 2.0)

    network: Any = SimpleNamespace(http=FallsSilent(), gate=ShutGate(), http6=None)
    sight = await LOOK.capture(Target(url="https://127.0.0.1/"), network, Shelf())

    parts = (sight.robots, sight.absent, sight.security_txt, sight.sitemap)
    assert asked == ["https://127.0.0.1/", "https://127.0.0.1/robots.txt", "http://127.0.0.1:80/"]
    assert [part.failure and part.failure.reason for part in parts] == [Reason.FIRST_BYTE_TIMEOUT] * 4


async def test_a_slow_part_ends_with_the_budget_and_the_page_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjeh.probes.http.asking._BUDGET_S", 0.5)

    async def slow(head: bytes, writer: asyncio.StreamWriter) -> None:
        if not head.startswith(b"GET / "):
            await asyncio.Event().wait()
        writer.write(page(b"<p>salam</p>", HTML))

    sight = await look(slow)

    assert sight.page.answer is not None
    assert sight.robots.failure is not None
    assert sight.robots.failure.reason == Reason.STEP_TIMEOUT


async def test_a_loop_is_brought_home_as_something_seen() -> None:
    sight = await look(by_path({"/": page(b"", "Location: /", status="301 Moved")}))

    assert sight.page.failure is not None
    assert sight.page.failure.reason == Reason.REDIRECT_LOOP
    assert [hop.location for hop in sight.page.redirects] == ["/"]


async def test_the_site_map_that_robots_names_is_asked_for() -> None:
    shelf = Shelf()
    port_of: list[int] = []

    async def site(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode()
        port = writer.get_extra_info("sockname")[1]
        port_of.append(port)
        robots = f"Sitemap: http://127.0.0.1:{port}/map.xml".encode()
        writer.write(page(robots if path == "/robots.txt" else path.encode(), HTML))

    sight = await look(site, shelf)

    assert sight.sitemap.answer is not None
    assert shelf.read(sight.sitemap.answer.body) == b"/map.xml"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page(b"%PDF-1.7", "Content-Type: application/pdf"), Reason.NOT_HTML),
        (page(bytes(100), "Content-Type: application/octet-stream"), Reason.NOT_HTML),
        (page(bytes(100)), Reason.NOT_HTML),
        (page(bytes(100), HTML), Reason.NOT_HTML),
        (page(bytes(5_100_000), HTML), Reason.BODY_TOO_LARGE),
        (b"nonsense\r\n\r\n", Reason.BAD_RESPONSE),
    ],
)
async def test_a_page_that_cannot_be_had_fails_the_look_by_name(answer: bytes, reason: Reason) -> None:
    with pytest.raises(LookFailed) as failed:
        await look(always(answer))

    assert failed.value.reason == reason


async def test_who_refuses_our_name_is_asked_once_more_under_a_browsers() -> None:
    async def choosy(head: bytes, writer: asyncio.StreamWriter) -> None:
        is_browser = b"Chrome/" in head and b"Sanjeh/" in head
        writer.write(page(b"<p>salam</p>", HTML, status="200 OK" if is_browser else "406 Not Acceptable"))

    sight = await look(choosy)

    assert sight.refused is not None
    assert sight.refused.answer is not None
    assert sight.page.answer is not None
    assert sight.robots.answer is not None
    assert (sight.refused.answer.status, sight.page.answer.status, sight.robots.answer.status) == (
        406,
        200,
        200,
    )


async def test_the_page_is_asked_for_as_a_foreign_script_would_and_not_read() -> None:
    async def mirror(head: bytes, writer: asyncio.StreamWriter) -> None:
        origins = [line[8:] for line in head.decode().split("\r\n") if line.startswith("Origin: ")]
        granted = [f"Access-Control-Allow-Origin: {origin}" for origin in origins]
        writer.write(page(b"<p>salam</p>", HTML, *granted))

    sight = await look(mirror)

    assert sight.foreign is not None
    assert sight.foreign.answer is not None
    assert sight.foreign.answer.header("access-control-allow-origin").endswith(".invalid")
    assert (sight.foreign.answer.body, sight.foreign.answer.body_bytes) == ("", 0)


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

    sight = await look(site)

    assert [path for path in asked if path[1:2].isdigit() and path.endswith(".xml")] == [
        "/0.xml",
        "/1.xml",
        "/2.xml",
    ]
    assert len(sight.sitemaps) == 3


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
    network: Any = SimpleNamespace(gate=SixGate(), http=StopwatchHttp(), http6=http6)

    sight = await LOOK.capture(Target(url=SLOW_URL), network, Shelf())

    assert sight.over_ipv6 is not None
    assert (sight.over_ipv6.answer is not None) == answered
    assert (sight.over_ipv6.failure and sight.over_ipv6.failure.reason) == (
        None if answered else Reason.NOT_ASKED
    )


async def test_the_host_is_asked_with_and_without_www() -> None:
    asked: list[str] = []

    class Listening(StopwatchHttp):
        async def get(self, url: str, **options: object) -> Reply:
            asked.append(url)
            return await super().get(url, **options)

    network: Any = SimpleNamespace(gate=ShutGate(), http=Listening(), http6=None)
    sight = await LOOK.capture(Target(url="https://www.slow.test:8443/a", plain_port=8080), network, Shelf())

    assert [url for url in asked if "//slow.test" in url] == [
        "https://slow.test:8443/",
        "http://slow.test:8080/",
    ]
    assert sight.twin is not None
    assert sight.twin.answer is not None
