"""Before anybody is blamed for silence we ask whether we are connected ourselves."""

import asyncio

import pytest

from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine import connectivity
from sanjeh.engine.connectivity import SelfTest


class Web:
    """Answers as it is told to; counts how often it was asked."""

    def __init__(self, **failures: Reason) -> None:
        self.failures = failures
        self.asked: list[str] = []

    async def get(self, url: str, *, follow: bool = True, max_bytes: int = 1) -> object:
        del follow, max_bytes
        self.asked.append(url)
        await asyncio.sleep(0)
        if url in self.failures:
            raise CaptureFailed(self.failures[url])
        return None


@pytest.mark.parametrize(
    ("failures", "is_healthy"),
    [
        ({}, True),
        ({"one": Reason.CONNECT_TIMEOUT}, True),
        ({"one": Reason.CONNECT_TIMEOUT, "two": Reason.NAME_TIMEOUT}, False),
        ({"one": Reason.UNREACHABLE, "two": Reason.BAD_RESPONSE}, True),
    ],
    ids=["all answer", "one answers", "none answers", "one answers nonsense"],
)
async def test_any_answer_shows_that_we_are_connected(
    failures: dict[str, Reason], *, is_healthy: bool
) -> None:
    assert await SelfTest(Web(**failures), ("one", "two")).is_healthy() is is_healthy


async def test_many_who_doubt_at_the_same_time_ask_once() -> None:
    web = Web()
    test = SelfTest(web, ("one",))

    verdicts = await asyncio.gather(*(test.is_healthy() for _ in range(5)))

    assert (verdicts, web.asked) == ([True] * 5, ["one"])


async def test_an_answer_is_believed_for_ten_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1000.0]
    monkeypatch.setattr(connectivity, "monotonic", lambda: clock[0])
    web = Web()
    test = SelfTest(web, ("one",))

    asked = []
    for clock[0] in (1000.0, 1009.99, 1010.0):
        assert await test.is_healthy()
        asked.append(len(web.asked))

    assert asked == [1, 1, 2]


async def test_without_an_address_of_our_own_nothing_can_be_shown() -> None:
    assert await SelfTest().is_healthy()
