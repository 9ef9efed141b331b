"""The rules of the probe `uptime`: what many light requests through a round say of an address."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from statistics import median, quantiles

from pydantic import JsonValue

from sanjeh.core.probing.artifacts.uptime import Sample, UptimeArtifact
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
    warned,
)
from sanjeh.core.scheduling.outages import Availability, availability
from sanjeh.core.scoring.rank import printed
from sanjeh.core.statistics.wilson import share_interval
from sanjeh.probes.uptime.collector import COLLECTOR

FEWEST_SAMPLES = 20
# Ours to set: no law names a share for sites of bodies.
_GOOD_PERCENT, _LEAST_PERCENT = 99.5, 99.0
_LASTING_SAMPLES = 2
# web.dev: a first byte is good up to 800 ms and poor above 1,800 ms; seldom ones may take that long.
_QUICK_MS, _SLOW_MS = 800, 1800
_MOST_OUTAGES_TOLD = 20


@dataclass(frozen=True)  # cached properties need a dictionary, so no slots
class SamplesView:
    """The samples as the rules read them."""

    artifact: UptimeArtifact

    @cached_property
    def judged(self) -> tuple[Sample, ...]:
        """The samples that say something: outside of maintenance, and not of our own outages."""
        return tuple(
            one
            for one in self.artifact.samples
            if availability(one) is not Availability.UNKNOWN and not self._is_announced(one)
        )

    @property
    def down(self) -> tuple[Sample, ...]:
        return tuple(one for one in self.judged if availability(one) is Availability.DOWN)

    @property
    def taken_out(self) -> Observed:
        """How many samples do not count, and why: everybody can check that none was hidden."""
        announced = [one for one in self.artifact.samples if self._is_announced(one)]
        ours = [one for one in self.artifact.samples if one.ours and not self._is_announced(one)]
        rest = len(self.artifact.samples) - len(self.judged) - len(announced) - len(ours)
        return {
            "samples": len(self.judged),
            "ours": len(ours),
            "maintenance": len(announced),
            "unclear": rest,
        }

    def _is_announced(self, sample: Sample) -> bool:
        return any(span.holds(sample.at) for span in self.artifact.maintenance)

    def missing(self, needs: tuple[str, ...]) -> Verdict | None:
        del needs
        if len(self.judged) >= FEWEST_SAMPLES:
            return None
        return not_tested("too_few_samples", fewest=FEWEST_SAMPLES, **self.taken_out)


def share(view: SamplesView) -> Verdict:
    """Judge the share of answers; a fail needs more than chance: all of its interval lies below the limit."""
    up = len(view.judged) - len(view.down)
    percent = printed(100 * up / len(view.judged), 2)
    low, high = (printed(100 * end, 2) for end in share_interval(up, len(view.judged)))
    observed: Observed = {"percent": percent, "interval_percent": [low, high], **view.taken_out}
    if percent >= _GOOD_PERCENT:
        return passed("available", **observed)
    return failed("unavailable", **observed) if high < _LEAST_PERCENT else warned("interrupted", **observed)


def outages(view: SamplesView) -> Verdict:
    """Tell every outage; one that two samples in a row have met did not last a moment only."""
    found = list(_outages(view.judged))
    observed: Observed = {
        "count": len(found),
        "outages": [_told(*one) for one in found[:_MOST_OUTAGES_TOLD]],
        **view.taken_out,
    }
    if not found:
        return passed("none", **observed)
    is_lasting = any(len(samples) >= _LASTING_SAMPLES for samples, _ in found)
    return failed("lasting", **observed) if is_lasting else warned("brief", **observed)


def _outages(judged: Iterable[Sample]) -> Iterable[tuple[list[Sample], Sample | None]]:
    """Yield the samples of each outage with the first one that was answered again, if any was."""
    down: list[Sample] = []
    for sample in judged:
        if availability(sample) is Availability.DOWN:
            down.append(sample)
        elif down:
            yield down, sample
            down = []
    if down:
        yield down, None


def _told(samples: list[Sample], back: Sample | None) -> dict[str, JsonValue]:
    first = samples[0]
    return {
        "begins": first.at.isoformat(timespec="minutes"),
        "ends": back.at.isoformat(timespec="minutes") if back else None,
        "samples": len(samples),
        "sign": str(first.reason or first.status),
    }


def speed(view: SamplesView) -> Verdict:
    """Judge the first byte as the middle and the slowest twentieth of the requests met it."""
    times = [
        one.ttfb_ms for one in view.judged if availability(one) is Availability.UP and one.ttfb_ms is not None
    ]
    if len(times) < FEWEST_SAMPLES:
        return not_tested("too_few_samples", fewest=FEWEST_SAMPLES, **view.taken_out)
    middle = printed(median(times), 1)
    slowest = printed(quantiles(times, n=20, method="inclusive")[-1], 1)
    observed: Observed = {"p50_ms": middle, "p95_ms": slowest, "samples": len(times)}
    if middle <= _QUICK_MS and slowest <= _SLOW_MS:
        return passed("quick", **observed)
    return failed("slow", **observed) if middle > _SLOW_MS else warned("uneven", **observed)


RULES: tuple[Rule[SamplesView], ...] = (
    Rule(Check("uptime.share", "Sanjeh uptime 1"), share, ("samples",)),
    Rule(Check("uptime.outages", "Sanjeh uptime 1"), outages, ("samples",)),
    Rule(Check("uptime.speed", "web.dev: TTFB"), speed, ("samples",)),
)


def judge(artifact: UptimeArtifact, target: Target, evidence: EvidenceReader) -> Iterable[Finding]:
    """Judge the samples of one address; the same artifact gives the same findings for ever."""
    del target, evidence
    view = SamplesView(artifact)
    return tuple(findings("uptime", RULES, view, view.missing))


PROBE = Probe("uptime", 2, COLLECTOR.name, UptimeArtifact, checks(RULES), judge, COLLECTOR.is_sampled)
