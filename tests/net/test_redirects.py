"""Where redirects lead, with which cookies, and where they end."""

import asyncio

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.http import Http, RedirectHop, RedirectsFailed, Response, Timeouts
from tests.net.servers import Answering, always, by_path, loopback_gate, page, served


async def get(answering: Answering) -> Response:
    async with served(answering) as port, Http(loopback_gate(), Timeouts()) as http:
        return await http.get(f"http://127.0.0.1:{port}/", max_bytes=100_000)


async def reason_of(answering: Answering) -> Reason:
    with pytest.raises(CaptureFailed) as failed:
        await get(answering)
    return failed.value.reason


async def test_redirects_are_followed_and_told() -> None:
    site = by_path(
        {
            "/": page(b"", "Location: /next", status="302 Found"),
            "/next": page(b"here"),
        }
    )

    reply = await get(site)

    told = [(hop.url.rpartition("/")[2], hop.status, hop.location) for hop in reply.hops]
    assert (reply.body, told) == (b"here", [("", 302, "/next")])


async def test_a_redirect_to_a_refused_address_is_refused() -> None:
    assert (
        await reason_of(always(page(b"", "Location: http://169.254.169.254/", status="302 Found")))
        == Reason.ADDRESS_REFUSED
    )


async def test_a_redirect_to_a_file_is_refused() -> None:
    assert (
        await reason_of(always(page(b"", "Location: file:///etc/passwd", status="302 Found")))
        == Reason.SCHEME_REFUSED
    )


async def test_a_redirect_to_nonsense_is_a_bad_response() -> None:
    broken = page(b"", "Location: http://[oops/", status="302 Found")

    assert await reason_of(always(broken)) == Reason.BAD_RESPONSE


async def test_a_redirect_loop_is_named_and_keeps_its_hops() -> None:
    site = by_path({"/": page(b"", "Location: /", status="301 Moved")})

    with pytest.raises(RedirectsFailed) as failed:
        await get(site)

    assert failed.value.reason == Reason.REDIRECT_LOOP
    assert [(hop.status, hop.location) for hop in failed.value.hops] == [(301, "/")]
    assert isinstance(failed.value.hops[0], RedirectHop)


async def test_a_site_that_sets_a_cookie_and_comes_back_is_no_loop() -> None:
    async def once(head: bytes, writer: asyncio.StreamWriter) -> None:
        is_known = b"seen=1" in head
        first = page(b"", "Location: /", "Set-Cookie: seen=1", status="302 Found")
        writer.write(page(b"welcome") if is_known else first)

    assert (await get(once)).body == b"welcome"


@pytest.mark.parametrize(
    "cookie", ["seen=abc/def==", 'seen={"a":1,"b":2}', "seen now=yes", "seen", 'seen="a']
)
async def test_a_cookie_that_a_site_asks_back_is_said_to_the_letter(cookie: str) -> None:
    async def once(head: bytes, writer: asyncio.StreamWriter) -> None:
        is_known = f"\r\nCookie: {cookie}\r\n".encode() in head
        first = page(b"", "Location: /", f"Set-Cookie: {cookie}; Path=/", status="302 Found")
        writer.write(page(b"welcome") if is_known else first)

    assert (await get(once)).body == b"welcome"


@pytest.mark.parametrize(
    ("location", "asked"),
    [
        ("Location: /خبر".encode("cp1256"), b"/%CE%C8%D1"),
        ("Location: /خبر".encode(), b"/%D8%AE%D8%A8%D8%B1"),
        (b"Location: /a\r\nLocation: /a", b"/a"),
    ],
)
async def test_a_redirect_leads_where_it_leads_a_browser(location: bytes, asked: bytes) -> None:
    async def lead(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1]
        first = page(b"", "@", status="302 Found").replace(b"@", location)
        writer.write(first if path == b"/" else page(path))

    assert (await get(lead)).body == asked


@pytest.mark.parametrize(
    "rest",
    [
        b"Content-Length: 9\r\n\r\nabc",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"Content-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc",
        b"Content-Length: 99999999\r\n\r\n" + b"a" * 9_999_999,
    ],
    ids=["cut", "no chunk", "no gzip", "too long"],
)
async def test_what_stands_behind_a_redirect_stops_nobody(rest: bytes) -> None:
    async def lead(head: bytes, writer: asyncio.StreamWriter) -> None:
        is_first = head.startswith(b"GET / ")
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /a\r\n" + rest if is_first else page(b"arrived"))
        await writer.drain()
        writer.close()

    assert (await get(lead)).body == b"arrived"


async def test_endless_redirects_are_named() -> None:
    async def onwards(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode()
        writer.write(page(b"", f"Location: {path}x", status="302 Found"))

    assert await reason_of(onwards) == Reason.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(("count", "is_followed"), [(10, True), (11, False)])
async def test_ten_redirects_are_followed_and_not_one_more(count: int, *, is_followed: bool) -> None:
    site = by_path(
        {f"/{left}": page(b"", f"Location: /{left - 1}", status="302 Found") for left in range(1, count + 1)}
        | {"/": page(b"", f"Location: /{count - 1}", status="302 Found"), "/0": page(b"arrived")}
    )

    if is_followed:
        reply = await get(site)
        assert (reply.body, len(reply.hops)) == (b"arrived", count)
    else:
        with pytest.raises(RedirectsFailed) as failed:
            await get(site)
        assert (failed.value.reason, len(failed.value.hops)) == (Reason.TOO_MANY_REDIRECTS, count)
