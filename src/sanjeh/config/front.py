"""What stands before the pages: no thread is given to a visitor who has not said all, or does not read.

A request is read whole, within bounds of size and time, by the loop of events; a thread is busy with it only
while its page is made, and what is sent goes out by the loop again. So neither slow heads (the server's own
bound), slow bodies, slow readers nor very large forms keep anybody else waiting.
"""

import asyncio
import io
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Protocol
from urllib.parse import unquote_to_bytes

from granian.rsgi import ProtocolClosed  # type: ignore[attr-defined]  # it hands it on

# The longest form is a complaint of some pages; a method's file is a few hundred kilobytes.
MOST_BODY_BYTES = 5_000_000
# Of all bodies that are held at a time; what is small has its place whatever others send.
MOST_HELD_BYTES, SMALL_BYTES = 200_000_000, 65_536
BODY_S, READ_S = 15.0, 30.0
PIECE_BYTES = 65_536
THREADS = 3
Headers = list[tuple[str, str]]
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Transport(Protocol):
    async def send_bytes(self, data: bytes) -> None: ...


class Exchange(Protocol):
    """The part of Granian's protocol of one request that is used here."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...

    def response_stream(self, status: int, headers: Headers) -> Transport: ...


class TooLarge(Exception):
    """Somebody sends more than any form of ours."""


class NotWhole(Exception):
    """A body that ended before its announced end, or whose end nobody announced."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


class NoRoom(Exception):
    """Others send so much at this moment that no further large form can be held."""


class Room:
    """So many bytes of large bodies are held at a time, for all requests together."""

    def __init__(self, most: int) -> None:
        self._free = most

    @contextmanager
    def held(self) -> Iterator[Callable[[int], None]]:
        """Give what takes room for a body of so many bytes by now; all of it is free again at the end."""
        mine = 0

        def grow(size: int) -> None:
            nonlocal mine
            more = max(0, size - SMALL_BYTES) - mine
            if more > self._free:
                raise NoRoom
            mine, self._free = mine + more, self._free - more

        try:
            yield grow
        finally:
            self._free += mine


@dataclass
class Answer:
    """What a page has answered; `rest` is what does not fit into one piece."""

    status: int = HTTPStatus.INTERNAL_SERVER_ERROR
    headers: Headers = field(default_factory=list)
    first: bytes = b""
    rest: Iterator[bytes] = field(default_factory=lambda: iter(()))
    close: Callable[[], None] = lambda: None

    def start(self, status: str, headers: Headers, _exception: object = None) -> None:
        """Take the head of the answer, as WSGI hands it over."""
        self.status, self.headers = int(status.split(" ", 1)[0]), headers


class Places:
    """So many pages are made at a time; when more are asked for, who came last is served first.

    Whoever floods us with requests waits for them longest, and those who come meanwhile hardly at all; in a
    line everybody would wait behind the flood.
    """

    def __init__(self, count: int) -> None:
        self._free = count
        self._waiting: list[asyncio.Future[None]] = []

    async def __aenter__(self) -> None:
        if self._free:
            self._free -= 1
            return
        mine = asyncio.get_running_loop().create_future()
        self._waiting.append(mine)
        try:
            await mine
        except asyncio.CancelledError:
            if mine.done() and not mine.cancelled():
                self._pass_on()
            raise

    async def __aexit__(self, *_: object) -> None:
        self._pass_on()

    def _pass_on(self) -> None:
        while self._waiting:
            last = self._waiting.pop()
            if not last.done():
                last.set_result(None)
                return
        self._free += 1


class Front:
    """An RSGI application that serves a WSGI one."""

    def __init__(self, pages: Wsgi) -> None:
        self._pages = pages
        self._places, self._room = Places(THREADS), Room(MOST_HELD_BYTES)
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="page")

    async def __rsgi__(self, scope: Any, exchange: Exchange) -> None:
        """Answer one request."""
        with self._room.held() as grow:
            try:
                async with asyncio.timeout(BODY_S):
                    body = await whole_body(scope.headers, exchange, grow)
            except TooLarge:
                refuse(exchange, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
            except NotWhole as problem:
                refuse(exchange, problem.status)
            except NoRoom:
                refuse(exchange, HTTPStatus.SERVICE_UNAVAILABLE)
            except TimeoutError:
                refuse(exchange, HTTPStatus.REQUEST_TIMEOUT)
            else:
                await self._answer(environ_of(scope, body), exchange)

    async def _answer(self, environ: dict[str, Any], exchange: Exchange) -> None:
        run = asyncio.get_running_loop().run_in_executor
        async with self._places:
            answer = await run(self._threads, self._made, environ)
            more = await run(self._threads, next, answer.rest, b"")
        if not more:
            await run(self._threads, answer.close)
            exchange.response_bytes(answer.status, answer.headers, answer.first)
            return
        transport = exchange.response_stream(answer.status, answer.headers)
        try:
            with suppress(TimeoutError, ProtocolClosed):  # who takes no piece in time
                for piece in (answer.first, more):
                    await sent(transport, piece)
                while piece := await run(self._threads, next, answer.rest, b""):
                    await sent(transport, piece)
        finally:
            await run(self._threads, answer.close)

    def _made(self, environ: dict[str, Any]) -> Answer:
        """Make a page, up to its first piece."""
        answer = Answer()
        result = self._pages(environ, answer.start)
        answer.close = getattr(result, "close", answer.close)
        pieces = pieces_of(result)
        answer.first, answer.rest = next(pieces, b""), pieces
        return answer


async def sent(transport: Transport, piece: bytes) -> None:
    async with asyncio.timeout(READ_S):
        await transport.send_bytes(piece)


async def whole_body(headers: Mapping[str, str], exchange: Exchange, grow: Callable[[int], None]) -> bytes:
    """Return what a visitor sends; raise TooLarge or NoRoom before it is all there, NotWhole where it is not.

    Half a complaint is none. Of chunks the server does not tell whether the last one came, and no browser
    sends a form in them.
    """
    announced = headers.get("content-length", "")
    if "transfer-encoding" in headers:
        raise NotWhole(HTTPStatus.LENGTH_REQUIRED)
    if announced.isdecimal() and int(announced) > MOST_BODY_BYTES:
        raise TooLarge
    pieces, size = list[bytes](), 0
    async for piece in exchange:
        size += len(piece)
        if size > MOST_BODY_BYTES:
            raise TooLarge
        grow(size)
        pieces.append(bytes(piece))
    if announced.isdecimal() and size < int(announced):
        raise NotWhole(HTTPStatus.BAD_REQUEST)
    return b"".join(pieces)


def pieces_of(result: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same bytes in pieces of one size: many small ones would each wait for a thread."""
    held = bytearray()
    for part in result:
        held += part
        while len(held) >= PIECE_BYTES:
            yield bytes(held[:PIECE_BYTES])
            del held[:PIECE_BYTES]
    if held:
        yield bytes(held)


def refuse(exchange: Exchange, status: HTTPStatus) -> None:
    """Answer without a page, and end the connection: what is still to come would be read for nothing."""
    headers = [("content-type", "text/plain; charset=utf-8"), ("connection", "close")]
    exchange.response_bytes(status, headers, f"{status.value} {status.phrase}\n".encode())


def environ_of(scope: Any, body: bytes) -> dict[str, Any]:
    """Return the request as WSGI wants it (PEP 3333)."""
    server, client = scope.server.rpartition(":"), scope.client.rpartition(":")
    return {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(scope.path).decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": server[0],
        "SERVER_PORT": server[2],
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": client[0].strip("[]"),
        "REMOTE_PORT": client[2],
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    } | dict(header_variables(scope))


def header_variables(scope: Any) -> Iterator[tuple[str, str]]:
    """Yield the headers under their names in WSGI; one with an underscore could pass for another: it goes."""
    joined: dict[str, str] = {"host": scope.authority} if scope.authority else {}
    for name, value in scope.headers.items():
        separator = "; " if name == "cookie" else ","
        joined[name] = f"{joined[name]}{separator}{value}" if name in joined and name != "host" else value
    for name, value in joined.items():
        if name == "content-type":
            yield "CONTENT_TYPE", value
        elif name not in {"content-length", "transfer-encoding"} and "_" not in name:
            yield f"HTTP_{name.upper().replace('-', '_')}", value
