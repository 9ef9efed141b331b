"""A worker that was stopped in the middle of a look takes it again: its steps ran out of time by us."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sanjeh.core.probing.contracts import Evidence, Failure, Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine import scan
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.runner import take_captures
from tests.engine import fakes

STOOD_MS = 400.0


async def see_after_a_stop(_target: Target, _network: Any, evidence: Evidence) -> fakes.Page:
    time.sleep(STOOD_MS / 1000 + 0.3)  # noqa: ASYNC251 -- this is what standing still is
    return fakes.Page(body=evidence.keep(b"half of a page"))


async def failure_of_a_look(folder: Path) -> Failure | None:
    [capture] = await take_captures(
        Target(url="https://one.example/"),
        collectors=[fakes.look("http", see_after_a_stop)],
        network=fakes.network(),
        evidence=EvidenceStore(folder),
        now=datetime(2026, 10, 12, 8, 0, tzinfo=UTC),
        vantage="here",
    )
    assert (capture.failure is None) is (capture.artifact is not None)
    return capture.failure


async def test_what_was_seen_while_we_stood_still_is_our_own_outage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "STOOD_STILL_MS", STOOD_MS)

    failure = await failure_of_a_look(tmp_path)

    assert failure is not None
    assert failure.reason is Reason.OUR_OUTAGE


async def test_a_busy_moment_is_no_standing_still(tmp_path: Path) -> None:
    assert await failure_of_a_look(tmp_path) is None
