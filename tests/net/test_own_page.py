"""A page of our own answers with 200 by itself, or it is said how it does not."""

import asyncio
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from sanjeh.net.own_page import PageSilent, page_answers


class Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status = int(self.path.strip("/"))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.end_headers()
        self.wfile.write(b"page")

    def log_message(self, *args: object) -> None:
        del args


@pytest.fixture
def served() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_page_that_answers_answers(served: str) -> None:
    asyncio.run(page_answers(f"{served}/200"))


@pytest.mark.parametrize("status", [302, 404, 500, 502])
def test_whatever_else_it_says_is_told(served: str, status: int) -> None:
    with pytest.raises(PageSilent, match=f"HTTP {status}"):
        asyncio.run(page_answers(f"{served}/{status}"))


def test_what_does_not_answer_is_told() -> None:
    with pytest.raises(PageSilent, match="ClientConnectorError"):
        asyncio.run(page_answers("http://127.0.0.1:1/"))
