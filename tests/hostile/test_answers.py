"""Whatever a server answers, a plain look and a visit end in time with a named reason."""

import asyncio

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from tests.hostile.answers import ANSWERS
from tests.hostile.conftest import Worker, deadlines

pytestmark = pytest.mark.acceptance

MOST_BYTES = 1_000_000
PATIENCE_S = 10.0

# What a plain look calls each answer; a status when there is nothing wrong with it.
PLAIN_LOOKS = {
    "/slow-head": "first_byte_timeout",
    "/slow-body": "total_timeout",
    "/endless-chunks": "body_too_large",
    "/endless-crumbs": "total_timeout",
    "/endless-extension": "bad_response",
    "/endless-trailer": "total_timeout",
    "/endless-hints": "first_byte_timeout",
    "/endless-headers": "bad_response",
    "/endless-header": "bad_response",
    "/endless-status": "bad_response",
    "/endless-parts": "body_too_large",
    "/two-gigabytes": "body_too_large",
    "/two-gigabyte-file": "body_too_large",
    "/two-gigabyte-image": "body_too_large",
    "/bomb-gzip": "body_too_large",
    "/bomb-deflate": "body_too_large",
    "/bomb-br": "body_too_large",
    "/bomb-zstd": "body_too_large",
    "/bomb-in-a-bomb": "body_too_large",
    "/bomb-inside": "200",
    "/two-gigabytes-inside": "200",
    "/redirects": "too_many_redirects",
    "/refreshes": "200",
    "/to-itself": "redirect_loop",
    "/to-file": "scheme_refused",
    "/to-data": "scheme_refused",
    "/to-javascript": "scheme_refused",
    "/to-chrome": "scheme_refused",
    "/to-blob": "scheme_refused",
    "/to-made-up": "scheme_refused",
    "/to-inside": "address_refused",
    "/to-our-machine": "port_refused",
    "/to-a-user": "userinfo_refused",
    "/nothing": "first_byte_timeout",
    "/no-http": "bad_response",
    "/no-version": "bad_response",
    "/no-status": "total_timeout",
    "/null-in-a-header": "bad_response",
    "/two-lengths": "bad_response",
    "/negative-length": "total_timeout",
    "/enormous-chunk": "bad_response",
    "/switching": "101",
}
# The browser reads some of them more kindly, and waits in other places.
VISITS = {
    "/slow-body": "seen",
    "/endless-chunks": "body_too_large",
    "/endless-header": "bad_response",
    "/endless-parts": "not_html",
    "/two-gigabytes": "body_too_large",
    "/two-gigabyte-file": "not_html",
    "/two-gigabyte-image": "not_html",
    "/two-gigabytes-inside": "seen",
    "/bomb-br": "body_too_large",
    "/bomb-in-a-bomb": "body_too_large",
    "/bomb-inside": "seen",
    "/redirects": "too_many_redirects",
    "/to-file": "scheme_refused",
    "/to-data": "scheme_refused",
    "/to-chrome": "scheme_refused",
    "/to-inside": "address_refused",
    "/to-our-machine": "port_refused",
    "/no-http": "bad_response",
    "/null-in-a-header": "bad_response",
}
# Whoever never begins is waited for to the end: a deadline that no busy machine makes wrong may be short.
NEVER_BEGIN = {
    "/slow-head": {"first_byte_timeout"},
    "/endless-hints": {"connection_reset", "first_byte_timeout"},
    "/nothing": {"first_byte_timeout"},
}
SOON_S, EARNEST_S = 2.0, 20.0


@pytest.fixture(scope="module", autouse=True)
def _answers(worker: Worker) -> None:
    worker.answers.update(ANSWERS)


async def plainly(worker: Worker, path: str) -> str:
    try:
        reply = await worker.network.http.get(f"http://127.0.0.1:{worker.port}{path}", max_bytes=MOST_BYTES)
    except CaptureFailed as failed:
        return str(failed.reason)
    return str(reply.status)


async def test_a_plain_look_names_every_answer(worker: Worker) -> None:
    async with asyncio.timeout(PATIENCE_S):
        looks = await asyncio.gather(*(plainly(worker, path) for path in ANSWERS))

    assert dict(zip(ANSWERS, looks, strict=True)) == PLAIN_LOOKS


async def test_a_visit_names_every_answer(worker: Worker) -> None:
    bounded = {path: named for path, named in VISITS.items() if named != "body_too_large"}

    assert await worker.endings(bounded) == bounded
    assert await worker.after_that() == "seen"


async def test_a_visit_names_every_answer_that_is_too_large(worker: Worker) -> None:
    """Bytes and memory end these, and not the time: they are given as much of it as in earnest."""
    large = {path: named for path, named in VISITS.items() if named == "body_too_large"}

    with deadlines({"LOAD_S": EARNEST_S}):
        endings = await worker.endings(large)

    assert {path: each for path, each in endings.items() if each not in (large[path], "page_crashed")} == {}
    assert await worker.after_that() == "seen"


async def test_a_visit_waits_no_longer_than_it_says_for_an_answer_that_never_begins(worker: Worker) -> None:
    with deadlines({"ARRIVE_S": SOON_S}):
        endings = await worker.endings(NEVER_BEGIN)

    # Early words without end spend their bytes or the time.
    assert {path: each for path, each in endings.items() if each not in NEVER_BEGIN[path]} == {}
    assert await worker.after_that() == "seen"


async def test_a_name_that_turns_to_the_inside_after_the_look_is_refused_to_the_visit(worker: Worker) -> None:
    """The first answer is the engine's, the second the visit's; the third, the browser's, leads inside."""
    visits = (worker.visit("/plain", host=f"turning-{after}.test") for after in (0, 1, 2))

    captures = await asyncio.gather(*visits)

    reasons = [capture.failure and capture.failure.reason for capture in captures]
    assert reasons == [Reason.ADDRESS_REFUSED] * 3
