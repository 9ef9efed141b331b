"""Speed artifacts as a calm machine would bring them home."""

from datetime import UTC, datetime

from sanjeh.core.probing.artifacts.speed import Calm, SpeedArtifact, SpeedRun
from sanjeh.probes.speed.ruleset import USUAL_RULESET, ruleset

CALM = Calm(index_before=100, index_after=98, foreign_share=0.02)
QUICK = SpeedRun(
    calm=CALM,
    ttfb_ms=200,
    fcp_ms=900,
    lcp_ms=1200,
    tbt_ms=20,
    cls=0.01,
    load_ms=1500,
    requests=6,
    received_bytes=90_000,
)


def changed(run: SpeedRun, **figures: object) -> SpeedRun:
    return run.model_copy(update=figures)


def artifact(*runs: SpeedRun, wanted: int = 3, rules: str = USUAL_RULESET) -> SpeedArtifact:
    return SpeedArtifact(
        url="https://a.test/",
        final_url="https://a.test/",
        status=200,
        taken_at=datetime(2026, 11, 1, 8, tzinfo=UTC),
        conditions=ruleset(rules).conditions,
        wanted=wanted,
        runs=runs,
    )
