"""The scorecard of one body out of a scored table: the same numbers, each with its reason."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator, Reducer, Unit
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State
from sanjeh.core.observations.table import NO_SERVICE, SOURCES
from sanjeh.core.scoring.card import Kind, Mark, Node, Scorecard
from sanjeh.core.scoring.engine import NO_CLASS, Scored
from sanjeh.core.scoring.leaf_resolution import NO_SOURCE, row_points
from sanjeh.core.scoring.methodology_tree import INDEX
from sanjeh.core.scoring.normalise import NeedsOthers

NOT_SEEN = NoValue(State.MISSING, "not_observed")


@dataclass(frozen=True, slots=True)
class _Body:
    """One body: its row, the positions of its services and leaves, and the marks of each question."""

    scored: Scored
    row: int
    columns: Mapping[str, int]
    services: tuple[int, ...]
    leaves: Mapping[tuple[int, int], int]
    marks: Mapping[tuple[str, str], Sequence[Mark]]


def explain(scored: Scored, unit: str) -> Scorecard:
    """Return the card of one body with every reason; raise NeedsOthers for a method that compares bodies."""
    method = scored.methodology
    for part in (*method.indicators, *method.bonuses):
        if isinstance(part.scale, Relative):
            raise NeedsOthers(part.scale.method)
    body = _body(scored, unit)
    position = int(scored.classes[body.row])
    caps = zip(method.caps, scored.holding[body.row], strict=True)
    return Scorecard(
        unit=unit,
        methodology=method.code,
        methodology_hash=method.hash,
        root=_index(body),
        arithmetic=_number(scored.arithmetic[body.row]),
        geometric=_number(scored.geometric[body.row]),
        bonus=tuple(_bonus(body, bonus) for bonus in method.bonuses),
        grade="" if position == NO_CLASS else method.classes[position].code,
        capped_by=tuple(cap.indicator for cap, holds in caps if holds),
        share_of_whole=float(method.share_of_whole),
        digits=method.digits,
    )


def _body(scored: Scored, unit: str) -> _Body:
    row, method = scored.units.index(unit), scored.methodology
    first, last = np.searchsorted(scored.leaves.unit, (row, row + 1))
    keys = zip(scored.leaves.indicator[first:last], scored.leaves.service[first:last], strict=True)
    return _Body(
        scored=scored,
        row=row,
        columns={part.code: n for n, part in enumerate((*method.indicators, *method.bonuses))},
        services=tuple(np.flatnonzero(scored.services.owner == row).tolist()),
        leaves={(int(column), int(service)): n for n, (column, service) in enumerate(keys, int(first))},
        marks=_marks_by_question(scored, unit),
    )


def _marks_by_question(scored: Scored, unit: str) -> dict[tuple[str, str], list[Mark]]:
    """Return the marks by question and service, each with its points, in the order of the sources."""
    points = row_points(scored.methodology, scored.table, scored.table.rows_of(unit))
    by_question: dict[tuple[str, str], list[Mark]] = defaultdict(list)
    for observation, own in zip(scored.table.observations_of(unit), points, strict=True):
        mark = Mark(observation, _number(own), counts=False)
        by_question[observation.indicator, observation.service].append(mark)
    for marks in by_question.values():
        marks.sort(key=lambda mark: (mark.observation.source, mark.observation.address))
    return by_question


def _index(body: _Body) -> Node:
    scored = body.scored
    axes = [_branch(body, axis) for axis in scored.methodology.axes]
    root = _parent(body, scored.methodology, axes)
    enough = bool(scored.ranked[body.row])
    digits = scored.methodology.digits.of_classes
    whole = replace(root, sufficient=enough, stated_weight=1.0, effective_weight=1.0, digits=digits)
    return _weighed_down(whole)


def _branch(body: _Body, part: Axis | Indicator) -> Node:
    if isinstance(part, Indicator):
        return _indicator(body, part)
    node = _parent(body, part, [_branch(body, child) for child in part.children])
    return replace(node, sufficient=bool(body.scored.enough[part.code][body.row]))


def _parent(body: _Body, part: Axis | Methodology, children: Sequence[Node]) -> Node:
    """Return the parent with its children weighed: `stated_weight` and `effective_weight` within it."""
    is_axis = isinstance(part, Axis)
    code = part.code if is_axis else INDEX
    weights = [float(child.weight) for child in (part.children if isinstance(part, Axis) else part.axes)]
    present = math.fsum(w for w, c in zip(weights, children, strict=True) if c.points is not None)
    return Node(
        kind=Kind.AXIS if is_axis else Kind.INDEX,
        code=code,
        points=_number(body.scored.points[code][body.row]),
        applicable=bool(body.scored.asked[code][body.row]),
        coverage=float(body.scored.coverage[code][body.row]),
        sufficient=False,
        counts=_summed(children),
        children=tuple(
            replace(
                child,
                stated_weight=weight / 100,
                effective_weight=weight / present if child.points is not None else 0.0,
            )
            for weight, child in zip(weights, children, strict=True)
        ),
    )


def _weighed_down(node: Node) -> Node:
    """Turn the children's weights within their parent into shares of the whole, all the way down."""
    children = tuple(
        _weighed_down(
            replace(
                child,
                stated_weight=node.stated_weight * child.stated_weight,
                effective_weight=node.effective_weight * child.effective_weight,
            )
        )
        for child in node.children
    )
    return replace(node, children=children)


def _bonus(body: _Body, bonus: Indicator) -> Node:
    return replace(_indicator(body, bonus), stated_weight=float(bonus.weight))


def _indicator(body: _Body, indicator: Indicator) -> Node:
    if indicator.unit is not Unit.SERVICE:
        return _leaf(body, Kind.INDICATOR, indicator, NO_SERVICE)
    scores, column = body.scored.indicator_scores, body.columns[indicator.code]
    leaves = [_leaf(body, Kind.SERVICE, indicator, service) for service in body.services]
    points = _number(scores.points[body.row, column])
    return Node(
        kind=Kind.INDICATOR,
        code=indicator.code,
        points=points,
        applicable=bool(scores.applicable[body.row, column]),
        coverage=float(scores.coverage[body.row, column]),
        sufficient=points is not None,
        counts=_summed(leaves),
        children=_shares(leaves, points, _service_weights(body), indicator.over_services),
        reason=None if points is not None else _first_reason(leaves),
    )


def _service_weights(body: _Body) -> dict[str, float]:
    services = body.scored.services
    return {body.scored.table.services[n]: float(services.weights[n]) for n in body.services}


def _leaf(body: _Body, kind: Kind, indicator: Indicator, service: int) -> Node:
    """Return what one question came to: the deciding source, or why no source knows anything."""
    name = "" if service == NO_SERVICE else body.scored.table.services[service]
    code = name if kind is Kind.SERVICE else indicator.code
    marks = body.marks.get((indicator.code, name), ())
    position = body.leaves.get((body.columns[indicator.code], service))
    if position is None:
        return _unanswered(kind, code, costs=indicator.missing == "zero")
    leaves = body.scored.leaves
    points, source = _number(leaves.points[position]), _source(int(leaves.source[position]))
    deciding = [mark.observation for mark in marks if source in (None, mark.observation.source)]
    why = _first_no_value(deciding)
    return Node(
        kind=kind,
        code=code,
        points=points,
        applicable=bool(leaves.applicable[position]),
        coverage=float(leaves.coverage[position]),
        sufficient=points is not None,
        counts=_counts(deciding),
        marks=tuple(_counted(mark, source) for mark in marks),
        source=source,
        reason=(why or NOT_SEEN) if source is None else why if points is None else None,
    )


def _unanswered(kind: Kind, code: str, *, costs: bool) -> Node:
    """Return the leaf of which nothing is known; the method says whether silence costs its points."""
    return Node(
        kind=kind,
        code=code,
        points=0.0 if costs else None,
        applicable=True,
        coverage=1.0 if costs else 0.0,
        sufficient=costs,
        counts=((State.MISSING, 1),),
        reason=NOT_SEEN,
    )


def _counted(mark: Mark, source: Source | None) -> Mark:
    """Return the mark as the deciding source makes it count; without one nothing is worth points."""
    if source is None:
        return Mark(mark.observation, None, counts=False)
    return Mark(mark.observation, mark.points, counts=mark.observation.source is source)


def _shares(
    leaves: Sequence[Node], result: float | None, weights: Mapping[str, float], reducer: Reducer
) -> tuple[Node, ...]:
    """Return the leaves with their shares of the indicator; of best and worst, the deciding ones have it."""
    own = {leaf.code: weights[leaf.code] if reducer is Reducer.WEIGHTED else 1.0 for leaf in leaves}
    extreme = reducer in {Reducer.BEST, Reducer.WORST}
    deciding = {
        leaf.code for leaf in leaves if leaf.points is not None and (not extreme or leaf.points == result)
    }
    stated = math.fsum(own.values())
    effective = math.fsum(own[code] for code in deciding)
    return tuple(
        replace(
            leaf,
            stated_weight=own[leaf.code] / stated,
            effective_weight=own[leaf.code] / effective if leaf.code in deciding else 0.0,
        )
        for leaf in leaves
    )


def _summed(nodes: Sequence[Node]) -> tuple[tuple[State, int], ...]:
    """Return how many answers of each state stand below, in the order of the states."""
    total: Counter[State] = Counter()
    for node in nodes:
        total.update(dict(node.counts))
    return tuple((state, total[state]) for state in State if total[state])


def _counts(observations: Sequence[Observation]) -> tuple[tuple[State, int], ...]:
    states = Counter(observation.answer.state for observation in observations)
    return tuple((state, states[state]) for state in State if states[state])


def _first_no_value(observations: Sequence[Observation]) -> NoValue | None:
    return next((o.answer for o in observations if isinstance(o.answer, NoValue)), None)


def _first_reason(leaves: Sequence[Node]) -> NoValue:
    if not leaves:
        return NoValue(State.NOT_APPLICABLE, "no_services")
    reasons = [leaf.reason for leaf in leaves if leaf.reason and leaf.applicable]
    return reasons[0] if reasons else leaves[0].reason or NOT_SEEN


def _source(position: int) -> Source | None:
    return None if position == NO_SOURCE else SOURCES[position]


def _number(points: float) -> float | None:
    return None if np.isnan(points) else float(points)
