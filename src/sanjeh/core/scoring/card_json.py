"""The scorecard as plain JSON, for storage, editions and machines. Its keys are a public contract."""

from pydantic import JsonValue

from sanjeh.core.observations.model import Disputed, NoValue, Observation, Value
from sanjeh.core.scoring.card import Mark, Node, Scorecard
from sanjeh.core.scoring.rank import NOISE_DIGITS


def card_as_json(card: Scorecard) -> dict[str, JsonValue]:
    """Return the whole card; `published` is the digits of the result as text.

    Other numbers are kept to nine digits, so that every machine writes the same bytes.
    """
    return {
        "unit": card.unit,
        "methodology": card.methodology,
        "methodology_hash": card.methodology_hash,
        "points": _steady(card.points),
        "published": _text(card.published),
        "rank_score": _text(card.rank_score),
        "arithmetic": _steady(card.arithmetic),
        "geometric": _steady(card.geometric),
        "class": card.grade,
        "capped_by": list(card.capped_by),
        "coverage": _steady(card.root.coverage),
        "coverage_of_whole": _steady(card.coverage_of_whole),
        "bonus_points": _steady(card.bonus_points),
        "bonus": [node_as_json(node) for node in card.bonus],
        "tree": node_as_json(card.root),
    }


def node_as_json(node: Node) -> dict[str, JsonValue]:
    """Return one node and everything below it."""
    return {
        "kind": node.kind,
        "code": node.code,
        "points": _steady(node.points),
        "rounded": _text(node.rounded),
        "published": _text(node.published),
        "applicable": node.applicable,
        "sufficient": node.sufficient,
        "coverage": _steady(node.coverage),
        "stated_weight": _steady(node.stated_weight),
        "effective_weight": _steady(node.effective_weight),
        "counts": {state.value: number for state, number in node.counts},
        "source": node.source,
        "reason": _no_value(node.reason),
        "marks": [_mark(mark) for mark in node.marks],
        "children": [node_as_json(child) for child in node.children],
    }


def observation_as_json(observation: Observation) -> dict[str, JsonValue]:
    """Return one observation; `value` stands where there is one, `reason` in all states but `value`."""
    answer = observation.answer
    answered: dict[str, JsonValue] = {"state": answer.state.value}
    if isinstance(answer, Value):
        answered["value"] = answer.number
    if isinstance(answer, Disputed | NoValue):
        answered["reason"] = answer.reason
    return {
        "unit": observation.unit,
        "indicator": observation.indicator,
        "service": observation.service,
        "address": observation.address,
        "source": observation.source.value,
        **answered,
        "evidence": list(observation.evidence),
    }


def _mark(mark: Mark) -> JsonValue:
    return {**observation_as_json(mark.observation), "points": _steady(mark.points), "counts": mark.counts}


def _no_value(reason: NoValue | None) -> JsonValue:
    return None if reason is None else {"state": reason.state.value, "reason": reason.reason}


def _steady(number: float | None) -> float | None:
    return None if number is None else round(number, NOISE_DIGITS)


def _text(number: object) -> str | None:
    return None if number is None else str(number)
