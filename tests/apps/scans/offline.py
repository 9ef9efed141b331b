"""A scanner without a network: every address answers, but those of body 2, which meet the weather."""

from types import SimpleNamespace
from typing import Any

from sanjeh.apps.scans.scanner import Scanner
from sanjeh.apps.scans.store import evidence_store
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.engine.rate_limit import InProcessRateLimiter
from sanjeh.engine.scan import ScanPolicy
from sanjeh.net.gate import parse


class Web:
    def __init__(self, weather: Reason | None = None) -> None:
        self.weather = weather

    async def get(self, url: str, **_: Any) -> Any:
        if self.weather and "body-2" in url:
            raise CaptureFailed(self.weather)
        return SimpleNamespace(status=200, ttfb_ms=50.0)


class OurLine:
    async def is_healthy(self) -> bool:
        return False


async def admit(host: str, port: int) -> tuple[str, ...]:
    return (host.replace("body-", "192.0.2.").removesuffix(".example"),)


def scanner(weather: Reason | None = None, **policy: Any) -> Scanner:
    network: Any = SimpleNamespace(
        gate=SimpleNamespace(parse=parse, admit=admit), browser=None, http=Web(weather)
    )
    return Scanner(
        network,
        evidence_store(),
        "test",
        ScanPolicy(**{"rate_limiter": InProcessRateLimiter(gap_s=0), **policy}),
    )
