import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from sanjeh.core.probing.artifacts.http import Timing
from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.http import Response
from sanjeh.net.request_cache import RequestCache
from sanjeh.probes.http import capture as http_capture
from sanjeh.probes.http.capture import capture
from tests.evidence import MemoryStore
from tests.net.servers import always, by_path, page
from tests.probes.http.looking import HTML, SLOW_URL, ShutGate, StopwatchHttp, look


@pytest.fixture(autouse=True)
def no_page_is_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask no page again because this machine is busy, but where that is what is shown."""
    monkeypatch.setattr(http_capture, "_MOST_REPEATS", 0)


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


@pytest.mark.parametrize(
    ("times", "again"),
    [
        ((299.0,), []),
        ((300.0, 310.0), [310.0]),
        ((900.0, 100.0), [100.0]),
        ((900.0, 950.0, 2000.0, 1.0), [950.0, 2000.0]),
    ],
)
async def test_a_page_that_is_not_surely_fast_is_asked_again_but_not_for_ever(
    times: tuple[float, ...], again: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_capture, "_MOST_REPEATS", 4)
    network: Any = SimpleNamespace(
        gate=ShutGate(), http=StopwatchHttp(*times), http6=None, request_cache=RequestCache()
    )

    artifact = await capture(Target(url=SLOW_URL), network, MemoryStore())

    assert [timing.ttfb_ms for timing in artifact.page_again] == again


@pytest.mark.parametrize(
    ("late_ms", "asked"),
    [
        ((0.0, 0.0), 2),
        ((50.0, 0.0, 0.0), 3),
        ((50.0, 50.0, 50.0, 50.0, 50.0), 5),
        # A tenth of what is timed is no busy moment.
        ((41.0, 41.0), 2),
        ((41.0, 41.1), 3),
    ],
)
def test_what_was_timed_in_a_busy_moment_of_ours_is_timed_again(
    late_ms: tuple[float, ...], asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http_capture, "_MOST_REPEATS", 4)
    repeats = [Timing(ttfb_ms=410.0, total_ms=420.0, late_ms=one) for one in (*late_ms, 0.0)]

    enough = next(n for n in range(1, 6) if http_capture._is_enough(repeats[:n]) or n == 5)

    assert enough == asked


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

    artifact = await look(site)

    assert "SECRET" not in artifact.model_dump_json()
    assert artifact.page.answer is not None
    assert [
        (cookie.name, cookie.is_secure, cookie.is_http_only, cookie.same_site)
        for cookie in artifact.page.answer.cookies
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

    artifact = await look(moody)

    assert artifact.security_txt.failure is not None
    assert artifact.security_txt.failure.reason == Reason.CONNECTION_RESET
    assert artifact.robots.answer is not None
    assert artifact.sitemap.answer is not None


async def test_a_site_that_falls_silent_is_not_asked_again() -> None:
    asked: list[str] = []

    class FallsSilent:
        async def get(self, url: str, **_options: object) -> Response:
            asked.append(url)
            if len(asked) > 1:
                raise CaptureFailed(Reason.FIRST_BYTE_TIMEOUT, url)
            return Response(url, 200, (("Content-Type", "text/html"),), b"salam", "", "1.1", 1.0, 2.0)

    network: Any = SimpleNamespace(
        http=FallsSilent(), gate=ShutGate(), http6=None, request_cache=RequestCache()
    )
    artifact = await capture(Target(url="https://127.0.0.1/"), network, MemoryStore())

    parts = (artifact.robots, artifact.absent, artifact.security_txt, artifact.sitemap)
    assert asked == ["https://127.0.0.1/", "https://127.0.0.1/robots.txt", "http://127.0.0.1:80/"]
    assert [part.failure and part.failure.reason for part in parts] == [Reason.FIRST_BYTE_TIMEOUT] * 4


async def test_a_slow_part_ends_with_the_budget_and_the_page_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sanjeh.probes.http.requester._BUDGET_S", 0.5)

    async def slow(head: bytes, writer: asyncio.StreamWriter) -> None:
        if not head.startswith(b"GET / "):
            await asyncio.Event().wait()
        writer.write(page(b"<p>salam</p>", HTML))

    artifact = await look(slow)

    assert artifact.page.answer is not None
    assert artifact.robots.failure is not None
    assert artifact.robots.failure.reason == Reason.STEP_TIMEOUT


async def test_a_loop_is_brought_home_as_something_seen() -> None:
    artifact = await look(by_path({"/": page(b"", "Location: /", status="301 Moved")}))

    assert artifact.page.failure is not None
    assert artifact.page.failure.reason == Reason.REDIRECT_LOOP
    assert [hop.location for hop in artifact.page.redirects] == ["/"]


async def test_the_site_map_that_robots_names_is_asked_for() -> None:
    shelf = MemoryStore()
    port_of: list[int] = []

    async def site(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode()
        port = writer.get_extra_info("sockname")[1]
        port_of.append(port)
        robots = f"Sitemap: http://127.0.0.1:{port}/map.xml".encode()
        writer.write(page(robots if path == "/robots.txt" else path.encode(), HTML))

    artifact = await look(site, shelf)

    assert artifact.sitemap.answer is not None
    assert shelf.read(artifact.sitemap.answer.body) == b"/map.xml"


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (page(b"%PDF-1.7", "Content-Type: application/pdf"), Reason.NOT_HTML),
        (page(bytes(100), "Content-Type: application/octet-stream"), Reason.NOT_HTML),
        (page(bytes(100)), Reason.NOT_HTML),
        (page(bytes(100), HTML), Reason.NOT_HTML),
        (page(b"packed\x01\x0e otherwise" * 20, HTML), Reason.NOT_HTML),
        (page(bytes(5_100_000), HTML), Reason.BODY_TOO_LARGE),
        (b"nonsense\r\n\r\n", Reason.BAD_RESPONSE),
    ],
)
async def test_a_page_that_cannot_be_had_fails_the_look_by_name(answer: bytes, reason: Reason) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await look(always(answer))

    assert failed.value.reason == reason


async def test_a_sign_that_is_no_letter_makes_no_page_another_thing() -> None:
    assert (await look(always(page(b"a\x01" + b"a" * 98, HTML)))).page.answer is not None
