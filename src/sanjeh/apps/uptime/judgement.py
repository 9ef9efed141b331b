"""Judging the samples of a round as they stand."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sanjeh.apps.rounds import queries as rounds
from sanjeh.apps.scans.store import evidence_store
from sanjeh.apps.uptime.actions import Judged, keep_judged
from sanjeh.apps.uptime.queries import artifacts
from sanjeh.core.probing.artifacts.uptime import UptimeArtifact
from sanjeh.core.probing.contracts import Capture, Target
from sanjeh.engine import runner
from sanjeh.engine.registry import probes_named
from sanjeh.engine.versions import tool_versions
from sanjeh.probes.uptime.collector import COLLECTOR


def reckon(
    *, round_code: str, vantage: str, now: datetime, tools: Mapping[str, str] = MappingProxyType({})
) -> int:
    """Judge every sampled address of a round by its samples so far; return how many addresses that were.

    `tools` are told in every capture beside our own versions.
    """
    seen, probes = artifacts(round_code, now), probes_named({COLLECTOR.name})
    captures = (
        (one.key, captured(one.target, seen[one.target.url], vantage, now, tools))
        for one in rounds.addresses(round_code)
        if one.target.url in seen
    )
    judged = (Judged(key, one, runner.judge([one], evidence_store(), probes)) for key, one in captures)
    return keep_judged(round_code=round_code, judged=judged, now=now)


def captured(
    target: Target, artifact: UptimeArtifact, vantage: str, now: datetime, tools: Mapping[str, str]
) -> Capture:
    return Capture(
        collector=COLLECTOR.name,
        version=COLLECTOR.version,
        target=target,
        taken_at=now,
        elapsed_ms=0.0,
        vantage=vantage,
        tools={**tool_versions(), **tools},
        failure=None,
        artifact=artifact.model_dump(mode="json"),
    )
