"""A page in a real browser; the machine of a test is never calm, so figures only have a least value."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import Allow
from sanjeh.net.network import Network, open_network
from sanjeh.probes.speed.capture import measure
from sanjeh.probes.speed.processors import account, foreign_share
from sanjeh.probes.speed.ruleset import USUAL_RULESET, ruleset

CONDITIONS = ruleset(USUAL_RULESET).conditions
PAGE = """<!doctype html><html lang="fa" dir="rtl"><title>صفحه</title><h1>خدمت نمونه</h1>
<script src="/busy.js"></script><img src="/picture.svg" alt="" width="30" height="30">"""
BUSY = "const end = performance.now() + 60; while (performance.now() < end);"
PICTURE = f'<svg xmlns="http://www.w3.org/2000/svg"><!--{"x" * 60_000}--></svg>'


class Site:
    """A page with a script and a picture; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def answer(self, request: web.BaseRequest) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.path == "/gone":
            return web.Response(status=503, text="<p>در دست تعمیر</p>", content_type="text/html")
        if request.path == "/busy.js":
            return web.Response(
                text=BUSY, content_type="text/javascript", headers={"Cache-Control": "max-age=9"}
            )
        if request.path == "/picture.svg":
            return web.Response(text=PICTURE, content_type="image/svg+xml")
        return web.Response(text=PAGE, content_type="text/html")


@pytest.fixture
async def site() -> AsyncIterator[tuple[Site, str]]:
    site = Site()
    runner = web.ServerRunner(web.Server(site.answer))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield site, f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture(scope="module")
async def network() -> AsyncIterator[Network]:
    async with open_network(allow=[Allow("127.0.0.1")]) as network:
        yield network


async def test_every_run_begins_afresh_and_under_the_stated_conditions(
    network: Network, site: tuple[Site, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanjeh.probes.speed.capture._MOST_TRIES", 1)  # however busy this machine is
    served, origin = site

    seen = await measure(Target(url=f"{origin}/"), network, CONDITIONS, runs=2)

    runs = [run for run in seen.runs if run.calm]
    assert (seen.status, seen.wanted, len(runs)) == (200, 2, 2)
    assert {run.requests for run in runs} == {3}
    assert served.asked.count("/busy.js") == 2
    for run in runs:
        assert (run.ttfb_ms or 0) >= CONDITIONS.latency_ms
        assert (run.lcp_ms or 0) >= (run.fcp_ms or 0) >= CONDITIONS.latency_ms
        # The delay of page and picture, and the picture's bits at the stated rate.
        assert (run.load_ms or 0) >= 2 * CONDITIONS.latency_ms + len(PICTURE) * 8 / CONDITIONS.down_kbps * 0.8
        assert run.received_bytes > len(PICTURE)


async def test_an_error_page_has_no_speed(network: Network, site: tuple[Site, str]) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await measure(Target(url=f"{site[1]}/gone"), network, CONDITIONS, runs=2)

    assert (failed.value.reason, failed.value.detail) == (Reason.HTTP_ERROR, "503")


async def test_a_site_that_is_not_there_is_told_by_its_reason(network: Network) -> None:
    with pytest.raises(CaptureFailed) as failed:
        await measure(Target(url="http://127.0.0.1:1/"), network, CONDITIONS, runs=2)

    assert failed.value.reason is Reason.CONNECT_REFUSED


async def test_the_share_of_others_is_told_where_the_system_keeps_the_account() -> None:
    before = account()
    await asyncio.sleep(0.05)
    share = foreign_share(before, account())

    assert (share is None) == (before is None)
    assert 0 <= (share or 0) <= 1


def test_where_no_account_is_kept_nobody_can_tell() -> None:
    assert foreign_share(None, account()) is None
