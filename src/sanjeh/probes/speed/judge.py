"""The rules of the probe `speed`: medians of the calm runs, scored by the curves of the ruleset."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from sanjeh.core.probing.artifacts.speed import SpeedArtifact, SpeedRun
from sanjeh.core.probing.contracts import Check, EvidenceReader, Finding, Probe, Target
from sanjeh.core.probing.verdicts import (
    Observed,
    Rule,
    Verdict,
    checks,
    failed,
    findings,
    not_tested,
    passed,
    texts,
    warned,
)
from sanjeh.core.scheduling.run_validity import counted, disturbance
from sanjeh.core.scoring.rank import printed
from sanjeh.core.statistics.lognormal import GOOD, MIDDLING
from sanjeh.probes.speed.collector import COLLECTOR
from sanjeh.probes.speed.ruleset import Ruleset, ruleset

METRICS = ("fcp_ms", "lcp_ms", "tbt_ms", "cls")
# Points of 100 between the best and the worst calm run, above which no result is to be used.
_MOST_SPREAD = 10
_STANDARD = "Lighthouse 10 scoring curves"


@dataclass(frozen=True)  # cached properties need a dictionary, so no slots
class RunsView:
    """The runs as the rules read them."""

    artifact: SpeedArtifact

    @cached_property
    def calm(self) -> tuple[SpeedRun, ...]:
        return counted(self.artifact.runs)

    @cached_property
    def rules(self) -> Ruleset:
        return ruleset(self.artifact.conditions.name)

    @cached_property
    def times(self) -> dict[str, float]:
        """The median of every metric that all calm runs reported, as it is printed."""
        columns = {key: [getattr(run, key) for run in self.calm] for key in METRICS}
        return {key: printed(median(column), 3) for key, column in columns.items() if None not in column}

    @cached_property
    def scores(self) -> list[float]:
        """The points of every calm run, 0..100, in their order."""
        whole = [{key: getattr(run, key) for key in self.times} for run in self.calm]
        return [printed(100 * self.rules.score(times), 1) for times in whole]

    @property
    def spread(self) -> float:
        return printed(max(self.scores) - min(self.scores), 1)

    @property
    def bookkeeping(self) -> Observed:
        """How the figures came about: every rule tells it, so that each can be checked alone."""
        reasons = [disturbance(run, self.artifact.runs) for run in self.artifact.runs]
        return {
            "runs": len(self.calm),
            "runs_thrown_out": texts(reason for reason in reasons if reason),
            "conditions": self.artifact.conditions.name,
        }

    def missing(self, needs: tuple[str, ...]) -> Verdict | None:
        """Return why a rule cannot judge: too few calm runs, nothing painted, or runs that disagree."""
        if len(self.calm) < self.artifact.wanted:
            return not_tested("machine_busy", **self.bookkeeping)
        if not {"fcp_ms", "lcp_ms"} <= self.times.keys():
            return not_tested("nothing_painted", **self.bookkeeping)
        if "agreement" in needs and self.spread > _MOST_SPREAD:
            return not_tested("runs_disagree", **self.bookkeeping)
        return None


def score(view: RunsView) -> Verdict:
    """Judge the score of the medians as Lighthouse colours it: from 90 good, from 50 middling."""
    points = int(printed(100 * view.rules.score(view.times), 0))
    observed = _figures(view) | {"score": points} | view.bookkeeping
    if points >= 100 * GOOD:
        return passed("quick", **observed)
    return warned("middling", **observed) if points >= 100 * MIDDLING else failed("slow", **observed)


def _figures(view: RunsView) -> Observed:
    """Return the medians and the size of the page; the machine's index says on what they were measured."""
    return {
        "scores": [*view.scores],
        **view.times,
        "ttfb_ms": _median_of(run.ttfb_ms for run in view.calm),
        "load_ms": _median_of(run.load_ms for run in view.calm),
        "requests": max(run.requests for run in view.calm),
        "received_bytes": max(run.received_bytes for run in view.calm),
        "left_out": texts(view.rules.left_out(view.times)),
        "machine_index": _median_of(run.calm.index_before for run in view.calm if run.calm),
    }


def lcp(view: RunsView) -> Verdict:
    return _by_curve(view, "lcp_ms")


def cls(view: RunsView) -> Verdict:
    return _by_curve(view, "cls")


def blocking(view: RunsView) -> Verdict:
    return _by_curve(view, "tbt_ms")


def _by_curve(view: RunsView, key: str) -> Verdict:
    """Judge one median by the two points of its curve."""
    curve, value = view.rules.metrics[key].curve, view.times[key]
    observed: Observed = {key: value, "values": [getattr(run, key) for run in view.calm]}
    if value <= curve.p10:
        return passed("good", **observed)
    return (
        warned("middling", **observed, limit=curve.p10) if value <= curve.median
        else failed("poor", **observed, limit=curve.p10)
    )  # fmt: skip


def spread(view: RunsView) -> Verdict:
    """Warn when the calm runs disagree: their median would be chance."""
    observed: Observed = {"scores": [*view.scores], "spread": view.spread, **view.bookkeeping}
    return warned("runs_disagree", **observed) if view.spread > _MOST_SPREAD else passed("steady", **observed)


def _median_of(values: Iterable[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return printed(median(known), 1) if known else None


AGREEMENT = ("agreement",)
RULES: tuple[Rule[RunsView], ...] = (
    Rule(Check("speed.score", _STANDARD), score, AGREEMENT),
    Rule(Check("speed.lcp", "Core Web Vitals: LCP"), lcp, AGREEMENT),
    Rule(Check("speed.cls", "Core Web Vitals: CLS"), cls, AGREEMENT),
    Rule(Check("speed.blocking", _STANDARD), blocking, AGREEMENT),
    Rule(Check("speed.spread", "Sanjeh speed 1"), spread, ("runs",)),
)


def judge(artifact: SpeedArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Judge the runs of one page; the same artifact gives the same findings for ever."""
    del target, evidence
    view = RunsView(artifact)
    return tuple(findings("speed", RULES, view, view.missing))


PROBE = Probe("speed", 2, COLLECTOR.name, SpeedArtifact, checks(RULES), judge, COLLECTOR.is_sampled)
