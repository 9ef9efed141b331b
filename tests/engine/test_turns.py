"""A time that is scored does not depend on what else of ours is under way at the same destination."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from sanjeh.core.probing.artifacts.http import HttpArtifact
from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.core.scheduling.backoff import VisitOutcome
from sanjeh.engine.rate_limit import InProcessRateLimiter, RetryLater
from sanjeh.engine.runner import take_captures
from sanjeh.engine.scan import ScanPolicy
from sanjeh.engine.turns import VisitTurns
from sanjeh.net.gate import Allow
from sanjeh.net.network import open_network
from sanjeh.net.turns import turn_at
from sanjeh.probes.http.collector import COLLECTOR
from tests.evidence import MemoryStore
from tests.net.servers import page, served

pytestmark = pytest.mark.acceptance

# Not surely fast, so that it is asked again; with two of ours at once it takes twice as long.
ALONE_S = 0.4
MANY = 4


class Tired:
    """A site whose page takes the longer the more visitors are there at the same time."""

    def __init__(self) -> None:
        self.visitors = self.most = 0

    async def answer(self, head: bytes, writer: asyncio.StreamWriter) -> None:
        self.visitors += 1
        self.most = max(self.most, self.visitors)
        try:
            if head.startswith(b"GET /service"):
                await asyncio.sleep(ALONE_S * self.visitors)
            writer.write(page(b"<p>salam</p>", "Content-Type: text/html"))
        finally:
            self.visitors -= 1


@asynccontextmanager
async def leading_to(port: int, count: int) -> AsyncIterator[list[str]]:
    """Serve so many addresses, each on a machine of its own, that lead to services of one site."""
    async with AsyncExitStack() as stack:
        urls = []
        for number in range(2, 2 + count):
            to = f"Location: http://127.0.0.1:{port}/service/{number}"
            moved = page(b"", to, status="302 Found")

            async def answer(_head: bytes, writer: asyncio.StreamWriter, moved: bytes = moved) -> None:
                writer.write(moved)

            at = await stack.enter_async_context(served(answer, host=f"127.0.0.{number}"))
            urls.append(f"http://127.0.0.{number}:{at}/")
        yield urls


async def timed(urls: list[str], policy: ScanPolicy) -> list[HttpArtifact]:
    """Look at all these addresses at once, and return what was brought home."""
    allow = [Allow("127.0.0.1"), *(Allow(f"127.0.0.{number}") for number in range(2, 2 + MANY))]
    async with open_network(allow=allow, with_browser=False) as network:
        looks = (
            take_captures(
                Target(url=url),
                collectors=[COLLECTOR],
                network=network,
                evidence=MemoryStore(),
                now=datetime.now(UTC),
                vantage="test",
                policy=policy,
            )
            for url in urls
        )
        captures = await asyncio.gather(*looks)
    return [HttpArtifact.model_validate(one.artifact) for [one] in captures]


def scored_ms(seen: HttpArtifact) -> float:
    assert seen.page.answer is not None
    timings = (seen.page.answer.timing, *seen.page_again)
    assert all(one.is_alone for one in timings)
    return min(one.ttfb_ms for one in timings)


@pytest.mark.parametrize("leads_there", [False, True])
@pytest.mark.parametrize("count", [1, MANY])
async def test_the_scored_time_is_that_of_one_visitor_however_many_services_a_site_has(
    count: int, *, leads_there: bool
) -> None:
    site = Tired()
    policy = ScanPolicy(rate_limiter=InProcessRateLimiter(gap_s=0))
    async with served(site.answer) as port, leading_to(port, count) as ways:
        there = [f"http://127.0.0.1:{port}/service/{number}" for number in range(count)]

        found = await timed(ways if leads_there else there, policy)

    assert site.most == 1
    assert [ALONE_S <= scored_ms(one) / 1000 < 2 * ALONE_S for one in found] == [True] * count


async def keys_of(host: str, _port: int) -> tuple[str, ...]:
    if host == "closed.test":
        raise CaptureFailed(Reason.NAME_UNKNOWN, host)
    return (f"host:{host}", "domain:test")


def turns(limiter: InProcessRateLimiter, *held: str) -> VisitTurns:
    return VisitTurns(limiter, keys_of, held, patience_s=0.2)


async def test_a_place_that_another_visit_holds_is_not_had_in_time_and_what_is_timed_there_says_so() -> None:
    limiter = InProcessRateLimiter(gap_s=0)
    own = turns(limiter, "domain:test")

    async with limiter.lease(["host:b.test"]), own.at("b.test", 80) as during:
        pass
    async with own.at("b.test", 80) as soon_after, own.at("c.test", 80) as elsewhere:
        pass

    assert (during, soon_after, elsewhere) == (False, False, True)


async def test_where_a_visit_stays_it_is_alone_and_others_are_not_let_in() -> None:
    limiter = InProcessRateLimiter(gap_s=0)
    own, other = turns(limiter, "domain:test"), turns(limiter, "domain:test")

    async with AsyncExitStack() as stays:
        await own.stay_at(stays, "b.test", 80)
        async with own.at("b.test", 80) as ours, other.at("b.test", 80) as theirs:
            pass
    async with turns(limiter, "domain:test").at("b.test", 80) as afterwards:
        pass

    assert (ours, theirs, afterwards) == (True, False, True)


async def test_who_passes_by_leaves_the_count_of_failures_as_it_was() -> None:
    limiter = InProcessRateLimiter(gap_s=0)
    for _ in range(4):
        async with limiter.lease(["host:b.test"]) as lease:
            lease.outcome = VisitOutcome(is_trouble=True)

    async with turns(limiter, "domain:test").at("b.test", 80) as is_alone:
        pass
    async with limiter.lease(["host:b.test"]) as lease:
        lease.outcome = VisitOutcome(is_trouble=True)

    assert is_alone
    with pytest.raises(RetryLater, match="host_rests"):
        async with limiter.lease(["host:b.test"]):
            pass


async def test_two_requests_of_one_visit_at_one_place_go_one_after_the_other() -> None:
    own, inside, most = turns(InProcessRateLimiter(gap_s=0), "host:b.test", "domain:test"), 0, 0

    async def ask() -> None:
        nonlocal inside, most
        async with own.at("b.test", 80):
            inside, most = inside + 1, max(most, inside + 1)
            await asyncio.sleep(0)
            inside -= 1

    await asyncio.gather(ask(), ask(), ask())

    assert most == 1


async def test_a_name_that_leads_nowhere_is_left_to_the_request_itself() -> None:
    own: Any = turns(InProcessRateLimiter(gap_s=0))
    async with AsyncExitStack() as stays:
        await own.stay_at(stays, "closed.test", 80)
        async with own.at("closed.test", 80) as is_alone:
            pass

    assert is_alone is False


async def test_outside_of_a_visit_nobody_else_is_about() -> None:
    async with turn_at("b.test", 80) as is_alone:
        pass

    assert is_alone is True
