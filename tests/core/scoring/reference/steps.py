"""The cheapest next steps: what to mend for the next stage, the least work first."""

from collections.abc import Sequence

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator
from sanjeh.core.scoring.card import Node, Scorecard
from sanjeh.core.scoring.next_steps import Step
from sanjeh.core.scoring.reduce import reduced
from sanjeh.core.scoring.requirements import Maturity, Of, Requirement, Standing
from tests.core.scoring.reference.gains import added_points


def next_steps(methodology: Methodology, card: Scorecard, maturity: Maturity) -> tuple[Step, ...]:
    """Return one step for every criterion of which something was seen to fall short, the cheapest first."""
    wanted = [r for r in maturity.unmet if _falls_short(r)]
    what_ifs = [{r.indicator: _points_after(methodology, card, r)} for r in wanted]
    steps = (
        Step(r.indicator, r.services, r.at_least, methodology.indicator(r.indicator).effort, gain)
        for r, gain in zip(wanted, added_points(methodology, card, what_ifs), strict=True)
    )
    return tuple(sorted(steps, key=lambda step: (step.effort, -round(step.gain, 9), step.indicator)))


def _falls_short(requirement: Requirement) -> bool:
    if requirement.of is Of.BODY:
        return requirement.standing is Standing.UNMET
    return requirement.of is Of.SERVICES and bool(requirement.services)


def _points_after(methodology: Methodology, card: Scorecard, requirement: Requirement) -> float:
    node = card.node(requirement.indicator)
    if requirement.of is Of.BODY or node is None:
        return requirement.at_least
    return _services_after(methodology.indicator(requirement.indicator), node.children, requirement)


def _services_after(indicator: Indicator, leaves: Sequence[Node], requirement: Requirement) -> float:
    mended = [
        requirement.at_least if leaf.code in requirement.services else leaf.points
        for leaf in leaves
        if leaf.code in requirement.services or leaf.points is not None
    ]
    points = [p for p in mended if p is not None]
    weights = [
        leaf.stated_weight for leaf in leaves if leaf.code in requirement.services or leaf.points is not None
    ]
    return reduced(points, weights, indicator.over_services)
