"""What a browser asks of its proxy (RFC 9112 §3.2), read and written anew for the other end."""

import asyncio
import re
from dataclasses import dataclass

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Address, parse, refusal

_HEAD_S = 20.0
MAX_HEAD_BYTES = 65_536
_CONTENT_LENGTH = re.compile(rb"(?im)^content-length:[ \t]*(\d{1,18})[ \t]*\r$")
_HOP_BY_HOP = (b"proxy-", b"connection:", b"keep-alive:")


@dataclass(frozen=True, slots=True)
class ProxyRequest:
    """What a browser asks of the proxy, and what is to be said first at the other end."""

    host: str
    port: int
    opening: bytes
    is_tunnel: bool
    body_bytes: int = 0


async def read_request(reader: asyncio.StreamReader) -> ProxyRequest:
    """Read the head of one proxy request; raise CaptureFailed if it is none."""
    try:
        async with asyncio.timeout(_HEAD_S):
            head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("ascii").split(" ")
        return _tunnel(target) if method == "CONNECT" else _plain_request(method, target, head)
    except (ValueError, asyncio.LimitOverrunError, TimeoutError) as error:
        raise CaptureFailed(Reason.BAD_URL, "no proxy request") from error


def _tunnel(target: str) -> ProxyRequest:
    host, _, port = target.rpartition(":")
    if not port.isdigit():
        raise CaptureFailed(Reason.BAD_URL, target[:200])
    return ProxyRequest(host.strip("[]").lower(), int(port), b"", is_tunnel=True)


def _plain_request(method: str, target: str, head: bytes) -> ProxyRequest:
    address = parse(target)
    if address.scheme != "http":
        raise refusal(Reason.SCHEME_REFUSED, address.host, address.port, f"{address.scheme}:")
    opening = _origin_form(method, address, head)
    return ProxyRequest(address.host, address.port, opening, is_tunnel=False, body_bytes=_body_bytes(head))


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
