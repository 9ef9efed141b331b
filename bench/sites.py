"""Thousands of sites on loopback, each with a name and an address of its own, in a process of their own.

`python -m bench.sites FOLDER` serves until its input ends: names by UDP, a page over TLS and a redirect on
plain http. Only the side that looks is measured, so this one may be plain.
"""

import asyncio
import re
import ssl
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dns.flags
import dns.message
import dns.rdatatype
import dns.rrset

DNS, HTTPS, PLAIN = ("127.0.0.53", 5457), 8447, 8087
PAGE = (Path(__file__).parent.parent / "demo" / "site" / "sla.html").read_bytes() * 4
READY = "ready"
_BODY = re.compile(r"body(\d+)\.ir\.$")
_HEADERS = (
    b"Content-Type: text/html; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"
    b"Strict-Transport-Security: max-age=31536000\r\nContent-Security-Policy: default-src 'self'\r\n"
)


def host(number: int) -> str:
    """Return the name of a site; each has a registered domain of its own."""
    return f"www.body{number}.ir"


def address(number: int) -> str:
    return f"127.{80 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


class Names(asyncio.DatagramProtocol):
    """Knows the address of every site, and nothing else."""

    def connection_made(self, transport: asyncio.DatagramTransport) -> None:  # type: ignore[override]
        self.transport = transport

    def datagram_received(self, packet: bytes, asker: tuple[str, int]) -> None:
        question = dns.message.from_wire(packet)
        answer = dns.message.make_response(question)
        answer.flags |= dns.flags.AA
        asked = question.question[0]
        number = _BODY.search(str(asked.name))
        if number and asked.rdtype == dns.rdatatype.A:
            found = address(int(number[1]))
            answer.answer.append(dns.rrset.from_text(asked.name, 300, "IN", "A", found))
        self.transport.sendto(answer.to_wire(), asker)


async def serve_page(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await answer(reader, writer, b"200 OK", _HEADERS, PAGE)


async def lead_to_tls(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await answer(reader, writer, b"301 Moved", b"Location: https://", b"")


async def answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, status: bytes, headers: bytes, body: bytes
) -> None:
    """Answer every request of a connection; what is not the first page is not there."""
    try:
        while True:
            request = await reader.readuntil(b"\r\n\r\n")
            path = request.split(b" ", 2)[1]
            name = request.lower().partition(b"\r\nhost: ")[2].partition(b":")[0].partition(b"\r\n")[0]
            is_here = path == b"/" or status.startswith(b"301")
            line = status if is_here else b"404 Not Found"
            more = headers + name + b":%d/\r\n" % HTTPS if headers.startswith(b"Location") else headers
            shown = body if is_here else b"not here"
            writer.write(b"HTTP/1.1 %s\r\n%sContent-Length: %d\r\n\r\n%s" % (line, more, len(shown), shown))
            await writer.drain()
    except (asyncio.IncompleteReadError, ConnectionError, ssl.SSLError):
        writer.close()


def context(folder: Path) -> ssl.SSLContext:
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
         "-subj", "/CN=site", "-addext", "subjectAltName=DNS:*.body1.ir", "-keyout", str(key), "-out",
         str(certificate)],
        check=True, capture_output=True,
    )  # fmt: skip
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(certificate, key)
    return made


async def serve(folder: Path) -> None:
    loop = asyncio.get_running_loop()
    await loop.create_datagram_endpoint(Names, local_addr=DNS)
    await asyncio.start_server(serve_page, "0.0.0.0", HTTPS, ssl=context(folder), backlog=512)  # noqa: S104
    await asyncio.start_server(lead_to_tls, "0.0.0.0", PLAIN, backlog=512)  # noqa: S104
    print(READY, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


@contextmanager
def served() -> Iterator[None]:
    """Serve in a process of its own until the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "bench.sites", folder]
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            assert process.stdin is not None  # noqa: S101 -- it was asked for
            assert process.stdout is not None  # noqa: S101 -- likewise
            if process.stdout.readline().strip() != READY:
                raise RuntimeError("the sites were not served")
            yield
            process.stdin.close()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
