import asyncio
import contextlib
import os
import signal
from pathlib import Path

import pytest
from playwright.async_api import Error as PlaywrightError

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net import browser as browsing
from sanjeh.net.browser import Bounds, Browser
from sanjeh.net.chromium import HOW_TO_INSTALL
from tests.net.authority import Holder, Wish, server_context
from tests.net.servers import always, by_path, loopback_gate, page, served

pytestmark = pytest.mark.acceptance

HTML = "Content-Type: text/html; charset=utf-8"


def html(text: str, *headers: str) -> bytes:
    return page(text.encode(), HTML, *headers)


async def test_a_page_is_seen_through_the_gate_and_its_traffic_is_told() -> None:
    site = by_path({"/": html("<title>سلام</title><img src='http://169.254.169.254/secret.png'>")})

    async with served(site) as port, Browser(loopback_gate()) as browser, browser.page() as seen:
        await seen.goto(f"http://127.0.0.1:{port}/")
        title = await seen.title()
        traffic = browser.traffic(seen)
        told = {passage.host: passage.refused for passage in traffic.passages}
        language = await seen.evaluate(
            "navigator.language + ' ' + Intl.DateTimeFormat().resolvedOptions().timeZone"
        )

    assert (title, language) == ("سلام", "fa-IR Asia/Tehran")
    assert told == {"127.0.0.1": None, "169.254.169.254": Reason.ADDRESS_REFUSED}


async def test_a_refused_page_names_its_reason() -> None:
    async with Browser(loopback_gate()) as browser, browser.page() as seen:
        with pytest.raises(PlaywrightError):
            await seen.goto("https://10.0.0.1/")
        refusal = browser.traffic(seen).refusal("10.0.0.1")

    assert refusal is not None
    assert refusal.reason == Reason.ADDRESS_REFUSED


async def test_a_page_behind_a_self_signed_certificate_is_seen() -> None:
    context = server_context((Holder.self_signed(Wish("site", hosts=("other.test",))),))

    site = served(always(html("<title>seen</title>")), context)

    async with site as port, Browser(loopback_gate()) as browser, browser.page() as seen:
        await seen.goto(f"https://127.0.0.1:{port}/")
        assert await seen.title() == "seen"


async def test_visits_share_no_cookies() -> None:
    site = always(html("<script>document.title = document.cookie || 'none'</script>", "Set-Cookie: a=b"))

    async with served(site) as port, Browser(loopback_gate()) as browser:
        titles = []
        for _ in range(2):
            async with browser.page() as seen:
                await seen.goto(f"http://127.0.0.1:{port}/")
                titles.append(await seen.title())
                cookies = len(await seen.context.cookies())

    assert (titles, cookies) == (["a=b", "a=b"], 1)


async def test_a_page_that_hangs_for_ever_is_closed_all_the_same() -> None:
    site = by_path(
        {"/": html("<script>setTimeout(() => { while (true) {} }, 0)</script>"), "/ok": html("ok")}
    )

    async with served(site) as port, Browser(loopback_gate()) as browser:
        async with browser.page() as seen:
            await seen.goto(f"http://127.0.0.1:{port}/", wait_until="commit")
        async with browser.page() as seen:
            await seen.goto(f"http://127.0.0.1:{port}/ok")
            text = await seen.inner_text("body")

    assert text == "ok"


async def test_a_warm_browser_is_the_one_that_opens_the_page() -> None:
    async with Browser(loopback_gate()) as browser:
        browser.warm_up()
        browser.warm_up()
        async with browser.page():
            first = browser.process_group
        async with browser.page():
            second = browser.process_group

    assert (first == second, first > 0) == (True, True)


async def test_a_browser_that_cannot_be_warmed_up_is_told_when_it_is_needed() -> None:
    async with Browser(loopback_gate(), binary="/nowhere/chromium") as browser:
        browser.warm_up()

        with pytest.raises(CaptureFailed) as failed:
            async with browser.page():
                pass

    assert failed.value.reason == Reason.BROWSER_MISSING


async def test_a_page_cannot_take_all_the_memory_of_the_machine() -> None:
    take_four_gigabytes = """() => {
        const taken = []
        try { while (taken.length < 40) taken.push(new Uint8Array(1e8)) } catch (error) { return error.name }
        return taken.length
    }"""

    async with Browser(loopback_gate()) as browser, browser.page() as seen:
        outcome = await seen.evaluate(take_four_gigabytes)

    assert outcome == "RangeError"


async def test_a_browser_that_dies_is_named_and_the_next_page_gets_another() -> None:
    async with served(always(html("ok"))) as port, Browser(loopback_gate()) as browser:
        with pytest.raises(CaptureFailed) as failed:
            await _die_while_visiting(browser, f"http://127.0.0.1:{port}/")
        async with browser.page() as seen:
            await seen.goto(f"http://127.0.0.1:{port}/")
            text = await seen.inner_text("body")

    assert (failed.value.reason, text) == (Reason.BROWSER_CRASHED, "ok")


async def test_a_browser_that_opens_no_page_in_time_is_named_and_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with Browser(loopback_gate()) as browser:
        async with browser.page():
            first = browser.process_group
        with monkeypatch.context() as patch:
            patch.setattr(browsing, "_OPEN_S", 0.0)
            with pytest.raises(CaptureFailed) as failed:
                await _open_and_close(browser)
        async with browser.page():
            second = browser.process_group

    assert failed.value.reason == Reason.BROWSER_CRASHED
    assert first != second


async def test_a_browser_that_answers_nothing_any_more_is_ended_and_the_next_page_gets_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(browsing, "_CLOSE_S", 0.5)
    monkeypatch.setattr(browsing, "_LAST_CLOSE_S", 0.5)
    async with served(always(html("ok"))) as port, Browser(loopback_gate()) as browser:
        async with asyncio.timeout(30), browser.page():
            stopped = browser.process_group
            os.killpg(stopped, signal.SIGSTOP)
        async with browser.page() as seen:
            await seen.goto(f"http://127.0.0.1:{port}/")
            text = await seen.inner_text("body")

    assert text == "ok"
    assert await asyncio.to_thread(_owners_of, stopped) == set()


async def test_an_ending_that_never_comes_is_waited_for_no_longer_than_was_said() -> None:
    async with asyncio.timeout(5):
        await browsing.wait_at_most(0.01, asyncio.Event().wait())


async def test_the_browser_never_runs_as_root_and_leaves_nothing_running() -> None:
    async with Browser(loopback_gate()) as browser, browser.page():
        group = browser.process_group
        owners = await asyncio.to_thread(_owners_of, group)

    assert owners
    assert 0 not in owners
    assert await asyncio.to_thread(_owners_of, group) == set()


async def test_a_browser_that_has_made_its_visits_is_replaced_once_its_pages_are_closed() -> None:
    async with Browser(loopback_gate(), bounds=Bounds(visits=2)) as browser:
        groups: list[int] = []

        async def visit() -> None:
            async with browser.page():
                groups.append(browser.process_group)
                await asyncio.sleep(0)

        await asyncio.gather(visit(), visit(), visit())

    assert len(groups) == 3
    assert groups[0] == groups[1] != groups[2]


async def test_a_missing_browser_is_named_with_the_line_that_installs_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("SANJEH_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", "/nowhere")

    with pytest.raises(CaptureFailed) as failed:
        async with Browser(loopback_gate()) as browser, browser.page():
            pass

    assert failed.value.reason == Reason.BROWSER_MISSING
    assert failed.value.detail == HOW_TO_INSTALL


async def _die_while_visiting(browser: Browser, url: str) -> None:
    async with browser.page() as seen:
        await browser._stop()
        await seen.goto(url)


async def _open_and_close(browser: Browser) -> None:
    async with browser.page():
        pass


def _owners_of(group: int) -> set[int]:
    """Return the users of all living processes of a group, as the kernel tells it."""
    owners = set()
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):  # it has just gone
            state, _parent, its_group = (process / "stat").read_text().rpartition(") ")[2].split()[:3]
            if int(its_group) == group and state != "Z":
                owners.add(process.stat().st_uid)
    return owners
