"""One browser for all hostile pages, a site that serves them, and deadlines short enough for a test."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import pytest

from sanjeh.core.probing.artifacts.page import PageArtifact
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine import runner
from sanjeh.net import browser as browsing
from sanjeh.net import http, processes
from sanjeh.net import network as networking
from sanjeh.net.browser import Bounds, Browser
from sanjeh.net.gate import Allow
from sanjeh.net.http import Timeouts
from sanjeh.net.network import Network, open_network
from sanjeh.probes.page import capture as visiting
from sanjeh.probes.page.collector import COLLECTOR
from sanjeh.probes.page.judge import PROBE
from tests.evidence import MemoryStore
from tests.hostile import pages
from tests.net.servers import Answering, page, served

MOST_BYTES = 1_500_000_000
# Between two measurements a page may take this much more before its process is ended.
OVERSHOOT_BYTES = 1_000_000_000
HTML = "Content-Type: text/html; charset=utf-8"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
# A page that answers at all may take its time, so that a busy machine changes nothing.
STEADY = {"ARRIVE_S": 10.0, "LOAD_S": 2.0, "QUIET_S": 0.6, "_ALIVE_S": 10.0}
# These are used up, one after another, by pages that would use up every one in earnest too.
HURRIED = {"LOAD_S": 1.0, "QUIET_S": 0.6, "AXE_S": 6.0, "STEP_S": 5.0, "TOTAL_S": 6.0, "_ALIVE_S": 0.7}
_AT_ONCE = 4


class Turning:
    """A resolver whose names turn from this site to the inside after so many answers."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()

    async def resolve(self, host: str) -> tuple[str, ...]:
        if not host.endswith(".test"):
            raise CaptureFailed(Reason.NAME_UNKNOWN, host)
        self.asked[host] += 1
        after = int(host.removesuffix(".test").rpartition("-")[2])
        return ("127.0.0.1",) if self.asked[host] <= after else ("169.254.169.254",)


@dataclass
class Worker:
    """What a worker holds, with a site whose pages it visits."""

    network: Network
    browser: Browser
    port: int
    answers: dict[str, Answering] = field(default_factory=dict)
    most_held: int = 0

    async def visit(self, path: str, host: str = "127.0.0.1") -> Capture:
        """Look as the engine looks; every visit has a policy of its own, for they all share an address."""
        target = Target(url=f"http://{host}:{self.port}{path}")
        (capture,) = await runner.take_captures(
            target,
            collectors=[COLLECTOR],
            network=self.network,
            evidence=MemoryStore(),
            now=NOW,
            vantage="here",
        )
        return capture

    async def endings(self, paths: Iterable[str]) -> dict[str, str]:
        """Visit a few at a time; return how each visit ended."""
        places = asyncio.Semaphore(_AT_ONCE)

        async def ending(path: str) -> str:
            async with places:
                return ended(await self.visit(path))

        wanted = list(paths)
        return dict(zip(wanted, await asyncio.gather(*map(ending, wanted)), strict=True))

    async def after_that(self) -> str:
        """Return how a visit of an ordinary page ends."""
        with deadlines(STEADY):
            return ended(await self.visit("/plain"))

    async def watch(self) -> None:
        """Remember the most that the browser has held."""
        while True:
            held = await asyncio.to_thread(processes.memory_of, self.browser.process_group)
            self.most_held = max(self.most_held, sum(each.size_bytes for each in held))
            await asyncio.sleep(0.3)


def ended(capture: Capture) -> str:
    """Return a visit's reason; "seen" when nothing was lost, else what the first lost step met."""
    if capture.failure is not None:
        return str(capture.failure.reason)
    lost = PageArtifact.model_validate(capture.artifact).failures
    return f"partly: {lost[0].reason}" if lost else "seen"


def said(capture: Capture) -> set[tuple[str, str]]:
    """Return the outcomes and reasons of all findings."""
    return {(str(each.outcome), each.reason) for each in runner.judge([capture], MemoryStore(), [PROBE])}


@asynccontextmanager
async def opened() -> AsyncIterator[Worker]:
    """Open a site with a worker that may look at it, and at no other port of this machine."""
    answers: dict[str, Answering] = {}

    async def answer(head: bytes, writer: asyncio.StreamWriter) -> None:
        path = head.split(b" ", 2)[1].decode().partition("?")[0]
        if path in answers:
            await answers[path](head, writer)
        else:
            writer.write(page(b"no", status="404 Not Found"))

    async with served(answer) as port:
        names = ("127.0.0.1", "*.test", "*.localhost")
        async with open_network(allow=[Allow(name, frozenset({port})) for name in names]) as network:
            assert network.browser is not None
            worker = Worker(network, network.browser, port, answers)
            serve(worker, {"/plain": pages.PLAIN})
            watching = asyncio.create_task(worker.watch())
            yield worker
            watching.cancel()
            group = network.browser.process_group
        assert await left_of(group) == ()


async def left_of(group: int) -> tuple[int, ...]:
    """Return the browser's processes that are still there when a killed one has had time to go."""
    for _ in range(100):
        if not (left := tuple(processes.members(group))):
            break
        await asyncio.sleep(0.05)
    return left


def serve(worker: Worker, texts: dict[str, str]) -> None:
    """Serve these pages; PORT in them is the port of the site."""
    for path, text in texts.items():
        body = text.replace("PORT", str(worker.port)).encode()
        worker.answers[path] = _always(page(body, HTML, "Connection: close"))


def _always(answer: bytes) -> Answering:
    async def say(_head: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return say


@contextmanager
def deadlines(seconds: Mapping[str, float]) -> Iterator[None]:
    """Let the steps of a visit end as soon as this says."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in seconds.items():
            patch.setattr(visiting, name, value)
        yield


@pytest.fixture
def hurried() -> Iterator[None]:
    """For pages that would use up every deadline, and hold up even their end."""
    with deadlines(HURRIED), pytest.MonkeyPatch.context() as patch:
        patch.setattr(browsing, "_CLOSE_S", 1.0)
        yield


@pytest.fixture(scope="module")
def bounded() -> Iterator[None]:
    """Give the worker less of everything than it has in earnest."""
    with pytest.MonkeyPatch.context() as patch, deadlines(STEADY):
        patch.setattr(processes, "_EVERY_S", 0.3)
        patch.setattr(http, "Timeouts", partial(Timeouts, 1, 1, 2))
        patch.setattr(networking, "Browser", partial(Browser, bounds=Bounds(memory_bytes=MOST_BYTES)))
        patch.setattr(networking, "SystemResolver", Turning)
        yield


@pytest.fixture(scope="module")
async def worker(bounded: None) -> AsyncIterator[Worker]:
    del bounded
    async with opened() as worker:
        yield worker
