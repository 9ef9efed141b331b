import asyncio
from typing import Any, cast

import pytest
from playwright.async_api import Error

from sanjeh.core.probing.failures import Reason
from sanjeh.net import browser
from sanjeh.probes.page import capture, surroundings
from sanjeh.probes.page.collector import COLLECTOR
from sanjeh.probes.page.steps import Steps, reason_of
from tests.evidence import MemoryStore


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        (
            "Page.evaluate: Execution context was destroyed, most likely because of a navigation",
            "page_restless",
        ),
        ("Page.content: Unable to retrieve content because the page is navigating", "page_restless"),
        ("Page.wait_for_load_state: Navigation failed because page crashed!", "page_crashed"),
        ("Page.goto: net::ERR_EMPTY_RESPONSE at http://one.example/", "connection_reset"),
        ("Page.goto: Download is starting", "not_html"),
        ("something nobody has met before", "probe_broken"),
    ],
)
def test_what_the_browser_says_has_a_name(message: str, reason: str) -> None:
    assert reason_of(Error(message)) is Reason(reason)


async def alive() -> bool:
    return True


async def test_a_step_out_of_time_is_restless_only_if_another_document_came_meanwhile() -> None:
    documents = [1]
    steps = Steps(alive, 60.0, lambda: len(documents))

    async def replaced() -> None:
        documents.append(2)
        await asyncio.sleep(3600)

    await steps.take("slow", 0.01, lambda: asyncio.sleep(3600))
    await steps.take("replaced", 0.01, replaced)
    await steps.take("slow again", 0.01, lambda: asyncio.sleep(3600))

    assert [(each.step, each.reason, each.detail) for each in steps.failures] == [
        ("slow", Reason.STEP_TIMEOUT, "0.01 s"),
        ("replaced", Reason.PAGE_RESTLESS, "0.01 s"),
        ("slow again", Reason.STEP_TIMEOUT, "0.01 s"),
    ]


def test_the_slowest_visit_ends_before_the_engine_would_lose_all_of_it() -> None:
    opened_and_closed = browser._OPEN_S + browser._CLOSE_S + browser._LAST_CLOSE_S

    visited = opened_and_closed + capture.TOTAL_S + capture._ALIVE_S

    assert visited + surroundings._TOTAL_S < COLLECTOR.deadline_s


def test_a_page_that_settles_late_leaves_time_for_the_steps() -> None:
    settled = capture.ARRIVE_S + capture.LOAD_S + capture.QUIET_S + capture.STEP_S

    assert settled + capture.STEP_S < capture.TOTAL_S


def test_each_part_of_the_surroundings_has_its_time_when_all_are_slow() -> None:
    parts = (
        surroundings._LINKED_S,
        surroundings._LINKS_S,
        surroundings._DOCUMENTS_S,
        surroundings._SEARCH_S,
    )

    assert sum(parts) + surroundings._GRACE_S < surroundings._TOTAL_S


class Dumb:
    """A page and its session after the page has died: whatever is asked, no answer comes."""

    def on(self, *_of: object) -> None:
        pass

    async def send(self, method: str, *asked: object) -> None:
        del method, asked
        await asyncio.Event().wait()


class Dead(Dumb):
    """One that says it has died when our script is to be ended."""

    async def send(self, method: str, *asked: object) -> None:
        if method == "Runtime.terminateExecution":
            raise Error("Target crashed")
        await super().send(method, *asked)


@pytest.mark.parametrize("page", [Dumb(), Dead()])
async def test_a_dead_page_cannot_keep_a_visit_that_is_given_up(
    page: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture, "_ALIVE_S", 0.05)
    visit = capture._Visit(page, page, cast("Any", None), MemoryStore())
    looking = asyncio.create_task(visit.axe())
    await asyncio.sleep(0.01)
    looking.cancel()

    await asyncio.wait({looking}, timeout=30)

    assert looking.cancelled()
