"""Answers that no server should give, and what a plain look and a visit call each of them."""

import asyncio
import gzip
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard

from tests.net.servers import Answering, always, page

HTML = "Content-Type: text/html; charset=utf-8"
CLOSE = "Connection: close"
_HEAD = f"HTTP/1.1 200 OK\r\n{HTML}\r\n".encode()
_BOMB = b"<p>x" * 5_000_000
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": lambda body: gzip.compress(body, 1),
    "deflate": lambda body: zlib.compress(body, 1),
    "br": lambda body: bytes(brotli.compress(body, quality=1)),
    "zstd": lambda body: zstandard.compress(body, 1),
}
_PACKED = {name: pack(_BOMB) for name, pack in _PACKERS.items()}


def drip(start: bytes, drop: bytes, every_s: float = 0.1) -> Answering:
    """Say something now and then, for ever."""

    async def say(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(start)
        while not writer.is_closing():
            writer.write(drop)
            await writer.drain()
            await asyncio.sleep(every_s)

    return say


def pour(start: bytes, drop: bytes) -> Answering:
    """Say something again and again, as fast as it is taken."""
    return drip(start, drop, 0)


def onwards(head: str) -> Answering:
    """Lead to another address each time; NEXT stands for it."""

    async def say(asked: bytes, writer: asyncio.StreamWriter) -> None:
        path, _, number = asked.split(b" ", 2)[1].decode().partition("?")
        writer.write(head.replace("NEXT", f"{path}?{int(number or 0) + 1}").encode())
        writer.close()

    return say


def _bomb(name: str, kind: str = HTML) -> bytes:
    return page(_PACKED[name], kind, f"Content-Encoding: {name}", CLOSE)


def _nested() -> bytes:
    packed = _PACKERS["br"](_PACKED["gzip"])
    return page(packed, HTML, "Content-Encoding: gzip, br", CLOSE)


def _moved(to: str) -> bytes:
    return page(b"", f"Location: {to}", CLOSE, status="302 Found")


def _chunk(size: int) -> bytes:
    return f"{size:x}\r\n".encode() + b"x" * size + b"\r\n"


def _head(*lines: str, status: str = "200 OK") -> bytes:
    return "\r\n".join([f"HTTP/1.1 {status}", HTML, *lines, "", ""]).encode()


def _drawing(to: str) -> bytes:
    text = f"<!doctype html><title>x</title><p>متن<img src='{to}'><script src='{to}' async></script>"
    return page(text.encode(), HTML, CLOSE)


ANSWERS: dict[str, Answering] = {
    "/slow-head": drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "/slow-body": drip(_head() + b"<p>", "متن ".encode()),
    "/endless-chunks": pour(_head("Transfer-Encoding: chunked"), _chunk(60_000)),
    "/endless-crumbs": drip(_head("Transfer-Encoding: chunked"), _chunk(1), 0.01),
    "/endless-extension": pour(_head("Transfer-Encoding: chunked") + b"5;", b"x" * 1000),
    "/endless-trailer": pour(_head("Transfer-Encoding: chunked") + b"1\r\nx\r\n0\r\n", b"X-A: b\r\n" * 100),
    "/endless-hints": pour(b"", b"HTTP/1.1 103 Early Hints\r\nLink: </x>; rel=preload\r\n\r\n"),
    "/endless-headers": pour(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n" * 100),
    "/endless-header": pour(b"HTTP/1.1 200 OK\r\nX-A: ", b"x" * 10_000),
    "/endless-status": pour(b"HTTP/1.1 200 ", b"x" * 10_000),
    "/endless-parts": pour(
        b"HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=x\r\n\r\n",
        b"--x\r\nContent-Type: text/html\r\n\r\n" + b"<p>x" * 5000 + b"\r\n",
    ),
    "/two-gigabytes": pour(_head("Content-Length: 2147483648"), b"<p>x</p>" * 8000),
    "/two-gigabyte-file": pour(
        _head("Content-Length: 2147483648", "Content-Disposition: attachment; filename=x.exe"), bytes(64_000)
    ),
    "/two-gigabyte-image": pour(
        b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 2147483648\r\n\r\n", bytes(64_000)
    ),
    **{f"/bomb-{name}": always(_bomb(name)) for name in _PACKED},
    "/bomb-in-a-bomb": always(_nested()),
    "/bomb-inside": always(_drawing("/bomb-br")),
    "/two-gigabytes-inside": always(_drawing("/two-gigabyte-image")),
    "/redirects": onwards("HTTP/1.1 302 Found\r\nLocation: NEXT\r\nContent-Length: 0\r\n\r\n"),
    "/refreshes": onwards(f"HTTP/1.1 200 OK\r\n{HTML}\r\nRefresh: 0; url=NEXT\r\nContent-Length: 0\r\n\r\n"),
    "/to-itself": always(_moved("/to-itself")),
    **{
        f"/to-{scheme}": always(_moved(f"{scheme}:{rest}"))
        for scheme, rest in {
            "file": "///etc/passwd",
            "data": "text/html,x",
            "javascript": "alert(1)",
            "chrome": "//version",
            "blob": "null/x",
            "made-up": "x",
        }.items()
    },
    "/to-inside": always(_moved("http://169.254.169.254/latest/meta-data/")),
    "/to-our-machine": always(_moved("http://[::ffff:127.0.0.1]:22/")),
    "/to-a-user": always(_moved("http://user:word@127.0.0.1/")),
    "/nothing": always(b""),
    "/no-http": always(b"SSH-2.0-OpenSSH_9.2\r\n\r\n"),
    "/no-version": always(b"<p>salam</p>\r\n\r\n"),
    "/no-status": always(b"HTTP/1.1 abc\r\n\r\n"),
    "/null-in-a-header": always(b"HTTP/1.1 200 OK\r\nX-A: a\x00b\r\nContent-Length: 0\r\n\r\n"),
    "/two-lengths": always(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 9\r\n\r\nx"),
    "/negative-length": always(b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\nx"),
    "/enormous-chunk": always(_head("Transfer-Encoding: chunked") + b"FFFFFFFFFFFFFFFFFF\r\nx"),
    "/switching": always(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"),
}
