"""Small looks and probes that never touch the network."""

from collections.abc import Iterable
from types import SimpleNamespace
from typing import Any

from sanjeh.core.probing.contracts import (
    Check,
    Collector,
    Evidence,
    EvidenceReader,
    Finding,
    Frozen,
    Outcome,
    Probe,
    Target,
)
from sanjeh.core.probing.failures import CaptureFailed, Reason
from sanjeh.net.gate import parse


class Page(Frozen):
    """What the fake looks see."""

    body: str


class FakeGate:
    """Admits every host to one made-up address, but for those it refuses."""

    def __init__(self, refused: dict[str, Reason] | None = None) -> None:
        self.refused = refused or {}

    parse = staticmethod(parse)

    async def admit(self, host: str, port: int) -> tuple[str, ...]:
        del port
        if host in self.refused:
            raise CaptureFailed(self.refused[host], host)
        return ("192.0.2.1",)


def network(refused: dict[str, Reason] | None = None) -> Any:
    return SimpleNamespace(gate=FakeGate(refused), browser=None)


async def _see(target: Target, _net: Any, evidence: Evidence) -> Page:
    return Page(body=evidence.keep(f"page of {target.url}".encode()))


async def _be_refused(_target: Target, _net: Any, _evidence: Evidence) -> Page:
    raise CaptureFailed(Reason.CONNECT_REFUSED, "192.0.2.1:443")


async def _be_cut_off(_target: Target, _net: Any, _evidence: Evidence) -> Page:
    raise CaptureFailed(Reason.CONNECTION_RESET, "192.0.2.1:443")


async def _break(_target: Target, _net: Any, _evidence: Evidence) -> Page:
    message = "a mistake of ours"
    raise RuntimeError(message)


def look(name: str, capture: Any = _see, **facts: Any) -> Collector[Page, Any]:
    return Collector(name=name, version=1, artifact=Page, capture=capture, **facts)


def refused_look(name: str) -> Collector[Page, Any]:
    return look(name, _be_refused)


def cut_look(name: str) -> Collector[Page, Any]:
    return look(name, _be_cut_off)


def broken_look(name: str) -> Collector[Page, Any]:
    return look(name, _break)


def _judge_title(page: Page, _target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    seen = evidence.read(page.body).decode()
    yield finding("http.two", observed={"length": len(seen)})
    yield finding("http.one", evidence=(page.body,))


def finding(code: str, **facts: Any) -> Finding:
    return Finding(
        **{
            "id": code,
            "probe": "http",
            "outcome": Outcome.PASS,
            "reason": "ok",
            "standard": "RFC 9110",
            **facts,
        }
    )


CHECKS = (Check("http.one", "RFC 9110"), Check("http.two", "RFC 9110"))


def probe(judge: Any = _judge_title, name: str = "http") -> Probe[Page]:
    return Probe(name=name, version=3, collector="http", artifact=Page, checks=CHECKS, judge=judge)
