"""One greeting over one connection: however the other end behaves, the exchange ends with a word for it."""

import asyncio
import errno
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.tls_scan.exchange import Exchange, Outcome
from sanjeh.net.tls_scan.server_flight import Flight

Behaving = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
HELLO = b"hello"
ALERT = bytes.fromhex("15030300020228")  # fatal: handshake_failure


@asynccontextmanager
async def peer(behave: Behaving) -> AsyncIterator[tuple[str, int]]:
    async def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        await behave(reader, writer)
        writer.close()

    server = await asyncio.start_server(begin, "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[:2]
    finally:
        server.close()


def exchange() -> Exchange:
    return Exchange(HELLO, Flight(), is_whole=False)


async def ended(behave: Behaving, answer_s: float = 2.0) -> Outcome:
    async with peer(behave) as place:
        return await exchange().run(place, 2.0, answer_s)


async def test_who_hangs_up_without_a_word_has_closed() -> None:
    async def hang_up(_reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        """Say nothing."""

    assert await ended(hang_up) == "closed"


async def test_who_resets_the_connection_has_closed() -> None:
    async def reset(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.transport.abort()

    assert await ended(reset) == "closed"


async def test_who_sends_an_alert_has_refused() -> None:
    async def refuse(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(ALERT)

    assert await ended(refuse) == "refused"


async def test_who_speaks_another_protocol_sends_garbage() -> None:
    async def speak_http(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")

    assert await ended(speak_http) == "garbage"


async def test_who_says_nothing_in_time_is_silent() -> None:
    async def wait(reader: asyncio.StreamReader, _writer: asyncio.StreamWriter) -> None:
        await reader.read(1)

    assert await ended(wait, answer_s=0.05) == "silent"


async def test_a_closed_port_is_no_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        place = free.getsockname()[:2]

    with pytest.raises(CaptureFailed) as failed:
        await exchange().run(place, 1.0, 1.0)

    assert failed.value.reason is Reason.CONNECT_REFUSED


class Sockets:
    """A socket whose connection takes its time, and then comes or does not."""

    def __init__(self, at_once: int, later: int) -> None:
        self.at_once, self.later = at_once, later
        self.real, self.other = socket.socketpair()

    def __call__(self, _family: int) -> "Sockets":
        return self

    def setblocking(self, _is_blocking: bool) -> None:  # noqa: FBT001 - as the socket's own method
        self.real.setblocking(False)

    def connect_ex(self, _place: tuple[str, int]) -> int:
        return self.at_once

    def getsockopt(self, _level: int, _option: int) -> int:
        return self.later

    def sendall(self, _greeting: bytes) -> None:
        raise BlockingIOError

    def fileno(self) -> int:
        return self.real.fileno()

    def close(self) -> None:
        self.real.close()
        self.other.close()


@pytest.mark.parametrize(
    ("at_once", "later", "reason"),
    [
        (errno.EHOSTUNREACH, 0, Reason.UNREACHABLE),
        (errno.EINPROGRESS, errno.ECONNREFUSED, Reason.CONNECT_REFUSED),
        (errno.EINPROGRESS, errno.ETIMEDOUT, Reason.CONNECT_TIMEOUT),
        (errno.EINPROGRESS, 0, Reason.UNREACHABLE),
    ],
    ids=["at once", "refused later", "timed out later", "broken while greeting"],
)
async def test_a_connection_that_fails_at_once_or_later_has_its_reason(
    at_once: int, later: int, reason: Reason, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = exchange()
    monkeypatch.setattr(socket, "socket", Sockets(at_once, later))

    with pytest.raises(CaptureFailed) as failed:
        await one.run(("192.0.2.1", 443), 1.0, 1.0)

    assert failed.value.reason is reason
    if later:
        assert os.strerror(later) in failed.value.detail


async def test_nobody_there_in_time_is_a_connection_that_timed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    one = exchange()
    sockets = Sockets(errno.EINPROGRESS, 0)
    monkeypatch.setattr(socket, "socket", sockets)
    monkeypatch.setattr(asyncio.get_running_loop(), "add_writer", lambda *_: None)

    with pytest.raises(CaptureFailed) as failed:
        await one.run(("192.0.2.1", 443), 0.01, 1.0)

    assert failed.value.reason is Reason.CONNECT_TIMEOUT
