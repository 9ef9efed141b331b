"""What is the same for all services on a host is asked once, and each artifact says for which page it was."""

import asyncio
from collections import Counter

import pytest

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.probes.http.capture import capture
from tests.evidence import MemoryStore
from tests.net.servers import page, served
from tests.probes.http.looking import HTML

SHARED = ("robots", "security_txt", "sitemap", "absent")


async def artifacts(status_of_files: str, *paths: str) -> tuple[list[HttpArtifact], Counter[str], str]:
    """Look at pages of one host, one after another; return what was seen, how often, and the origin."""
    asked: Counter[str] = Counter()

    async def count(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode()
        asked["nowhere" if "-not-here" in path else path] += 1
        writer.write(page(b"<p>salam</p>", HTML, status="200 OK" if path in paths else status_of_files))

    async with (
        served(count) as port,
        open_network(allow=[Allow("127.0.0.1")], with_browser=False) as network,
    ):
        origin = f"http://127.0.0.1:{port}"
        shelf = MemoryStore()
        taken = [await capture(Target(url=f"{origin}{path}"), network, shelf) for path in paths]
        return taken, asked, origin


async def test_the_second_service_of_a_host_shares_the_answers_that_are_the_hosts() -> None:
    [first, second], asked, origin = await artifacts("404 Not Found", "/one", "/two")

    shared = ("/robots.txt", "/.well-known/security.txt", "/sitemap.xml", "nowhere")
    assert {path: asked[path] for path in shared} == dict.fromkeys(shared, 1)
    assert asked["/one"] == asked["/two"] > 0
    assert {getattr(first, part).shared_with for part in SHARED} == {""}
    assert {getattr(second, part).shared_with for part in SHARED} == {f"{origin}/one"}
    assert (second.page.shared_with, second.robots.answer) == ("", first.robots.answer)


@pytest.mark.parametrize("status", ["503 Service Unavailable", "429 Too Many Requests", "403 Forbidden"])
async def test_a_passing_trouble_is_not_handed_on(status: str) -> None:
    [_, second], asked, _ = await artifacts(status, "/one", "/two")

    assert (asked["/robots.txt"], second.robots.shared_with) == (2, "")
