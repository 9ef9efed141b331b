"""Captures that lie on disk are judged without any network, and say what they said when they were taken.

Each file holds an artifact, the bodies it rests on and what was said of it: a changed rule is a visible diff.
Those called `first_version` were taken before the later checks were asked for.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from sanjeh.core.probing.contracts import Probe, Target
from sanjeh.probes.dns.judge import PROBE as NAMES
from sanjeh.probes.http.judge import PROBE as HTTP
from tests.evidence import MemoryStore
from tests.probes.judging import said, unsaid

HERE = Path(__file__).parent
CASES = [
    pytest.param(probe, path, id=f"{probe.name} {path.stem}")
    for probe in (NAMES, HTTP)
    for path in sorted((HERE / probe.name / "captures").glob("*.json"))
]


@pytest.mark.parametrize(("probe", "path"), CASES)
def test_a_capture_is_judged_as_ever(probe: Probe[Any], path: Path) -> None:
    kept = json.loads(path.read_text("utf-8"))
    shelf = MemoryStore()
    digests = [shelf.keep(body.encode()) for body in kept["bodies"].values()]

    artifact = probe.artifact.model_validate(kept["sight"])
    findings = tuple(probe.judge(artifact, Target(**kept["target"]), shelf))

    assert said(findings) == kept["says"]
    assert digests == list(kept["bodies"])
    assert unsaid(probe.name, findings) == set()


def test_every_outcome_that_a_judge_can_give_is_among_them() -> None:
    told = {
        words.split()[0]
        for case in CASES
        for words in json.loads(case.values[1].read_text("utf-8"))["says"].values()  # type: ignore[union-attr]
    }

    assert told == {"pass", "warn", "fail", "info", "not_applicable", "not_tested", "blocked", "error"}
