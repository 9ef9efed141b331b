import pytest

from sanjeh.core.probing.artifacts.speed import Calm, SpeedArtifact, SpeedRun
from sanjeh.core.probing.contracts import Target
from sanjeh.probes.speed.judge import PROBE
from sanjeh.probes.speed.ruleset import RULESETS, ruleset
from tests.evidence import MemoryStore
from tests.probes.judging import said, unsaid
from tests.probes.speed.runs import QUICK, artifact, changed

BUSY = changed(QUICK, calm=Calm(index_before=100, index_after=100, foreign_share=0.6))
SLOW = changed(QUICK, fcp_ms=4000, lcp_ms=9000, tbt_ms=900, cls=0.4)
MIDDLING = changed(QUICK, fcp_ms=2500, lcp_ms=3300, tbt_ms=400, cls=0.2)


def judged(seen: SpeedArtifact) -> dict[str, str]:
    findings = tuple(PROBE.judge(seen, Target(url=seen.url), MemoryStore()))
    assert unsaid("speed", findings) == set()
    return said(findings)


def every(verdict: str) -> dict[str, str]:
    return dict.fromkeys((check.id for check in PROBE.checks), verdict)


@pytest.mark.parametrize(
    ("run", "score", "parts"),
    [
        (QUICK, "pass quick", "pass good"),
        (MIDDLING, "warn middling", "warn middling"),
        (SLOW, "fail slow", "fail poor"),
    ],
)
def test_the_medians_are_judged_by_the_points_of_their_curves(run: SpeedRun, score: str, parts: str) -> None:
    assert judged(artifact(run, run, run)) == {
        "speed.score": score,
        "speed.lcp": parts,
        "speed.cls": parts,
        "speed.blocking": parts,
        "speed.spread": "pass steady",
    }


@pytest.mark.parametrize(
    ("figures", "score", "verdict"),
    [
        ({"fcp_ms": 2000, "tbt_ms": 200, "lcp_ms": 2922}, 90, "pass quick"),  # 89.507
        ({"fcp_ms": 2000, "tbt_ms": 200, "lcp_ms": 2923}, 89, "warn middling"),  # 89.49998
        ({"fcp_ms": 3000, "tbt_ms": 618, "lcp_ms": 4000, "cls": 0.25}, 50, "warn middling"),  # 49.52
        ({"fcp_ms": 3000, "tbt_ms": 620, "lcp_ms": 4000, "cls": 0.25}, 49, "fail slow"),  # 49.49
    ],
)
def test_the_score_that_is_printed_is_the_one_that_is_judged(
    figures: dict[str, float], score: int, verdict: str
) -> None:
    run = changed(QUICK, **figures)
    found = next(iter(PROBE.judge(artifact(run, run, run), Target(url="https://a.test/"), MemoryStore())))

    assert (found.observed["score"], f"{found.outcome} {found.reason}") == (score, verdict)


@pytest.mark.parametrize(
    ("figures", "check", "verdict"),
    [
        ({"lcp_ms": 2500.0004}, "speed.lcp", "pass good"),
        ({"lcp_ms": 2500.0005}, "speed.lcp", "warn middling"),
        ({"cls": 0.1004}, "speed.cls", "pass good"),
        ({"cls": 0.1005}, "speed.cls", "warn middling"),
        ({"tbt_ms": 600.0004}, "speed.blocking", "warn middling"),
        ({"tbt_ms": 600.0005}, "speed.blocking", "fail poor"),
    ],
)
def test_a_median_is_judged_as_it_is_printed(figures: dict[str, float], check: str, verdict: str) -> None:
    run = changed(QUICK, **figures)

    assert judged(artifact(run, run, run))[check] == verdict


def test_runs_that_disagree_are_told_and_nothing_is_made_of_them() -> None:
    assert judged(artifact(QUICK, SLOW, QUICK)) == every("not_tested runs_disagree") | {
        "speed.spread": "warn runs_disagree"
    }


def test_too_few_calm_runs_say_nothing_of_the_site() -> None:
    assert judged(artifact(QUICK, QUICK, BUSY)) == every("not_tested machine_busy")


def test_a_run_taken_instead_of_a_disturbed_one_counts() -> None:
    assert judged(artifact(QUICK, BUSY, QUICK, QUICK)) == judged(artifact(QUICK, QUICK, QUICK))


def test_a_page_that_shows_nothing_has_no_speed() -> None:
    empty = changed(QUICK, fcp_ms=None, lcp_ms=None)

    assert judged(artifact(empty, empty, empty)) == every("not_tested nothing_painted")


def test_the_score_tells_how_it_came_about() -> None:
    slower = changed(QUICK, lcp_ms=1400)
    finding = next(
        iter(PROBE.judge(artifact(QUICK, slower, BUSY, slower), Target(url="https://a.test/"), MemoryStore()))
    )

    assert finding.observed == {
        "scores": [100.0, 99.9, 99.9],
        "fcp_ms": 900,
        "lcp_ms": 1400,
        "tbt_ms": 20,
        "cls": 0.01,
        "ttfb_ms": 200,
        "load_ms": 1500,
        "requests": 6,
        "received_bytes": 90_000,
        "left_out": ["speed_index_ms"],
        "machine_index": 100,
        "score": 100,
        "runs": 3,
        "runs_thrown_out": ["others_at_work"],
        "conditions": "lighthouse-mobile",
    }


def test_a_desktop_is_judged_more_strictly_than_a_phone() -> None:
    run = changed(QUICK, lcp_ms=2000)

    assert judged(artifact(run, run, run))["speed.lcp"] == "pass good"
    assert judged(artifact(run, run, run, rules="lighthouse-desktop"))["speed.lcp"] == "warn middling"


@pytest.mark.parametrize("name", RULESETS)
def test_a_ruleset_gives_nine_tenths_and_a_half_at_its_two_points(name: str) -> None:
    rules = ruleset(name)

    assert sum(metric.weight for metric in rules.metrics.values()) == 100
    assert rules.score({key: one.curve.p10 for key, one in rules.metrics.items()}) == pytest.approx(0.9)
    assert rules.score({key: one.curve.median for key, one in rules.metrics.items()}) == pytest.approx(0.5)
