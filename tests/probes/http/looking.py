"""Looks at servers that answer as a test wants, and at none at all."""

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.net.gate import Address, Allow, parse
from sanjeh.net.http import Response
from sanjeh.net.network import open_network
from sanjeh.probes.http.capture import capture
from tests.evidence import MemoryStore
from tests.net.servers import Answering, served

HTML = "Content-Type: text/html; charset=utf-8"
SLOW_URL = "https://slow.test/"


async def look(answering: Answering, shelf: MemoryStore | None = None, path: str = "/") -> HttpArtifact:
    async with (
        served(answering) as port,
        open_network(allow=[Allow("127.0.0.1")], with_browser=False) as network,
    ):
        target = Target(url=f"http://127.0.0.1:{port}{path}")
        return await capture(target, network, MemoryStore() if shelf is None else shelf)


class ShutGate:
    """Knows addresses; what it is asked about has an IPv4 address alone."""

    def parse(self, url: str) -> Address:
        return parse(url)

    async def admit(self, _host: str, _port: int) -> tuple[str, ...]:
        return ("127.0.0.1",)


class StopwatchHttp:
    """Answers every GET; the page takes the given times, one after another."""

    def __init__(self, *ttfb_ms: float) -> None:
        self.times = list(ttfb_ms)

    async def get(self, url: str, **_options: object) -> Response:
        ttfb_ms = self.times.pop(0) if url == SLOW_URL and self.times else 10.0
        headers = (("Content-Type", "text/html"),)
        return Response(url, 200, headers, b"<p>salam</p>", "192.0.2.1", "1.1", ttfb_ms, ttfb_ms + 1)
