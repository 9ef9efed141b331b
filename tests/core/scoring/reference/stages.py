"""The stage of maturity: every criterion of every stage up to it must hold. It is no average.

What was not seen is not met, but it is called unproven and not unmet.
"""

from collections.abc import Iterator, Mapping, Sequence

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Criterion, Stage
from sanjeh.core.scoring.card import Kind, Node, Scorecard
from sanjeh.core.scoring.requirements import Maturity, Of, Requirement, Standing
from tests.core.scoring.reference.shares import reaches


def maturity(methodology: Methodology, card: Scorecard, services: Sequence[str]) -> Maturity:
    """Return the stage that a scorecard proves, and how near the next one is."""
    nodes = {node.code: node for node in card.root.walk() if node.kind is not Kind.SERVICE}
    stages = {service: _service_stage(methodology.stages, nodes, service) for service in sorted(services)}
    reached = 0
    for stage in methodology.stages:
        requirements = tuple(_requirements(stage, nodes, stages))
        if not all(r.standing in {Standing.MET, Standing.NOT_APPLICABLE} for r in requirements):
            return Maturity(
                reached, stage.number, _readiness(requirements), requirements, tuple(stages.items())
            )
        reached = stage.number
    return Maturity(reached, None, None, (), tuple(stages.items()))


def _service_stage(stages: Sequence[Stage], nodes: Mapping[str, Node], service: str) -> int:
    reached = 0
    for stage in stages:
        standings = (_service_standing(nodes, criterion, service) for criterion in stage.service)
        if any(standing in {Standing.UNMET, Standing.UNPROVEN} for standing in standings):
            break
        reached = stage.number
    return reached


def _service_standing(nodes: Mapping[str, Node], criterion: Criterion, service: str) -> Standing:
    indicator = nodes.get(criterion.indicator)
    leaves = indicator.children if indicator else ()
    return _standing(next((leaf for leaf in leaves if leaf.code == service), None), criterion.at_least)


def _standing(node: Node | None, at_least: float) -> Standing:
    if node is None:
        return Standing.UNPROVEN
    if not node.applicable:
        return Standing.NOT_APPLICABLE
    if node.rounded is None:
        return Standing.UNPROVEN
    return Standing.MET if float(node.rounded) >= at_least else Standing.UNMET


def _requirements(
    stage: Stage, nodes: Mapping[str, Node], stages: Mapping[str, int]
) -> Iterator[Requirement]:
    for criterion in stage.body:
        node = nodes.get(criterion.indicator)
        points = node.points if node else None
        standing = _standing(node, criterion.at_least)
        needed = criterion.at_least
        yield Requirement(stage.number, Of.BODY, criterion.indicator, needed, needed, points, standing)
    if stages and stage.services_share:
        for criterion in stage.service:
            yield _of_services(stage, criterion, nodes, stages)
        yield _on_the_stage(stage, stages)


def _of_services(
    stage: Stage, criterion: Criterion, nodes: Mapping[str, Node], stages: Mapping[str, int]
) -> Requirement:
    standings = {service: _service_standing(nodes, criterion, service) for service in stages}
    asked = {s: standing for s, standing in standings.items() if standing is not Standing.NOT_APPLICABLE}
    open_ones = tuple(service for service, standing in asked.items() if standing is not Standing.MET)
    share = 1 - len(open_ones) / len(asked) if asked else None
    return Requirement(
        stage=stage.number,
        of=Of.SERVICES,
        indicator=criterion.indicator,
        at_least=criterion.at_least,
        needed=stage.services_share,
        reached=share,
        standing=_joint_standing(share, stage.services_share, [asked[service] for service in open_ones]),
        services=open_ones,
    )


def _joint_standing(share: float | None, needed: float, open_ones: Sequence[Standing]) -> Standing:
    if share is None:
        return Standing.NOT_APPLICABLE
    if reaches(share, needed):
        return Standing.MET
    return Standing.UNPROVEN if set(open_ones) == {Standing.UNPROVEN} else Standing.UNMET


def _on_the_stage(stage: Stage, stages: Mapping[str, int]) -> Requirement:
    below = tuple(service for service, reached in stages.items() if reached < stage.number)
    share = 1 - len(below) / len(stages)
    standing = Standing.MET if reaches(share, stage.services_share) else Standing.UNMET
    needed = stage.services_share
    return Requirement(stage.number, Of.STANDING, "", 0.0, needed, share, standing, below)


def _readiness(requirements: Sequence[Requirement]) -> float:
    asked = [r for r in requirements if r.standing is not Standing.NOT_APPLICABLE]
    return sum(r.standing is Standing.MET for r in asked) / len(asked)
