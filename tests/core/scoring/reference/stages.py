"""The stage of maturity: every criterion of every stage up to it must hold. It is no average.

What was not seen is not met, but it is called unproven and not unmet.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

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
        requirements = tuple(_requirements(methodology.stages[: stage.number], nodes, tuple(stages)))
        if not all(r.standing in {Standing.MET, Standing.NOT_APPLICABLE} for r in requirements):
            least, most = _readiness(requirements)
            return Maturity(reached, stage.number, least, requirements, tuple(stages.items()), most)
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
    climbed: Sequence[Stage], nodes: Mapping[str, Node], services: Sequence[str]
) -> Iterator[Requirement]:
    """Yield those of the last stage of these."""
    stage = climbed[-1]
    for criterion in stage.body:
        node = nodes.get(criterion.indicator)
        points = node.points if node else None
        standing = Standing.NOT_ASKED if node is None else _standing(node, criterion.at_least)
        needed = criterion.at_least
        yield Requirement(stage.number, Of.BODY, criterion.indicator, needed, needed, points, standing)
    if services and stage.services_share:
        for criterion in stage.service:
            each = {service: _service_standing(nodes, criterion, service) for service in services}
            of = Requirement(
                stage.number, Of.SERVICES, criterion.indicator, criterion.at_least, 0.0, None, Standing.MET
            )
            yield _held(replace(of, needed=stage.services_share), each, is_asked=criterion.indicator in nodes)
        each = {service: _standing_on(climbed, nodes, service) for service in services}
        whole = Requirement(stage.number, Of.STANDING, "", 0.0, stage.services_share, None, Standing.MET)
        yield _held(whole, each, is_asked=True)


def _standing_on(climbed: Sequence[Stage], nodes: Mapping[str, Node], service: str) -> Standing:
    """Return how a service stands to all stages up to one: the worst of its criteria decides."""
    all_of_it = [
        _service_standing(nodes, criterion, service) for stage in climbed for criterion in stage.service
    ]
    for worst in (Standing.UNMET, Standing.UNPROVEN):
        if worst in all_of_it:
            return worst
    return Standing.MET


def _held(requirement: Requirement, each: Mapping[str, Standing], *, is_asked: bool) -> Requirement:
    """Return a requirement as it stands, of services that were each seen to meet it, to fail it, or not."""
    asked = [standing for standing in each.values() if standing is not Standing.NOT_APPLICABLE]
    met, unseen = asked.count(Standing.MET), asked.count(Standing.UNPROVEN)
    standing = _joint_standing(requirement.needed, len(asked), met, unseen)
    return replace(
        requirement,
        reached=met / (len(asked) - unseen) if len(asked) > unseen else None,
        standing=standing if is_asked else Standing.NOT_ASKED,
        services=tuple(service for service, own in each.items() if own is Standing.UNMET),
        unseen=tuple(service for service, own in each.items() if own is Standing.UNPROVEN),
        asked=len(asked),
    )


def _joint_standing(needed: float, asked: int, met: int, unseen: int) -> Standing:
    if not asked:
        return Standing.NOT_APPLICABLE
    if reaches(met / asked, needed):
        return Standing.MET
    return Standing.UNPROVEN if reaches((met + unseen) / asked, needed) else Standing.UNMET


def _readiness(requirements: Sequence[Requirement]) -> tuple[float, float]:
    """Return the share that is proven, and the share that would be if all that is not known were met."""
    asked = [r.standing for r in requirements if r.standing is not Standing.NOT_APPLICABLE]
    met = asked.count(Standing.MET)
    return met / len(asked), (len(asked) - asked.count(Standing.UNMET)) / len(asked)
