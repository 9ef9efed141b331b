"""Figures of speed, on both sides of the points of their curves."""

import pytest

from sanjeh.probes.speed.judge import _MOST_SPREAD, RunsView, spread
from tests.probes.speed.runs import QUICK, artifact, changed
from tests.probes.speed.test_judge import judged


@pytest.mark.parametrize(
    ("check", "metric", "value", "words"),
    [
        ("speed.lcp", "lcp_ms", 2500, "pass good"),
        ("speed.lcp", "lcp_ms", 2501, "warn middling"),
        ("speed.lcp", "lcp_ms", 4000, "warn middling"),
        ("speed.lcp", "lcp_ms", 4001, "fail poor"),
        ("speed.blocking", "tbt_ms", 200, "pass good"),
        ("speed.blocking", "tbt_ms", 201, "warn middling"),
        ("speed.blocking", "tbt_ms", 600, "warn middling"),
        ("speed.blocking", "tbt_ms", 601, "fail poor"),
        ("speed.cls", "cls", 0.1, "pass good"),
        ("speed.cls", "cls", 0.101, "warn middling"),
        ("speed.cls", "cls", 0.25, "warn middling"),
        ("speed.cls", "cls", 0.251, "fail poor"),
    ],
)
def test_a_figure_on_its_point_is_still_as_good_as_the_point_says(
    check: str, metric: str, value: float, words: str
) -> None:
    run = changed(QUICK, **{metric: value})

    assert judged(artifact(run, run, run))[check] == words


@pytest.mark.parametrize(("more", "words"), [(0.0, "steady"), (0.1, "runs_disagree")])
def test_runs_may_disagree_by_as_many_points_as_the_method_says(
    more: float, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(RunsView, "scores", [50.0, round(50.0 + _MOST_SPREAD + more, 1), 50.0])

    assert spread(RunsView(artifact(QUICK, QUICK, QUICK))).reason == words
