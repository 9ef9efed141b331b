"""From the findings of the probes to the observations of the automatic indicators.

A check that could not be seen makes a `NoValue` with its reason; it never becomes a number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sanjeh.core.methodology.measures import (
    Graded,
    Measure,
    MeasureStep,
    Observed,
    ShareOfChecks,
    StepwiseMeasure,
)
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator, Unit
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.core.probing.contracts import UNSEEN, Finding, Outcome
from sanjeh.core.scheduling.retry_policy import DOWN, TELL_OF_REACHING

WORTH = {Outcome.PASS: 1.0, Outcome.INFO: 1.0, Outcome.WARN: 0.5, Outcome.FAIL: 0.0}
STATE_OF_UNSEEN = {
    Outcome.ERROR: State.PROBE_ERROR,
    Outcome.BLOCKED: State.BLOCKED,
    Outcome.NOT_TESTED: State.MISSING,
}


@dataclass(frozen=True, slots=True)
class AddressFindings:
    """One address that was looked at: empty `service` means no service, `is_portal` the body's own site.

    An address can be both: the front page of a body with a single service.
    """

    unit: str
    address: str
    service: str = ""
    is_portal: bool = False


def read_observations(
    methodology: Methodology, seen: AddressFindings, findings: Iterable[Finding]
) -> tuple[Observation, ...]:
    """Return what the findings of one address say of every automatic indicator that it can answer.

    What can be told without reaching the service (its name, its certificate, a firewall before it) is no
    mark of it.
    """
    by_id = {finding.id: finding for finding in findings}
    asked = (*methodology.indicators, *methodology.bonuses)
    return tuple(
        _observation(indicator, indicator.measure, seen, by_id)
        for indicator in asked
        if indicator.measure and Source.PROBE in indicator.sources and _is_asked_here(indicator, seen)
    )


def _is_asked_here(indicator: Indicator, seen: AddressFindings) -> bool:
    if indicator.unit is Unit.SERVICE:
        return bool(seen.service)
    return seen.is_portal or indicator.seen_on == "every_address"


def _observation(
    indicator: Indicator, measure: Measure, seen: AddressFindings, findings: Mapping[str, Finding]
) -> Observation:
    read = [findings[check] for check in measure.reads if check in findings]
    return Observation(
        unit=seen.unit,
        indicator=indicator.code,
        answer=_not_reached(findings) or answer_of(measure, findings),
        source=Source.PROBE,
        service=seen.service if indicator.unit is Unit.SERVICE else "",
        address=seen.address,
        evidence=tuple(dict.fromkeys((*(f.id for f in read), *(d for f in read for d in f.evidence)))),
    )


def _not_reached(findings: Mapping[str, Finding]) -> NoValue | None:
    """Return why the service itself was not reached, None if it was or nobody tried.

    A service that was down at every try has failed the probe; that is a number only where a method says so.
    """
    telling = [findings[check] for check in TELL_OF_REACHING if check in findings]
    for finding in telling:
        if finding.reason == DOWN:
            return NoValue(State.FAILED_PROBE, _reason_of(finding))
    if all(finding.outcome in UNSEEN for finding in telling):
        return _unseen(telling)
    return None


def answer_of(measure: Measure, findings: Mapping[str, Finding]) -> Value | NoValue:
    """Return the value that a measure takes out of the findings, or why it takes none."""
    for check in measure.reads:
        if check not in findings:
            return NoValue(State.MISSING, f"{check}: not_looked_at")
    if all(findings[check].outcome is Outcome.NOT_APPLICABLE for check in measure.reads):
        return NoValue(State.NOT_APPLICABLE, _reason_of(findings[measure.reads[0]]))
    match measure:
        case ShareOfChecks():
            return _share([findings[check] for check in measure.checks])
        case StepwiseMeasure():
            return _stepwise(measure, findings)
        case Observed():
            return _observed(measure, findings[measure.check])
        case _:
            return _graded(measure, findings[measure.check])


def _share(findings: Sequence[Finding]) -> Value | NoValue:
    if unseen := _unseen(findings):
        return unseen
    worths = [WORTH[finding.outcome] for finding in findings if finding.outcome in WORTH]
    return Value(sum(worths) / len(worths))


def _stepwise(measure: StepwiseMeasure, findings: Mapping[str, Finding]) -> Value | NoValue:
    """Return the rung reached: a fall that was seen is enough, whatever above it was not.

    A rung to which nothing applies is not climbed: a site without TLS has no right certificate.
    """
    for height, rung in enumerate(measure.rungs):
        here = [findings[check] for check in rung.checks]
        if any(_falls(finding, rung) for finding in here):
            return Value(float(height))
        if all(finding.outcome is Outcome.NOT_APPLICABLE for finding in here):
            return _unseen_above(measure, findings) or Value(float(height))
        if unseen := _unseen(here):
            return unseen
    return Value(float(len(measure.rungs)))


def _unseen_above(measure: StepwiseMeasure, findings: Mapping[str, Finding]) -> NoValue | None:
    """Return what leaves open whether a rung is really missing: nothing seen, and no fall either."""
    if any(_falls(findings[check], rung) for rung in measure.rungs for check in rung.checks):
        return None
    return _unseen([findings[check] for check in measure.reads])


def _falls(finding: Finding, rung: MeasureStep) -> bool:
    return finding.outcome is Outcome.FAIL or (finding.outcome is Outcome.WARN and not rung.warn_passes)


def _observed(measure: Observed, finding: Finding) -> Value | NoValue:
    if unseen := _unseen([finding]):
        return unseen
    number = measure.reasons.get(finding.reason, finding.observed.get(measure.key))
    if isinstance(number, (int, float)):
        return Value(float(number))
    return NoValue(State.PROBE_ERROR, f"{finding.id}: {measure.key} not_observed")


def _graded(measure: Graded, finding: Finding) -> Value | NoValue:
    if unseen := _unseen([finding]):
        return unseen
    if finding.reason in measure.unseen:
        return NoValue(State.MISSING, _reason_of(finding))
    grade = measure.reasons.get(finding.reason, measure.outcomes.get(finding.outcome))
    if grade is None:
        return NoValue(State.PROBE_ERROR, f"{_reason_of(finding)} not_graded")
    return Value(grade)


def _unseen(findings: Sequence[Finding]) -> NoValue | None:
    for finding in findings:
        if finding.outcome in UNSEEN:
            return NoValue(STATE_OF_UNSEEN[finding.outcome], _reason_of(finding))
    return None


def _reason_of(finding: Finding) -> str:
    """Return `http.hsts: missing`, which a page can turn into a sentence."""
    return f"{finding.id}: {finding.reason}"
