"""A site that shows another certificate at every connection gets no one but itself into trouble."""

import asyncio
import ssl
from itertools import cycle

from sanjeh.net.browser import Browser
from tests.net.authority import Holder, Wish, server_context
from tests.net.servers import loopback_gate, page, served

HTML = "Content-Type: text/html; charset=utf-8"
PARTS = 6


def fickle_context() -> ssl.SSLContext:
    """Return a context that shows one of two certificates in turn, whoever asks."""
    contexts = [
        server_context((Holder.self_signed(Wish(name, hosts=(f"{name}.test",))),)) for name in ("one", "two")
    ]
    turns = cycle(contexts)

    def turn(shown: ssl.SSLSocket | ssl.SSLObject, _name: str | None, _context: ssl.SSLContext) -> None:
        shown.context = next(turns)

    contexts[0].sni_callback = turn
    return contexts[0]


async def test_a_certificate_that_changes_in_the_middle_of_a_visit_harms_nothing() -> None:
    parts = "".join(f"<script src='/{number}.js'></script>" for number in range(PARTS))
    answered: list[bytes] = []

    async def answer(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1]
        answered.append(path)
        body = parts.encode() if path == b"/" else b"document.title += 'x'"
        kind = HTML if path == b"/" else "Content-Type: text/javascript"
        writer.write(page(body, kind, "Connection: close"))
        await writer.drain()
        writer.close()

    site = served(answer, fickle_context())
    async with site as port, Browser(loopback_gate()) as browser, browser.page() as seen:
        await seen.goto(f"https://a.localhost:{port}/")
        title = await seen.title()
        hosts = {(passage.host, passage.ip) for passage in browser.traffic(seen).passages}

    assert title == "x" * PARTS
    assert hosts == {("a.localhost", "127.0.0.1")}
    assert answered.count(b"/") == 1
