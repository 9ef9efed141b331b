"""Captures of addresses that nobody looked at, and a browser that is ready before it is needed."""

from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sanjeh.core.probing.contracts import Capture, Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.runner import refused, take_captures
from tests.engine import fakes

NOW = datetime(2026, 10, 12, 8, 0, tzinfo=UTC)
TARGET = Target(url="https://one.example/")


def test_every_look_that_was_not_taken_says_why_and_cost_no_time() -> None:
    captures = refused(
        TARGET,
        collectors=[fakes.look("http"), fakes.look("tls")],
        reason=Reason.OWNER_PAUSE,
        now=NOW,
        vantage="here",
        detail="until Saturday",
    )

    assert captures == tuple(
        Capture(
            collector=name,
            version=1,
            target=TARGET,
            taken_at=NOW,
            elapsed_ms=0.0,
            vantage="here",
            tools={},
            failure=Failure(reason=Reason.OWNER_PAUSE, detail="until Saturday"),
            artifact=None,
        )
        for name in ("http", "tls")
    )


class Ready:
    """A browser that counts how often it was told to get ready."""

    version = ""
    binary_name = fonts = ""

    def __init__(self) -> None:
        self.warmed = 0

    def warm_up(self) -> None:
        self.warmed += 1


@pytest.mark.parametrize(("needs_browser", "warmed"), [(True, 1), (False, 0)])
async def test_a_browser_gets_ready_while_the_quicker_looks_are_taken(
    tmp_path: Path, *, needs_browser: bool, warmed: int
) -> None:
    browser = Ready()
    network: Any = SimpleNamespace(gate=fakes.FakeGate(), browser=browser)
    looks = [fakes.look("http"), fakes.look("visit", needs_browser=needs_browser)]

    captures = await take_captures(
        TARGET, collectors=looks, network=network, evidence=EvidenceStore(tmp_path), now=NOW, vantage="here"
    )

    assert browser.warmed == warmed
    assert [(each.collector, each.failure) for each in captures] == [("http", None), ("visit", None)]
