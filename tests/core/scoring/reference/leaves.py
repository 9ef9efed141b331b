"""The leaves of a scorecard: all that is known of one question, settled into one number or none."""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sanjeh.core.methodology.parts import Indicator, Reducer
from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import NoValue, Observation, State, Value
from sanjeh.core.scoring.card import Kind, Mark, Node
from sanjeh.core.scoring.normalise import points_of
from sanjeh.core.scoring.reduce import reduced

NOT_SEEN = NoValue(State.MISSING, "not_observed")
OUT = frozenset({State.NOT_APPLICABLE, State.EXEMPT})


@dataclass(frozen=True, slots=True)
class Question:
    """One indicator, and what a self-declaration alone may earn in it."""

    indicator: Indicator
    unverified_at_most: float


def settled_leaf(question: Question, kind: Kind, code: str, observations: Sequence[Observation]) -> Node:
    """Return the leaf in which the first source that knows anything decides; the others stay beside it."""
    told = sorted(observations, key=_canonical)
    for source in question.indicator.sources:
        leaf = _by_source(question, kind, code, [o for o in told if o.source is source])
        if leaf and (leaf.points is not None or not leaf.applicable):
            return _with_all_marks(leaf, question, told)
    return _unknown_leaf(question, kind, code, told)


def points_from(question: Question, observation: Observation) -> float | None:
    """Return the points of one observation, None when its state carries none."""
    indicator = question.indicator
    match observation.answer:
        case Value(number):
            points = points_of(number, indicator.scale)
            declared = observation.source is Source.SELF_DECLARATION
            return min(points, question.unverified_at_most) if declared else points
        case NoValue(State.NO_RESPONSE):
            return 0.0
        case NoValue(State.AUTOMATED) if indicator.automated == "full":
            return 100.0
        case NoValue(State.FAILED_PROBE) if indicator.failure_is_zero:
            return 0.0
        case NoValue():
            return None


def services_node(indicator: Indicator, leaves: Sequence[Node], weights: Mapping[str, float]) -> Node:
    """Return the indicator's node over the leaves of all services of the frozen list."""
    applicable = [leaf for leaf in leaves if leaf.applicable]
    present = [leaf for leaf in applicable if leaf.points is not None]
    points = [leaf.points for leaf in present if leaf.points is not None]
    own = [weights[leaf.code] for leaf in present]
    result = reduced(points, own, indicator.over_services) if points else None
    whole = math.fsum(weights[leaf.code] for leaf in applicable)
    seen = math.fsum(weights[leaf.code] * leaf.coverage for leaf in applicable)
    return Node(
        kind=Kind.INDICATOR,
        code=indicator.code,
        points=result,
        applicable=bool(applicable),
        coverage=seen / whole if whole else 0.0,
        sufficient=bool(points),
        counts=summed_counts(leaves),
        children=_weighed(leaves, result, weights, indicator.over_services),
        reason=None if points else _first_reason(leaves),
    )


def _weighed(
    leaves: Sequence[Node], result: float | None, weights: Mapping[str, float], reducer: Reducer
) -> tuple[Node, ...]:
    """Return the leaves with their shares of the indicator; of best and worst, the deciding ones have it."""
    own = {leaf.code: weights[leaf.code] if reducer is Reducer.WEIGHTED else 1.0 for leaf in leaves}
    extreme = reducer in {Reducer.BEST, Reducer.WORST}
    deciding = [leaf for leaf in leaves if leaf.points is not None and (not extreme or leaf.points == result)]
    stated = math.fsum(own.values())
    effective = math.fsum(own[leaf.code] for leaf in deciding)
    return tuple(
        replace(
            leaf,
            stated_weight=own[leaf.code] / stated,
            effective_weight=own[leaf.code] / effective if leaf in deciding else 0.0,
        )
        for leaf in leaves
    )


def summed_counts(nodes: Sequence[Node]) -> tuple[tuple[State, int], ...]:
    """Return how many answers of each state stand below, in the order of the states."""
    total: Counter[State] = Counter()
    for node in nodes:
        total.update(dict(node.counts))
    return tuple((state, total[state]) for state in State if total[state])


def _by_source(question: Question, kind: Kind, code: str, told: list[Observation]) -> Node | None:
    if not told:
        return None
    points = [p for p in (points_from(question, observation) for observation in told) if p is not None]
    out = sum(_is_out(question.indicator, observation) for observation in told)
    applicable = len(told) - out
    over = question.indicator.over_addresses
    return Node(
        kind=kind,
        code=code,
        points=reduced(points, [1.0] * len(points), over) if points else None,
        applicable=applicable > 0,
        coverage=len(points) / applicable if applicable else 0.0,
        sufficient=bool(points),
        counts=_counts(told),
        source=told[0].source,
        reason=None if points else _first_no_value(told),
    )


def _with_all_marks(leaf: Node, question: Question, told: Sequence[Observation]) -> Node:
    marks = tuple(Mark(o, points_from(question, o), o.source is leaf.source) for o in told)
    return replace(leaf, marks=marks)


def _unknown_leaf(question: Question, kind: Kind, code: str, told: Sequence[Observation]) -> Node:
    marks = tuple(Mark(observation, None, counts=False) for observation in told)
    reason = _first_no_value(told) or NOT_SEEN
    counts = _counts(told) or ((State.MISSING, 1),)
    # What failed or was blocked is no silence: it never costs points, whatever the method says.
    silent = all(state is State.MISSING for state, _ in counts)
    if silent and question.indicator.missing == "zero":
        return Node(kind, code, 0.0, True, 1.0, True, counts=counts, marks=marks, reason=reason)
    return Node(kind, code, None, True, 0.0, False, counts=counts, marks=marks, reason=reason)


def _is_out(indicator: Indicator, observation: Observation) -> bool:
    answer = observation.answer
    if isinstance(answer, Value):
        return False
    return answer.state in OUT or (
        answer.state is State.AUTOMATED and indicator.automated == "not_applicable"
    )


def _counts(told: Sequence[Observation]) -> tuple[tuple[State, int], ...]:
    states = Counter(observation.answer.state for observation in told)
    return tuple((state, states[state]) for state in State if states[state])


def _first_no_value(told: Sequence[Observation]) -> NoValue | None:
    return next((o.answer for o in told if isinstance(o.answer, NoValue)), None)


def _first_reason(leaves: Sequence[Node]) -> NoValue:
    if not leaves:
        return NoValue(State.NOT_APPLICABLE, "no_services")
    told = [leaf.reason for leaf in leaves if leaf.reason and leaf.applicable]
    return told[0] if told else leaves[0].reason or NOT_SEEN


def _canonical(observation: Observation) -> tuple[str, str, str]:
    return (observation.source, observation.service, observation.address)
