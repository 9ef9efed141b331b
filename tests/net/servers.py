"""Servers on loopback that behave as badly as a test wants."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

from sanjeh.net.dns import SystemResolver
from sanjeh.net.gate import Allow, Gate

Answering = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


def loopback_gate() -> Gate:
    return Gate(SystemResolver(), [Allow("127.0.0.1"), Allow("*.localhost")])


@asynccontextmanager
async def served(
    answering: Answering, context: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncIterator[int]:
    """Answer each connection's request head with `answering`; gives the port."""
    tasks: set[asyncio.Task[None]] = set()

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            while True:
                await answering(await reader.readuntil(b"\r\n\r\n"), writer)
                await writer.drain()

    async def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(talk(reader, writer))
        tasks.add(task)
        with suppress(asyncio.CancelledError):
            await task
        writer.transport.abort()

    server = await asyncio.start_server(begin, host, 0, ssl=context)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def page(body: bytes = b"<p>salam</p>", *headers: str, status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def always(answer: bytes) -> Answering:
    async def say(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return say


def by_path(answers: dict[str, bytes]) -> Answering:
    async def say(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode()
        writer.write(answers.get(path, page(b"no", status="404 Not Found")))

    return say
