"""The only way out for the browser: a local forward proxy that refuses by default.

One proxy serves one visit, so that its record and its caps are that visit's. A plain connection carries one
request and a tunnel leads to one judged address: nothing that follows can ask for another host on the way.
"""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.addresses import is_denied, same_address
from sanjeh.net.failure_reasons import connect_reason
from sanjeh.net.gate import Gate, refusal
from sanjeh.net.proxy_request import MAX_HEAD_BYTES, ProxyRequest, read_request

MAX_VISIT_BYTES = 30_000_000
MAX_REQUESTS = 400
MAX_RESOURCE_BYTES = 10_000_000
_CONNECT_S = 10.0
# A page that goes on asking after its share is spent waits a little each time, and costs us little.
_SPENT_PAUSE_S = 0.2
_SPENT = "this visit has had its share of bytes or requests"
_CUT = "one resource is longer than we let in"
_MOST_PASSAGES = 2 * MAX_REQUESTS
_PIECE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Passage:
    """One request for a way out; `refused` says why there was none."""

    host: str
    port: int
    ip: str = ""
    received_bytes: int = 0
    refused: Reason | None = None
    detail: str = ""


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
        """Let nothing more through; whoever shuts says why."""
        self._room = 0
        self._is_told = True

    def refusal(self, host: str) -> CaptureFailed | None:
        """Return why a host could not be reached at first, None if it was or was never asked for."""
        first = next((passage for passage in self._passages if passage.host == host), None)
        if first is None or first.refused is None:
            return None
        return CaptureFailed(first.refused, first.detail)

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=MAX_HEAD_BYTES)
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
            asked = await read_request(reader)
            await self._let_out(asked, reader, writer)
        except CaptureFailed as failure:
            writer.write(_forbidden(failure))
        except (OSError, EOFError):
            pass  # the browser or the site hung up: the passage already tells what had been received
        finally:
            writer.close()

    async def _let_out(
        self, asked: ProxyRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        number = await self._counted(asked)
        try:
            out_reader, out_writer = await self._connect(asked, number)
        except CaptureFailed as failure:
            self._passages[number] = _refused(asked, failure)
            raise
        try:
            if asked.is_tunnel:
                writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            out_writer.write(asked.opening)
            # A tunnel may carry many resources, which nobody can tell apart here.
            most = MAX_VISIT_BYTES if asked.is_tunnel else MAX_RESOURCE_BYTES
            await _until_one_ends(
                _sent(asked, reader, out_writer), self._copy_back(out_reader, writer, number, most)
            )
        finally:
            out_writer.close()

    @property
    def _is_spent(self) -> bool:
        return self._room <= 0 or self._requests_left < 0

    async def _counted(self, asked: ProxyRequest) -> int:
        """Note a request and return its place in the record; raise CaptureFailed once the share is spent."""
        self._requests_left -= 1
        if self._is_spent:
            spent = self._spent(asked.host, asked.port)
            if len(self._passages) < _MOST_PASSAGES:
                self._passages.append(_refused(asked, spent))
            await asyncio.sleep(_SPENT_PAUSE_S)
            raise spent
        self._passages.append(Passage(asked.host, asked.port))
        return len(self._passages) - 1

    def _spent(self, host: str, port: int) -> CaptureFailed:
        """Return the failure of a visit whose share is spent; a page that goes on asking is logged once."""
        if self._is_told:
            return CaptureFailed(Reason.BODY_TOO_LARGE, _SPENT)
        self._is_told = True
        return refusal(Reason.BODY_TOO_LARGE, host, port, _SPENT)

    async def _connect(
        self, asked: ProxyRequest, number: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        failure = CaptureFailed(Reason.UNREACHABLE, asked.host)
        addresses = await self._admitted(asked)
        for ip in addresses:
            try:
                async with asyncio.timeout(_CONNECT_S / len(addresses)):
                    streams = await _connected(ip, asked.port)
            except OSError as error:  # a timeout is one too
                failure = CaptureFailed(connect_reason(error), f"{asked.host} = {ip}")
                continue
            self._passages[number] = Passage(asked.host, asked.port, ip)
            return streams
        raise failure

    async def _admitted(self, asked: ProxyRequest) -> tuple[str, ...]:
        addresses = await self._gate.admit(asked.host, asked.port)
        if asked.port in self._own_ports and any(is_denied(ip) for ip in addresses):
            detail = f"{asked.host}:{asked.port} is a port of our own"
            raise refusal(Reason.ADDRESS_REFUSED, asked.host, asked.port, detail)
        return addresses

    async def _copy_back(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int, most: int
    ) -> None:
        passage = self._passages[number]
        while self._room > 0 and most > 0 and (piece := await reader.read(_PIECE_BYTES)):
            self._room -= len(piece)
            most -= len(piece)
            passage = replace(passage, received_bytes=passage.received_bytes + len(piece))
            self._passages[number] = passage
            writer.write(piece)
            await writer.drain()
        if self._room <= 0:
            self._spent(passage.host, passage.port)
        elif most <= 0:
            self._is_cut = True
            refusal(Reason.BODY_TOO_LARGE, passage.host, passage.port, _CUT)


def _refused(asked: ProxyRequest, failure: CaptureFailed) -> Passage:
    return Passage(asked.host, asked.port, refused=failure.reason, detail=failure.detail)


def _forbidden(failure: CaptureFailed) -> bytes:
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


async def _sent(asked: ProxyRequest, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry what the browser sends until it ends, or until a plain connection begins a second request."""
    left = asked.body_bytes
    while piece := await reader.read(_PIECE_BYTES):
        if not asked.is_tunnel:
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
