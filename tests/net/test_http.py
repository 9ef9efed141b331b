import asyncio
import gzip
import socket
import zlib

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow, Gate
from sanjeh.net.http import Http, Response, Timeouts
from tests.net.servers import Answering, always, loopback_gate, page, served

# A busy machine is no slow server: only who never sends what is waited for is waited for in vain.
PATIENCE = Timeouts()
NO_FIRST_BYTE, NO_END = Timeouts(first_byte_s=0.3, total_s=60), Timeouts(first_byte_s=60, total_s=0.6)


async def get(
    answering: Answering, path: str = "/", max_bytes: int = 100_000, timeouts: Timeouts = PATIENCE
) -> Response:
    async with served(answering) as port, Http(loopback_gate(), timeouts) as http:
        return await http.get(f"http://127.0.0.1:{port}{path}", max_bytes=max_bytes)


async def reason_of(answering: Answering, max_bytes: int = 100_000, timeouts: Timeouts = PATIENCE) -> Reason:
    with pytest.raises(CaptureFailed) as failed:
        await get(answering, max_bytes=max_bytes, timeouts=timeouts)
    return failed.value.reason


async def test_a_page_comes_with_its_status_headers_body_and_peer() -> None:
    reply = await get(always(page(b"salam", "X-One: 1", "X-One: 2")))

    assert (reply.status, reply.body, reply.header("x-one"), reply.ip, reply.http_version, reply.hops) == (
        200,
        b"salam",
        "1, 2",
        "127.0.0.1",
        "1.1",
        (),
    )
    assert 0 < reply.ttfb_ms <= reply.total_ms


async def test_we_say_who_we_are() -> None:
    heads: list[bytes] = []

    async def listen(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(page())

    await get(listen)

    assert b"Sanjeh/" in heads[0]


async def test_a_header_in_an_old_charset_is_still_text() -> None:
    reply = await get(always(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Name: \xd3\xe1\xc7\xe3\r\n\r\n"))

    assert reply.header("x-name") == "\ufffd" * 4


async def test_cookies_of_one_get_are_not_sent_with_the_next() -> None:
    heads: list[bytes] = []

    async def listen(head: bytes, writer: asyncio.StreamWriter) -> None:
        heads.append(head)
        writer.write(page(b"", "Set-Cookie: a=b"))

    async with served(listen) as port, Http(loopback_gate(), PATIENCE) as http:
        await http.get(f"http://127.0.0.1:{port}/")
        await http.get(f"http://127.0.0.1:{port}/")

    assert [b"Cookie" in head for head in heads] == [False, False]


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("gzip", gzip.compress(b"salam", mtime=0)),
        ("deflate", zlib.compress(b"salam")),
        ("deflate", zlib.compress(b"salam")[2:-4]),
        ("identity", b"salam"),
    ],
    ids=["gzip", "zlib", "bare deflate", "identity"],
)
async def test_a_packed_body_is_unpacked(encoding: str, packed: bytes) -> None:
    assert (await get(always(page(packed, f"Content-Encoding: {encoding}")))).body == b"salam"


async def test_a_bomb_costs_no_more_than_its_cap() -> None:
    bomb = gzip.compress(bytes(50_000_000))

    assert await reason_of(always(page(bomb, "Content-Encoding: gzip"))) == Reason.BODY_TOO_LARGE


async def test_a_huge_body_is_named() -> None:
    assert await reason_of(always(page(bytes(200_000)))) == Reason.BODY_TOO_LARGE


async def test_an_endless_body_is_named() -> None:
    async def endless(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        while True:
            writer.write(b"1000\r\n" + bytes(4096) + b"\r\n")
            await writer.drain()

    assert await reason_of(endless) == Reason.BODY_TOO_LARGE


async def test_a_body_that_never_ends_for_lack_of_bytes_is_named() -> None:
    async def stuck(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")

    assert await reason_of(stuck, timeouts=NO_END) == Reason.TOTAL_TIMEOUT


async def test_a_host_that_never_answers_is_named() -> None:
    async def silent(_head: bytes, _writer: asyncio.StreamWriter) -> None:
        await asyncio.Event().wait()

    assert await reason_of(silent, timeouts=NO_FIRST_BYTE) == Reason.FIRST_BYTE_TIMEOUT


async def test_a_head_that_never_ends_is_named() -> None:
    async def half(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nX-A: ")

    assert await reason_of(half, timeouts=NO_FIRST_BYTE) == Reason.FIRST_BYTE_TIMEOUT


async def test_a_reset_is_named() -> None:
    async def reset(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    assert await reason_of(reset) == Reason.CONNECTION_RESET


async def test_a_body_of_which_nothing_came_is_named() -> None:
    async def cut(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
        await writer.drain()
        writer.close()

    assert await reason_of(cut) == Reason.CONNECTION_RESET


@pytest.mark.parametrize(
    "answer",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        page(b"not gzip at all", "Content-Encoding: gzip"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
    ids=["no http", "no gzip", "no chunk"],
)
async def test_what_is_no_proper_answer_is_named(answer: bytes) -> None:
    assert await reason_of(always(answer)) == Reason.BAD_RESPONSE


async def test_a_closed_port_is_named() -> None:
    async with served(always(page())) as port:
        pass

    with pytest.raises(CaptureFailed) as failed:
        async with Http(loopback_gate(), PATIENCE) as http:
            await http.get(f"http://127.0.0.1:{port}/")

    assert failed.value.reason == Reason.CONNECT_REFUSED


async def test_a_port_that_speaks_no_tls_is_named() -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.example\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    async with server, Http(loopback_gate(), PATIENCE) as http:
        with pytest.raises(CaptureFailed) as failed:
            await http.get(f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/")

    assert failed.value.reason == Reason.TLS_FAILED


async def test_a_name_is_resolved_once_for_each_connection() -> None:
    """A second look-up could answer differently."""
    asked: list[str] = []

    class Rebinding:
        async def resolve(self, host: str) -> tuple[str, ...]:
            asked.append(host)
            return ("127.0.0.1",) if len(asked) == 1 else ("10.0.0.1",)

    gate = Gate(Rebinding(), [Allow("rebinding.test")])

    async with served(always(page(b"first"))) as port, Http(gate, PATIENCE) as http:
        reply = await http.get(f"http://rebinding.test:{port}/")

    assert (reply.ip, asked) == ("127.0.0.1", ["rebinding.test"])


async def test_no_socket_is_made_for_an_address_that_nobody_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last line: it holds whatever goes wrong between the judgement and the connection."""

    async def misled(
        self: AbstractResolver, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        del self
        return [ResolveResult(hostname=host, host="127.0.0.1", port=port, family=family, proto=0, flags=0)]

    monkeypatch.setattr("sanjeh.net.admitted_sockets.GateResolver.resolve", misled)

    async with served(always(page(b"secret"))) as port, Http(loopback_gate(), PATIENCE) as http:
        with pytest.raises(CaptureFailed) as failed:
            await http.get(f"http://site.test:{port}/")

    assert failed.value.reason == Reason.ADDRESS_REFUSED
