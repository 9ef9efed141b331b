"""The only way out for the browser: a local forward proxy that refuses by default.

One proxy serves one visit, so that its record and its caps are that visit's. A plain connection carries one
request and a tunnel leads to one judged address: nothing that follows can ask for another host on the way.
"""

import asyncio
import re
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

import structlog

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.addresses import is_denied, same_address
from sanjeh.net.failure_reasons import connect_reason
from sanjeh.net.gate import Address, Gate, parse, refusal

log = structlog.get_logger(__name__)

MAX_VISIT_BYTES = 30_000_000
MAX_REQUESTS = 400
MAX_RESOURCE_BYTES = 10_000_000
_CONNECT_S = 10.0
_HEAD_S = 20.0
# A page that goes on asking after its share is spent waits a little each time, and costs us little.
_SPENT_PAUSE_S = 0.2
_MOST_PASSAGES = 2 * MAX_REQUESTS
_MAX_HEAD_BYTES = 65_536
_PIECE_BYTES = 65_536
_CONTENT_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,18})[ \t]*\r$")
_HOP_BY_HOP = (b"proxy-", b"connection:", b"keep-alive:")


@dataclass(frozen=True, slots=True)
class Passage:
    """One request for a way out; `refused` says why there was none."""

    host: str
    port: int
    ip: str = ""
    received_bytes: int = 0
    refused: Reason | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class _Wish:
    """What a browser asks of the proxy, and what is to be said first at the other end."""

    host: str
    port: int
    opening: bytes
    is_tunnel: bool
    body_bytes: int = 0


class GateProxy:
    """Lets a browser out through the gate; `async with` starts and stops it."""

    def __init__(
        self,
        gate: Gate,
        max_bytes: int = MAX_VISIT_BYTES,
        max_requests: int = MAX_REQUESTS,
        own_ports: frozenset[int] = frozenset(),
    ) -> None:
        """Let a visit out; `own_ports` of this machine are closed to it whatever has been approved."""
        self._gate = gate
        self._own_ports = own_ports
        self._room = max_bytes
        self._requests_left = max_requests
        self._is_cut = self._is_told = False
        self._passages: list[Passage] = []
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """Return where the proxy listens, as browsers want it."""
        assert self._server is not None, "the proxy has not been started"  # noqa: S101
        port: int = self._server.sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Return every request so far, in their order."""
        return tuple(self._passages)

    @property
    def is_full(self) -> bool:
        """Whether the visit, or one resource of it, has had all that it may have."""
        return self._is_spent or self._is_cut

    def shut(self) -> None:
        """Let nothing more through: the visit has had its share."""
        self._room = 0

    def refusal(self, host: str) -> CaptureFailed | None:
        """Return why a host could not be reached at first, None if it was or was never asked for."""
        first = next((passage for passage in self._passages if passage.host == host), None)
        if first is None or first.refused is None:
            return None
        return CaptureFailed(first.refused, first.detail)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=_MAX_HEAD_BYTES)
        self._own_ports |= {self._server.sockets[0].getsockname()[1]}
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._server is not None:
            self._server.close()
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            wish = await _read_wish(reader)
            await self._let_out(wish, reader, writer)
        except CaptureFailed as failure:
            writer.write(_refusal(failure))
        except (OSError, EOFError):
            pass  # the browser or the site hung up: the passage already tells what had been received
        finally:
            writer.close()

    async def _let_out(self, wish: _Wish, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        number = await self._counted(wish)
        try:
            out_reader, out_writer = await self._connect(wish, number)
        except CaptureFailed as failure:
            self._passages[number] = _refused(wish, failure)
            raise
        try:
            if wish.is_tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            out_writer.write(wish.opening)
            # A tunnel may carry many resources, which nobody can tell apart here.
            most = MAX_VISIT_BYTES if wish.is_tunnel else MAX_RESOURCE_BYTES
            await _until_one_ends(
                _sent(wish, reader, out_writer), self._copy_back(out_reader, writer, number, most)
            )
        finally:
            out_writer.close()

    @property
    def _is_spent(self) -> bool:
        return self._room <= 0 or self._requests_left < 0

    async def _counted(self, wish: _Wish) -> int:
        """Note a request and return its place in the record; raise CaptureFailed once the share is spent."""
        self._requests_left -= 1
        if self._is_spent:
            self._tell_once(wish)
            spent = CaptureFailed(Reason.BODY_TOO_LARGE, "this visit has had its share of bytes or requests")
            if len(self._passages) < _MOST_PASSAGES:
                self._passages.append(_refused(wish, spent))
            await asyncio.sleep(_SPENT_PAUSE_S)
            raise spent
        self._passages.append(Passage(wish.host, wish.port))
        return len(self._passages) - 1

    def _tell_once(self, wish: _Wish) -> None:
        """Say that the share is spent; a page that goes on asking is not told of again."""
        if not self._is_told:
            log.info("gate.refused", host=wish.host, port=wish.port, reason=Reason.BODY_TOO_LARGE)
        self._is_told = True

    async def _connect(self, wish: _Wish, number: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        failure = CaptureFailed(Reason.UNREACHABLE, wish.host)
        addresses = await self._admitted(wish)
        for ip in addresses:
            try:
                async with asyncio.timeout(_CONNECT_S / len(addresses)):
                    streams = await _connected(ip, wish.port)
            except OSError as error:  # a timeout is one too
                failure = CaptureFailed(connect_reason(error), f"{wish.host} = {ip}")
                continue
            self._passages[number] = Passage(wish.host, wish.port, ip)
            return streams
        raise failure

    async def _admitted(self, wish: _Wish) -> tuple[str, ...]:
        addresses = await self._gate.admit(wish.host, wish.port)
        if wish.port in self._own_ports and any(is_denied(ip) for ip in addresses):
            detail = f"{wish.host}:{wish.port} is a door of our own"
            raise refusal(Reason.ADDRESS_REFUSED, wish.host, wish.port, detail)
        return addresses

    async def _copy_back(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int, most: int
    ) -> None:
        while self._room > 0 and most > 0 and (piece := await reader.read(_PIECE_BYTES)):
            self._room -= len(piece)
            most -= len(piece)
            passage = self._passages[number]
            self._passages[number] = replace(passage, received_bytes=passage.received_bytes + len(piece))
            writer.write(piece)
            await writer.drain()
        self._is_cut = self._is_cut or most <= 0


async def _read_wish(reader: asyncio.StreamReader) -> _Wish:
    """Read the head of one proxy request; raise CaptureFailed if it is none."""
    try:
        async with asyncio.timeout(_HEAD_S):
            head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("ascii").split(" ")
    except (ValueError, asyncio.LimitOverrunError, TimeoutError) as error:
        raise CaptureFailed(Reason.BAD_URL, "no proxy request") from error
    if method == "CONNECT":
        host, _, port = target.rpartition(":")
        if not port.isdigit():
            raise CaptureFailed(Reason.BAD_URL, target[:200])
        return _Wish(host.strip("[]").lower(), int(port), b"", is_tunnel=True)
    return _plain_wish(method, target, head)


def _plain_wish(method: str, target: str, head: bytes) -> _Wish:
    address = parse(target)
    if address.scheme != "http":
        raise CaptureFailed(Reason.SCHEME_REFUSED, target[:200])
    opening = _origin_form(method, address, head)
    return _Wish(address.host, address.port, opening, is_tunnel=False, body_bytes=_body_bytes(head))


def _body_bytes(head: bytes) -> int:
    """Return how long the body of a request is; a browser always announces it."""
    found = _CONTENT_LENGTH.search(head)
    return int(found[1]) if found else 0


def _origin_form(method: str, address: Address, head: bytes) -> bytes:
    """Rewrite a proxy request as the site expects it, one request to a connection."""
    lines = head.split(b"\r\n")[1:-2]
    kept = [line for line in lines if not line.lower().startswith(_HOP_BY_HOP)]
    first = f"{method} {address.path_query} HTTP/1.1".encode("ascii")
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""])


def _refused(wish: _Wish, failure: CaptureFailed) -> Passage:
    return Passage(wish.host, wish.port, refused=failure.reason, detail=failure.detail)


def _refusal(failure: CaptureFailed) -> bytes:
    return f"HTTP/1.1 403 Forbidden\r\nX-Refused: {failure.reason}\r\nContent-Length: 0\r\n\r\n".encode(
        "ascii"
    )


async def _connected(ip: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Connect to a judged address and make sure that it is the one at the other end."""
    reader, writer = await asyncio.open_connection(ip, port)
    peer = writer.get_extra_info("peername")[0]
    if not same_address(peer, ip):
        writer.transport.abort()
        raise refusal(Reason.ADDRESS_REFUSED, ip, port, f"{peer} answered for {ip}")
    return reader, writer


async def _sent(wish: _Wish, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry what the browser sends until it ends, or until a plain connection begins a second request."""
    left = wish.body_bytes
    while piece := await reader.read(_PIECE_BYTES):
        if not wish.is_tunnel:
            left -= len(piece)
            if left < 0:
                return
        writer.write(piece)
        await writer.drain()


async def _until_one_ends(*directions: Awaitable[None]) -> None:
    """Copy both ways until one side has no more to say; hanging up ends the other."""
    tasks = [asyncio.ensure_future(direction) for direction in directions]
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
