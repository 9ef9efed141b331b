"""A rule of a judge that breaks: what the others say stands, and operators hear of it."""

from datetime import UTC, datetime
from pathlib import Path

from structlog.testing import capture_logs

from sanjeh.core.probing.contracts import Outcome, Target
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.runner import judge, take_captures
from tests.engine import fakes

NOW = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
TARGET = Target(url="https://one.example/")


async def test_a_rule_that_breaks_is_told_to_the_operators(tmp_path: Path) -> None:
    store = EvidenceStore(tmp_path)
    broke = fakes.finding(
        "http.two", outcome=Outcome.ERROR, reason="probe_broken", observed={"detail": "ValueError: ²"}
    )
    captures = await take_captures(
        TARGET,
        collectors=(fakes.look("http"),),
        network=fakes.network(),
        evidence=store,
        now=NOW,
        vantage="here",
    )

    with capture_logs() as logs:
        findings = judge(captures, store, (fakes.probe(lambda *_: [fakes.finding("http.one"), broke]),))

    assert findings == (fakes.finding("http.one"), broke)
    told = {"check": "http.two", "url": TARGET.url, "detail": "ValueError: ²"}
    assert logs == [{"event": "rule.broke", "log_level": "error", **told}]
