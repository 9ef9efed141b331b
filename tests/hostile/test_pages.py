"""Whatever a page does to whoever opens it, the visit ends with a named reason and the worker stays well."""

import pytest

from tests.hostile import pages
from tests.hostile.conftest import MOST_BYTES, OVERSHOOT_BYTES, Worker, ended, said, serve

pytestmark = pytest.mark.acceptance

ALL = {
    f"/{name.replace(' ', '-')}": text
    for group in (
        pages.STUCK,
        pages.LOUD,
        pages.RESTLESS,
        pages.HARMLESS,
        pages.POISONED,
        pages.GREEDY,
        pages.LARGE,
    )
    for name, text in group.items()
}

# On a fast machine its bytes are spent before its time is.
SOONER = {"/synchronous-requests-for-ever": "body_too_large"}


def paths(group: dict[str, str]) -> list[str]:
    return [f"/{name.replace(' ', '-')}" for name in group]


@pytest.fixture(scope="module", autouse=True)
def _pages(worker: Worker) -> None:
    serve(worker, ALL)


@pytest.mark.usefixtures("hurried")
async def test_a_page_that_never_gives_the_browser_back_is_named(worker: Worker) -> None:
    endings = await worker.endings(paths(pages.STUCK))

    # Several are open at once, and whoever keeps the browser busiest is ended first.
    named = {path: {"page_hung", "page_crashed", SOONER.get(path)} for path in endings}
    assert {path: each for path, each in endings.items() if each not in named[path]} == {}
    assert await worker.after_that() == "seen"


@pytest.mark.usefixtures("hurried")
async def test_a_page_that_keeps_us_busy_ends_alone(worker: Worker) -> None:
    endings = [ended(await worker.visit(path)) for path in paths(pages.LOUD)]

    assert set(endings) <= {"page_hung", "page_crashed", "partly: page_hung", "partly: step_timeout"}
    assert await worker.after_that() == "seen"


async def test_a_page_that_never_rests_is_named_by_how_often_it_begins_anew(worker: Worker) -> None:
    restless = paths(pages.RESTLESS)
    endings = await worker.endings(restless)

    reasons = {path: ending.removeprefix("partly: ") for path, ending in endings.items()}
    assert reasons == dict.fromkeys(restless, "page_restless")
    assert await worker.after_that() == "seen"


async def test_a_page_that_spoils_what_scripts_rely_on_spoils_nothing_of_ours(worker: Worker) -> None:
    poisoned = paths(pages.POISONED)

    assert await worker.endings(poisoned) == dict.fromkeys(poisoned, "seen")


async def test_what_only_annoys_a_person_does_not_stop_a_visit(worker: Worker) -> None:
    harmless = paths(pages.HARMLESS)

    assert await worker.endings(harmless) == dict.fromkeys(harmless, "seen")
    assert await worker.after_that() == "seen"


@pytest.mark.usefixtures("hurried")
async def test_a_greedy_page_takes_no_more_than_its_share(worker: Worker) -> None:
    endings = await worker.endings(paths(pages.GREEDY))

    named = {"seen", "page_hung", "page_crashed", "browser_crashed", "step_timeout", "body_too_large"}
    assert {path: each for path, each in endings.items() if each.removeprefix("partly: ") not in named} == {}
    assert worker.most_held < MOST_BYTES + OVERSHOOT_BYTES
    assert await worker.after_that() == "seen"


@pytest.mark.usefixtures("hurried")
async def test_a_page_too_large_to_be_measured_in_time_is_named(worker: Worker) -> None:
    large = paths(pages.LARGE)
    endings = await worker.endings(large)

    named = {"seen", "page_hung", "partly: page_hung", "partly: step_timeout"}
    assert {path: each for path, each in endings.items() if each not in named} == {}
    assert await worker.after_that() == "seen"


@pytest.mark.usefixtures("hurried")
async def test_a_page_that_could_not_be_seen_is_judged_in_nothing(worker: Worker) -> None:
    capture = await worker.visit("/loop-before-load")

    assert said(capture) == {("error", "page_hung")}
