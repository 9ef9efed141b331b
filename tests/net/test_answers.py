"""What browsers show is read, however a stricter reader would take it; what they refuse is refused."""

import asyncio
import gzip
import socket
import struct

import aiohttp
import pytest
from aiohttp.client_proto import ResponseHandler

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.answers import Head, as_browsers_read
from sanjeh.net.http import Http, Response, Timeouts
from tests.net.servers import Answering, loopback_gate, served

# aiohttp has no public place at which an answer could be read before its parser.
OVERRIDDEN = ("connection_lost", "data_received", "set_response_params")
LEANT_ON = ("_parser", "_payload", "_should_close", "_upgraded")
LOOK_AT = (
    "aiohttp reads its answers otherwise now: look at its client_proto.py and at `_factory` in its "
    "connector.py, then mend BrowserLikeHandler (net/answers.py) and _Connector (net/http.py)"
)
BODY = b"<html><title>x</title><p>salam</p></html>"
SIZE = len(BODY)
# A busy machine is no slow server: short is only how long a silence lasts, and what is waited for in vain.
PATIENCE = Timeouts(stall_s=0.05)
IN_VAIN = Timeouts(first_byte_s=60, total_s=1, stall_s=0.05)


def head(*lines: str) -> bytes:
    return "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html", *lines, "", "")).encode()


def chunk(content: bytes) -> bytes:
    return f"{len(content):x}".encode() + b"\r\n" + content + b"\r\n"


def saying(answer: bytes, *, then_closes: bool = False) -> Answering:
    async def say(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)
        await writer.drain()
        if then_closes:
            writer.close()

    return say


async def got(answering: Answering, timeouts: Timeouts = PATIENCE) -> Response:
    async with served(answering) as port, Http(loopback_gate(), timeouts) as http:
        return await http.get(f"http://127.0.0.1:{port}/")


CHUNKS = "Transfer-Encoding: chunked"
SHOWN = {
    "two equal lengths": head(f"Content-Length: {SIZE}", f"Content-Length: {SIZE}") + BODY,
    "a list of equal lengths": head(f"Content-Length: {SIZE}, {SIZE}") + BODY,
    "a length beside chunks": head("Content-Length: 3", CHUNKS) + chunk(BODY) + b"0\r\n\r\n",
    "chunks beside a length": head(CHUNKS, "Content-Length: 999") + chunk(BODY) + b"0\r\n\r\n",
    "a coding of no meaning": head("Transfer-Encoding: identity", f"Content-Length: {SIZE}") + BODY,
    "a blank before a colon": head(f"Content-Length : {SIZE}") + BODY,
    "a line that is no field": head("nonsense", f"Content-Length: {SIZE}") + BODY,
    "a name that is none": head("X-\u00e9: a", f"Content-Length: {SIZE}") + BODY,
    "a field in two lines": head("X-A: b\r\n c", f"Content-Length: {SIZE}") + BODY,
    "more than was announced": head(f"Content-Length: {SIZE}") + BODY + b"<p>more</p>",
    "bare line feeds": (head(f"Content-Length: {SIZE}").replace(b"\r\n", b"\n")) + BODY,
    "small letters": head(f"Content-Length: {SIZE}").replace(b"HTTP", b"http", 1) + BODY,
    "another version": head(f"Content-Length: {SIZE}").replace(b"HTTP/1.1", b"HTTP/2", 1) + BODY,
    "no status": head(f"Content-Length: {SIZE}").replace(b"200 OK", b"what", 1) + BODY,
    "nothing but a version": head(f"Content-Length: {SIZE}").replace(b" 200 OK", b"", 1) + BODY,
    "two blanks before a status": head(f"Content-Length: {SIZE}").replace(b" 200", b"  200", 1) + BODY,
    "an empty line before it": b"\r\n\r\n" + head(f"Content-Length: {SIZE}") + BODY,
    "chunks among codings": head("Transfer-Encoding: chunked, identity") + chunk(BODY) + b"0\r\n\r\n",
    "chunks said twice": head(CHUNKS, CHUNKS) + chunk(BODY) + b"0\r\n\r\n",
    "chunks with words beside them": head(CHUNKS)
    + chunk(BODY).replace(b"\r\n", b';a="b"\r\n', 1)
    + b"0\r\nX-A: b\r\n\r\n",
    "a field of 200,000 letters": head(f"X-A: {'b' * 200_000}", f"Content-Length: {SIZE}") + BODY,
    "three thousand fields": head(*(f"X-{one}: b" for one in range(3000)), f"Content-Length: {SIZE}") + BODY,
    "a coding that is none": head("Content-Encoding: utf-8", f"Content-Length: {SIZE}") + BODY,
    "chunks parted by bare line feeds": head(CHUNKS) + b"%x\n%b\n0\n\n" % (SIZE, BODY),
    "sizes filled up with blanks": head(CHUNKS) + b"%x   \r\n%b\r\n0  \r\n\r\n" % (SIZE, BODY),
    "no field behind the last chunk": head(CHUNKS) + chunk(BODY) + b"0\r\nno field\r\n\x01\r\n\r\n",
    "a return within a field": head("X-A: a\rb", f"Content-Length: {SIZE}") + BODY,
    "one address twice": head("Location: /a", "Location: /a", f"Content-Length: {SIZE}") + BODY,
    "an early word before it": b"HTTP/1.1 103 Early Hints\r\nX-A: b\r\n\r\n"
    + head(f"Content-Length: {SIZE}")
    + BODY,
}


@pytest.mark.parametrize("name", SHOWN)
async def test_what_browsers_show_is_read_whole(name: str) -> None:
    reply = await got(saying(SHOWN[name]))

    assert (reply.status, reply.body, reply.is_cut) == (200, BODY, False)


async def test_an_answer_in_single_bytes_is_the_same_answer() -> None:
    async def trickle(_head: bytes, writer: asyncio.StreamWriter) -> None:
        for byte in SHOWN["two equal lengths"]:
            writer.write(bytes([byte]))
            await writer.drain()

    assert (await got(trickle)).body == BODY


async def test_early_words_without_end_cost_no_stack_and_a_big_body_comes_whole() -> None:
    body = b"x" * 3_000_000
    words = b"HTTP/1.1 103 Early Hints\r\n\r\n" * 5000

    reply = await got(saying(words + head(f"Content-Length: {len(body)}") + body))

    assert (len(reply.body), reply.is_cut) == (len(body), False)


async def test_one_connection_serves_one_odd_answer_after_another() -> None:
    async with served(saying(SHOWN["two equal lengths"])) as port, Http(loopback_gate(), PATIENCE) as http:
        bodies = [(await http.get(f"http://127.0.0.1:{port}/")).body for _ in "123"]

    assert bodies == [BODY] * 3


@pytest.mark.parametrize(
    ("answer", "is_cut"),
    [
        (head(f"Content-Length: {SIZE + 7}") + BODY, True),
        (head(f"Content-Length: {SIZE + 5000}") + BODY, True),
        (head(CHUNKS) + chunk(BODY), True),
        (head(CHUNKS) + chunk(BODY) + b"0\r\n", True),
        (head(CHUNKS) + chunk(BODY) + b"zz\r\nabc", True),
        (head(CHUNKS) + b"%x\r\n%bzz" % (SIZE, BODY) + b"\r\n", True),
        (head(CHUNKS) + b"7fffffffffffffff\r\n" + BODY, True),
        (head(f"Content-Length: {SIZE}") + BODY, False),
        (head("Content-Length:") + BODY, False),
        (head(f"Content-Length: {'9' * 19}") + BODY, False),
        (head(f"Content-Length: {'9' * 18}") + BODY, True),
        (head(f"Content-Length: {'9' * 5000}") + BODY, False),
        (head("Content-Length: -1") + BODY, False),
        (head(f"Content-Length: +{SIZE}") + BODY, False),
        (head(CHUNKS).replace(b"HTTP/1.1", b"HTTP/1.0") + BODY, False),
        (head() + BODY, False),
    ],
)
async def test_a_body_that_its_server_ends_too_early_is_read_as_far_as_it_came(
    answer: bytes, *, is_cut: bool
) -> None:
    reply = await got(saying(answer, then_closes=True))

    assert (reply.body, reply.is_cut) == (BODY, is_cut)


@pytest.mark.parametrize(("missing", "is_short"), [(1, True), (1024, True), (1025, False)])
async def test_a_body_is_short_and_not_slow_where_next_to_nothing_is_missing(
    missing: int, *, is_short: bool
) -> None:
    answering = saying(head(f"Content-Length: {SIZE + missing}") + BODY)

    if is_short:
        reply = await got(answering)
        assert (reply.body, reply.is_cut) == (BODY, True)
    else:
        assert await reason_of(answering, IN_VAIN) == Reason.TOTAL_TIMEOUT


async def reason_of(answering: Answering, timeouts: Timeouts = PATIENCE) -> Reason:
    with pytest.raises(CaptureFailed) as failed:
        await got(answering, timeouts)
    return failed.value.reason


@pytest.mark.parametrize(
    "answer",
    [
        head(f"Content-Length: {SIZE}", f"Content-Length: {SIZE - 1}") + BODY,
        head(f"Content-Length: {SIZE}, {SIZE - 1}") + BODY,
        head(f"Content-Length: {SIZE}", "Content-Length: x") + BODY,
        head("Content-Length: -5", f"Content-Length: {SIZE}") + BODY,
        head(f"Content-Length: {SIZE},") + BODY,
        head("Location: /a", "Location: /b", f"Content-Length: {SIZE}") + BODY,
        head("Content-Disposition: inline", "Content-Disposition: attachment") + BODY,
        head(CHUNKS) + b"zz\r\n",
        head(CHUNKS) + b"%x\t\r\n%b\r\n0\r\n\r\n" % (SIZE, BODY),
        b"HELLO\r\n\r\n",
        b"HELLOHTTP/1.1 200 OK\r\n\r\n",
        head(f"X-A: {'b' * 262_145}", f"Content-Length: {SIZE}") + BODY,
        head("X-A: a\x00b", f"Content-Length: {SIZE}") + BODY,
    ],
    ids=[
        "two lengths",
        "a list of two lengths",
        "a length beside what is none",
        "a length beside less than nothing",
        "a length beside nothing",
        "two addresses",
        "two dispositions",
        "no chunk",
        "a size filled up with a tab",
        "no answer",
        "more than four bytes before it",
        "a head too long",
        "a NUL",
    ],
)
async def test_what_browsers_refuse_is_refused(answer: bytes) -> None:
    assert await reason_of(saying(answer)) == Reason.BAD_RESPONSE


@pytest.mark.parametrize("status", ["20", "099", "600"])
async def test_a_status_of_any_three_digits_is_one(status: str) -> None:
    answer = head(f"Content-Length: {SIZE}").replace(b"200", status.encode(), 1) + BODY

    reply = await got(saying(answer))

    assert (reply.status, reply.body) == (int(status), BODY)


async def test_a_head_that_breaks_off_is_read_as_it_is() -> None:
    async def walk(asked: bytes, writer: asyncio.StreamWriter) -> None:
        is_first = asked.startswith(b"GET / ")
        writer.write(b"HTTP/1.1 302 Found\r\nLocation: /a\r\nX-A: b" if is_first else head() + BODY)
        await writer.drain()
        writer.close()

    assert (await got(walk)).body == BODY


async def test_a_silent_body_whose_last_chunk_was_named_is_short_and_not_slow() -> None:
    reply = await got(saying(head(CHUNKS) + chunk(BODY) + b"0\r\n"))

    assert (reply.body, reply.is_cut) == (BODY, True)
    assert await reason_of(saying(head(CHUNKS) + chunk(BODY)), IN_VAIN) == Reason.TOTAL_TIMEOUT


async def test_a_connection_that_breaks_in_the_middle_of_a_body_is_told_as_that() -> None:
    async def broken(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(head("Content-Length: 100000") + BODY)
        await writer.drain()
        plug = writer.get_extra_info("socket")
        plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # a reset, no farewell
        writer.transport.abort()

    assert await reason_of(broken) == Reason.CONNECTION_RESET


def test_a_head_is_written_so_that_any_parser_reads_it() -> None:
    assert as_browsers_read(
        b"HTTP/1.1 200 OK\nA : b\nno field\nContent-Length: 7\nContent-Length: 7"
    ) == Head(b"HTTP/1.1 200 OK\r\nA: b\r\nContent-Length: 7\r\n\r\n", 7)
    assert as_browsers_read(b"HTTP/1.0 200\nTransfer-Encoding: chunked") == Head(b"HTTP/1.0 200\r\n\r\n")
    assert as_browsers_read(b"http/1.1 ok\nTransfer-Encoding: gzip, chunked\nContent-Length: 7") == Head(
        b"HTTP/1.1 200 ok\r\nTransfer-Encoding: chunked\r\n\r\n", is_chunked=True
    )
    assert as_browsers_read(b"HTTP/1.1 302 Found\nLocation: /\xce\xc8\nA: \xce\nlocation: /\xce\xc8") == Head(
        b"HTTP/1.1 302 Found\r\nA: \xce\r\nLocation: /%CE%C8\r\n\r\n"
    )
    assert as_browsers_read("HTTP/1.1 302 Found\nLocation: /سلام".encode()) == Head(
        "HTTP/1.1 302 Found\r\nLocation: /سلام\r\n\r\n".encode()
    )
    assert as_browsers_read(b"HELLO") == Head(b"HELLO\r\n\r\n")
    assert as_browsers_read(b"HTTP/1.1 204 No\r\nContent-Length: x") == Head(b"HTTP/1.1 204 No\r\n\r\n")


async def test_a_body_packed_twice_may_say_so_in_two_fields() -> None:
    packed = gzip.compress(gzip.compress(BODY))
    fields = ("Content-Encoding: gzip", "Content-Encoding: gzip", f"Content-Length: {len(packed)}")

    assert (await got(saying(head(*fields) + packed))).body == BODY


async def test_aiohttp_still_reads_answers_where_we_step_in() -> None:
    async with aiohttp.TCPConnector() as connector:
        handler = connector._factory()

    assert type(handler) is ResponseHandler, LOOK_AT
    assert [name for name in OVERRIDDEN if name not in vars(ResponseHandler)] == [], LOOK_AT
    assert [name for name in LEANT_ON if not hasattr(handler, name)] == [], LOOK_AT
