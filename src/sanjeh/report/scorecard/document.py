"""The JSON document of `evaluate` and `judge`: a stable contract, described in docs/evaluate.md."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import sanjeh
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.from_findings import AddressFindings, read_observations
from sanjeh.core.observations.model import NoValue, Observation, Value
from sanjeh.core.probing.contracts import Capture, Finding, Frozen, Outcome
from sanjeh.core.probing.failures import Reason
from sanjeh.core.scheduling.retry_policy import TELL_OF_REACHING
from sanjeh.core.scoring.card import Node
from sanjeh.core.scoring.explanation import Explanation, explained_alone
from sanjeh.core.scoring.inputs import BodyInput
from sanjeh.engine.collectors import COLLECTORS
from sanjeh.report.scorecard.judged_document import JudgedDocument, judged_document

# A name and a certificate alone show nothing of the service.
SEES_THE_SERVICE = frozenset(look.name for look in COLLECTORS if not look.is_of_host)
COSTS_POINTS = frozenset({Outcome.WARN, Outcome.FAIL})


class FailedLook(Frozen):
    """A look that brought nothing home, and why."""

    look: str
    reason: Reason
    detail: str


class IndicatorMark(Frozen):
    """One automatic indicator; `value` and `points` are null unless `state` is "value".

    `weight` is its share of the whole method in per cent; `gain` the points of the score that full
    marks in it would add; `reason` names the findings that cost points.
    """

    code: str
    axis: str
    state: str
    value: float | None
    points: float | None
    weight: float
    gain: float | None
    reason: str
    evidence: tuple[str, ...]


class AxisMark(Frozen):
    """One axis, of what automatic indicators see of it; `applicable` is false where none of them applies."""

    code: str
    applicable: bool
    points: float | None
    coverage: float


class TargetReport(Frozen):
    """All that is said of one address; `score` is null when nothing could be scored.

    `document` is what was judged, null when nothing was seen. `coverage` (0..1) is the share of the whole
    method's weight that was seen; `sufficient` is false where even of the automatic indicators too few were.
    `stage` is the highest one that is proven.
    """

    url: str
    outcome: Literal["looked", "partly", "failed"]
    document: JudgedDocument | None
    failures: tuple[FailedLook, ...]
    findings: tuple[Finding, ...]
    indicators: tuple[IndicatorMark, ...]
    axes: tuple[AxisMark, ...]
    score: float | None
    coverage: float
    sufficient: bool
    stage: int | None


class Document(Frozen):
    """What `--json` prints."""

    sanjeh: str
    methodology: str
    methodology_hash: str
    targets: tuple[TargetReport, ...]

    def to_json(self) -> str:
        """Return the document as people and programs read it, the same bytes for the same content."""
        return self.model_dump_json(indent=2)


def document(methodology: Methodology, targets: Iterable[TargetReport]) -> Document:
    """Put the reports of all targets into one document; `methodology` is the restricted one."""
    return Document(
        sanjeh=sanjeh.__version__,
        methodology=methodology.code,
        methodology_hash=methodology.hash,
        targets=tuple(targets),
    )


def report_target(
    captures: Sequence[Capture], findings: Sequence[Finding], methodology: Methodology
) -> TargetReport:
    """Score what was found at one address, which stands for a body with this one service."""
    url = captures[0].target.url
    seen = AddressFindings(unit=url, address=url, service=url, is_portal=True)
    failures = _failures(captures, findings)
    observations = read_observations(methodology, seen, findings)
    told = explained_alone(methodology, BodyInput(url, (url,), (), observations))
    card = told.card
    return TargetReport(
        url=url,
        outcome=_outcome(captures, failures),
        document=judged_document(captures),
        failures=failures,
        findings=tuple(findings),
        indicators=tuple(_marks(methodology, told, observations, findings)),
        axes=tuple(_axis(node) for node in card.root.children),
        score=_rounded(card.root),
        coverage=round(card.coverage_of_whole, 4),
        sufficient=card.root.sufficient,
        stage=None if card.points is None else told.maturity.stage,
    )


def _outcome(
    captures: Sequence[Capture], failures: Sequence[FailedLook]
) -> Literal["looked", "partly", "failed"]:
    """Say whether the service itself was seen: its name and certificate alone are no look at it."""
    failed = {failure.look for failure in failures}
    asked = [each for each in captures if each.collector in SEES_THE_SERVICE] or captures
    if all(capture.collector in failed for capture in asked):
        return "failed"
    return "partly" if failed else "looked"


def _failures(captures: Sequence[Capture], findings: Sequence[Finding]) -> tuple[FailedLook, ...]:
    """Return the looks that brought nothing home, and those that another page stood in the way of."""
    telling = (one for one in findings if one.id in TELL_OF_REACHING and one.outcome is Outcome.BLOCKED)
    behind = {one.probe: Reason(one.reason) for one in telling}
    return tuple(_failed(each, behind) for each in captures if each.failure or each.collector in behind)


def _failed(capture: Capture, behind: Mapping[str, Reason]) -> FailedLook:
    if capture.failure is None:
        return FailedLook(look=capture.collector, reason=behind[capture.collector], detail="")
    return FailedLook(look=capture.collector, reason=capture.failure.reason, detail=capture.failure.detail)


def _rounded(node: Node) -> float | None:
    return None if node.rounded is None else float(node.rounded)


def _axis(node: Node) -> AxisMark:
    return AxisMark(
        code=node.code, applicable=node.applicable, points=_rounded(node), coverage=round(node.coverage, 4)
    )


def _marks(
    methodology: Methodology,
    told: Explanation,
    observations: Sequence[Observation],
    findings: Sequence[Finding],
) -> Iterable[IndicatorMark]:
    by_id = {finding.id: finding for finding in findings}
    seen = {observation.indicator: observation for observation in observations}
    gain = {one.indicator: round(one.gain, 2) for one in told.gains}
    for axis in methodology.axes:
        for indicator in axis.leaves():
            node = told.card.node(indicator.code)
            if node is not None and indicator.code in seen:
                place = _Place(axis.code, node, gain.get(indicator.code))
                yield _mark(seen[indicator.code], place, by_id)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an indicator stands in the scorecard, and what mending it would add."""

    axis: str
    node: Node
    gain: float | None


def _mark(observation: Observation, place: _Place, findings: Mapping[str, Finding]) -> IndicatorMark:
    answer = observation.answer
    return IndicatorMark(
        code=observation.indicator,
        axis=place.axis,
        state=str(answer.state),
        value=round(answer.number, 6) if isinstance(answer, Value) else None,
        points=_rounded(place.node),
        weight=round(place.node.stated_weight * 100, 4),
        gain=place.gain,
        reason=_reason(answer, observation, findings),
        evidence=observation.evidence,
    )


def _reason(answer: Value | NoValue, observation: Observation, findings: Mapping[str, Finding]) -> str:
    """Return `http.hsts: missing; …`: what was not seen, or which findings cost points."""
    if isinstance(answer, NoValue):
        return answer.reason
    read = (findings[code] for code in observation.evidence if code in findings)
    return "; ".join(f"{finding.id}: {finding.reason}" for finding in read if finding.outcome in COSTS_POINTS)
