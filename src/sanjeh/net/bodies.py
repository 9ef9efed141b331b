"""The body of an answer, as browsers take it: within a cap, decoded, and with next to nothing missing."""

import asyncio
from collections.abc import AsyncIterator
from typing import Self

import aiohttp
from aiohttp.connector import Connection

from sanjeh.net.answers import BrowserLikeHandler
from sanjeh.net.content_encoding import Decoder

_READ_BYTES = 65_536


class PeerResponse(aiohttp.ClientResponse):
    """Remembers who was at the other end, which aiohttp forgets once the body is read, and how it ended."""

    peer = ""
    is_cut = False
    handler: BrowserLikeHandler | None = None

    async def start(self, connection: Connection) -> Self:
        if isinstance(connection.protocol, BrowserLikeHandler):
            self.handler = connection.protocol
        name = connection.transport.get_extra_info("peername") if connection.transport else None
        self.peer = str(name[0]) if name else ""
        await super().start(connection)
        return self


async def read_body(response: aiohttp.ClientResponse, max_bytes: int, stall_s: float) -> bytes:
    if max_bytes == 0:
        return b""
    decoder = Decoder(", ".join(response.headers.getall("Content-Encoding", ())), max_bytes)
    pieces = [decoder.feed(piece) async for piece in _pieces(response, stall_s)]
    if isinstance(response, PeerResponse):
        response.is_cut = response.is_cut or decoder.is_cut
    return b"".join(pieces)


async def _pieces(response: aiohttp.ClientResponse, stall_s: float) -> AsyncIterator[bytes]:
    """Yield the body; where next to nothing is missing, silence ends it as its end would have."""
    handler = response.handler if isinstance(response, PeerResponse) else None
    while True:
        try:
            async with asyncio.timeout(stall_s):
                piece = await response.content.read(_READ_BYTES)
        except TimeoutError:
            if handler is None or not handler.is_nearly_whole:
                continue
            handler.is_cut, piece = True, b""
            response.close()
        if not piece:
            break
        yield piece
    if isinstance(response, PeerResponse) and handler is not None:
        response.is_cut = handler.is_cut
