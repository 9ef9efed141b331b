"""A disk that takes nothing more is our own outage: it is mended soon, and says nothing of any site."""

import errno
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sanjeh.core.probing.contracts import Target
from sanjeh.core.probing.failures import Reason
from sanjeh.engine.evidence import EvidenceStore
from sanjeh.engine.runner import take_captures
from tests.engine import fakes


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, Reason.OUR_OUTAGE),
        (errno.EROFS, Reason.OUR_OUTAGE),
        (errno.ENOENT, Reason.PROBE_BROKEN),
    ],
)
async def test_a_look_that_cannot_keep_what_it_saw_is_told_as_that(
    tmp_path: Path, number: int, reason: Reason
) -> None:
    async def keeps(*_: object) -> None:
        raise OSError(number, "no")

    [capture] = await take_captures(
        Target(url="https://one.example/"),
        collectors=[fakes.look("http", keeps)],
        network=fakes.network(),
        evidence=EvidenceStore(tmp_path),
        now=datetime(2026, 10, 12, 8, 0, tzinfo=UTC),
        vantage="here",
    )

    assert capture.failure is not None
    assert capture.failure.reason is reason
