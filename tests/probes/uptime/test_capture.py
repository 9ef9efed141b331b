from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from sanjeh.core.probing.artifacts.uptime import Sample
from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.probes.uptime.capture import capture, sample
from tests.evidence import MemoryStore

NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)


class Web:
    """Answers with a status, or fails with a reason; remembers what was asked of it."""

    def __init__(self, answer: int | Reason) -> None:
        self.answer = answer
        self.asked: list[tuple[str, int]] = []

    async def get(self, url: str, *, max_bytes: int) -> Any:
        self.asked.append((url, max_bytes))
        if isinstance(self.answer, Reason):
            raise CaptureFailed(self.answer, url)
        return SimpleNamespace(status=self.answer, ttfb_ms=42.0)


async def sampled(web: Web) -> Sample:
    network: Any = SimpleNamespace(http=web)
    return await sample(Target(url="https://a.test/"), network, NOW)


async def test_an_answer_becomes_a_sample_without_its_body() -> None:
    web = Web(503)

    assert await sampled(web) == Sample(at=NOW, status=503, ttfb_ms=42.0)
    assert web.asked == [("https://a.test/", 0)]


async def test_silence_becomes_a_sample_with_its_reason() -> None:
    assert await sampled(Web(Reason.CONNECT_TIMEOUT)) == Sample(at=NOW, reason=Reason.CONNECT_TIMEOUT)


async def test_a_single_look_is_one_sample_of_one_second() -> None:
    network: Any = SimpleNamespace(http=Web(200))

    artifact = await capture(Target(url="https://a.test/"), network, MemoryStore())

    [one] = artifact.samples
    assert (artifact.url, one.status, one.ttfb_ms) == ("https://a.test/", 200, 42.0)
    assert artifact.through.begins_at == one.at == artifact.through.ends_at - timedelta(seconds=1)
