"""An installation of its own, run by its commands as an operator runs it, and the one server it looks at."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, BaseServer, ThreadingUDPServer
from threading import Thread
from typing import Any

import dns.message
import dns.rrset

ZONE = "shahr.test"
PAGE = "<!doctype html><html lang=fa dir=rtl><title>خدمت</title><h1>خدمت</h1><p>درخواست خود را بنویسید."
OURS = ("SANJEH_", "DATABASE_", "DJANGO_")  # what the tests told themselves is not for an installation
END_S = 60


@dataclass(frozen=True, slots=True)
class Installation:
    """A data folder, and what else its commands are told."""

    data: Path
    settings: dict[str, str]

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
        return kept | self.settings | {"SANJEH_DATA": str(self.data)}

    def command(self, *words: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "sanjeh", *words],
            env=self.environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    @contextmanager
    def served(self, port: int) -> Iterator["subprocess.Popen[str]"]:
        """Serve it while the block runs, once it has said that it does."""
        server = subprocess.Popen(
            [sys.executable, "-m", "sanjeh", "serve", "--port", str(port)],
            env=self.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            said = begun(server)
            assert "Sanjeh is served on" in said, said
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=END_S)


def begun(server: "subprocess.Popen[str]") -> str:
    """Return what it says until it serves, or ends."""
    said = ""
    for line in server.stdout or ():
        said += line
        if "Sanjeh is served on" in line:
            break
    return said


class Site(BaseHTTPRequestHandler):
    """One page at every address."""

    def do_GET(self) -> None:
        content = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Stay quiet."""


class Names(BaseRequestHandler):
    """Every name of the zone lies on this machine; nothing else is known of it."""

    def handle(self) -> None:
        content, answering = self.request
        query = dns.message.from_wire(content)
        reply, asked = dns.message.make_response(query), query.question[0]
        if asked.rdtype.name == "A":
            reply.answer.append(dns.rrset.from_text(asked.name, 60, "IN", "A", "127.0.0.1"))
        answering.sendto(reply.to_wire(), self.client_address)


@dataclass(frozen=True, slots=True)
class Country:
    """Where the one server of the country listens, and who knows the names of its sites."""

    port: int
    nameserver: str

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}.{ZONE}:{self.port}{path}"

    def settings(self) -> dict[str, str]:
        """Return with what it may be looked at: it needs no rest from us."""
        return {
            "SANJEH_ALLOW": f"127.0.0.1:{self.port}",
            "SANJEH_NAMESERVERS": self.nameserver,
            "SANJEH_GAP_MS": "0",
        }


@contextmanager
def country() -> Iterator[Country]:
    sites, names = ThreadingHTTPServer(("127.0.0.1", 0), Site), ThreadingUDPServer(("127.0.0.1", 0), Names)
    with answering(sites), answering(names):
        yield Country(sites.server_port, f"127.0.0.1:{names.server_address[1]}")


@contextmanager
def answering(server: BaseServer) -> Iterator[None]:
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
