"""The oracle: one body scored step by step in plain Python, against which the table engine is held."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import POINTS_DIGITS, Axis, Grade, Indicator, Unit
from sanjeh.core.observations.model import Observation
from sanjeh.core.scoring import aggregate
from sanjeh.core.scoring.aggregate import power_of
from sanjeh.core.scoring.card import Kind, Node, Scorecard
from sanjeh.core.scoring.inputs import AnsweredTwice, NotOfThisMethod
from sanjeh.core.scoring.rank import decided, half_up
from tests.core.scoring.reference.leaves import Question, services_node, settled_leaf, summed_counts
from tests.core.scoring.reference.shares import reaches

Told = Mapping[tuple[str, str], Sequence[Observation]]


def score_unit(
    methodology: Methodology,
    unit: str,
    services: Sequence[str],
    observations: Iterable[Observation],
    service_weights: Mapping[str, float] | None = None,
) -> Scorecard:
    """Return the scorecard of one body over the frozen list of its services.

    Observations of other units are passed over. `service_weights` serve the reducer `weighted`
    and coverage; every service weighs 1 without them.
    """
    told = _sorted_out(methodology, unit, services, observations)
    weights = {service: (service_weights or {}).get(service, 1.0) for service in sorted(services)}
    branches = [_branch(methodology, axis, told, weights) for axis in methodology.axes]
    root = _index(methodology, branches)
    totals = _totals(methodology, branches)
    grade, capped_by = _grade(methodology, root)
    return Scorecard(
        unit=unit,
        methodology=methodology.code,
        methodology_hash=methodology.hash,
        root=root,
        arithmetic=totals["arithmetic"],
        geometric=totals["geometric"],
        bonus=tuple(_bonus(methodology, bonus, told, weights) for bonus in methodology.bonuses),
        grade=grade,
        capped_by=capped_by,
        share_of_whole=float(methodology.share_of_whole),
        digits=methodology.digits,
    )


def _sorted_out(
    methodology: Methodology, unit: str, services: Sequence[str], observations: Iterable[Observation]
) -> Told:
    known = {leaf.code for leaf in (*methodology.indicators, *methodology.bonuses)}
    told: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    seen: set[tuple[str, str, str, str]] = set()
    for observation in observations:
        if observation.unit != unit:
            continue
        if observation.indicator not in known:
            # A restricted method leaves questions out on purpose; a whole one knows all its own.
            if methodology.restricted_to:
                continue
            raise NotOfThisMethod(f"{methodology.code} has no indicator {observation.indicator}")
        if observation.service and observation.service not in services:
            raise NotOfThisMethod(f"{unit} has no service {observation.service} in this round")
        key = (observation.indicator, observation.service, observation.address, observation.source)
        if key in seen:
            raise AnsweredTwice(" / ".join((unit, *key)))
        seen.add(key)
        told[observation.indicator, observation.service].append(observation)
    return told


def _branch(
    methodology: Methodology, part: Axis | Indicator, told: Told, weights: Mapping[str, float]
) -> Node:
    if isinstance(part, Indicator):
        return _leaf(methodology, part, told, weights)
    children = [_branch(methodology, child, told, weights) for child in part.children]
    node = _parent(Kind.AXIS, part, children)
    return replace(
        node, sufficient=node.points is not None and reaches(node.coverage, methodology.coverage.axis)
    )


def _leaf(methodology: Methodology, indicator: Indicator, told: Told, weights: Mapping[str, float]) -> Node:
    question = Question(indicator, methodology.unverified_at_most)
    if indicator.unit is not Unit.SERVICE:
        return settled_leaf(question, Kind.INDICATOR, indicator.code, told.get((indicator.code, ""), ()))
    leaves = [
        settled_leaf(question, Kind.SERVICE, service, told.get((indicator.code, service), ()))
        for service in weights
    ]
    return services_node(indicator, leaves, weights)


def _parent(kind: Kind, part: Axis | Methodology, children: Sequence[Node]) -> Node:
    """Return the parent with its children weighed: `stated_weight` and `effective_weight` within it."""
    weights = [float(child.weight) for child in (part.children if isinstance(part, Axis) else part.axes)]
    mean = part.mean if isinstance(part, Axis) else part.total
    present = math.fsum(w for w, c in zip(weights, children, strict=True) if c.points is not None)
    applicable = math.fsum(w for w, c in zip(weights, children, strict=True) if c.applicable)
    covered = math.fsum(w * c.coverage for w, c in zip(weights, children, strict=True) if c.applicable)
    weighed = tuple(
        replace(
            child,
            stated_weight=weight / 100,
            effective_weight=weight / present if child.points is not None else 0.0,
        )
        for weight, child in zip(weights, children, strict=True)
    )
    return Node(
        kind=kind,
        code=part.code if isinstance(part, Axis) else "",
        points=_number(aggregate.power_mean(_points(children), np.array(weights), power_of(mean))),
        applicable=applicable > 0,
        coverage=covered / applicable if applicable else 0.0,
        sufficient=False,
        counts=summed_counts(children),
        children=weighed,
    )


def _index(methodology: Methodology, branches: Sequence[Node]) -> Node:
    root = _parent(Kind.INDEX, methodology, branches)
    enough = all(branch.sufficient for branch in branches if branch.applicable)
    enough = enough and root.points is not None and reaches(root.coverage, methodology.coverage.index)
    root = replace(root, digits=methodology.digits.of_classes)
    return _weighed_down(replace(root, sufficient=enough, stated_weight=1.0, effective_weight=1.0))


def _totals(methodology: Methodology, branches: Sequence[Node]) -> dict[str, float | None]:
    points, weights = _points(branches), np.array([float(axis.weight) for axis in methodology.axes])
    return {
        "arithmetic": _number(aggregate.arithmetic(points, weights)),
        "geometric": _number(aggregate.geometric(points, weights)),
    }


def _weighed_down(node: Node) -> Node:
    """Turn the children's weights within their parent into shares of the whole, all the way down."""
    children = tuple(
        _weighed_down(
            replace(
                child,
                stated_weight=child.stated_weight * node.stated_weight,
                effective_weight=child.effective_weight * node.effective_weight,
            )
        )
        for child in node.children
    )
    return replace(node, children=children)


def _grade(methodology: Methodology, root: Node) -> tuple[str, tuple[str, ...]]:
    """Return the class by the published digits, lowered by every cap that holds; '' when unpublished."""
    if root.published is None:
        return "", ()
    codes = [grade.code for grade in methodology.classes]
    total = decided(root.points or 0.0, methodology.digits.of_classes, methodology.digits)
    best = next(i for i, grade in enumerate(methodology.classes) if _is_in(grade, float(total)))
    points = {node.code: node.points for node in root.walk() if node.kind is Kind.INDICATOR}
    holding = [
        cap
        for cap in methodology.caps
        if (reached := points.get(cap.indicator)) is not None
        and half_up(reached, POINTS_DIGITS) < cap.below
        and codes.index(cap.grade) > best
    ]
    worst = max((codes.index(cap.grade) for cap in holding), default=best)
    return codes[worst], tuple(cap.indicator for cap in holding)


def _is_in(grade: Grade, reached: float) -> bool:
    return reached > grade.floor if grade.at_least is None else reached >= grade.at_least


def _bonus(methodology: Methodology, bonus: Indicator, told: Told, weights: Mapping[str, float]) -> Node:
    return replace(_leaf(methodology, bonus, told, weights), stated_weight=float(bonus.weight))


def _points(nodes: Sequence[Node]) -> aggregate.Array:
    return np.array([np.nan if node.points is None else node.points for node in nodes], dtype=np.float64)


def _number(array: aggregate.Array) -> float | None:
    return None if np.isnan(array) else float(array)
