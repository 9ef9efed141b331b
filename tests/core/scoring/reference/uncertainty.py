"""The oracle of the intervals: every replicate is scored and ranked by itself, in plain Python."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator
from sanjeh.core.scoring.aggregate import power_mean, power_of
from sanjeh.core.scoring.card import Kind, Scorecard
from sanjeh.core.scoring.methodology_tree import parts_of
from sanjeh.core.scoring.rank import ranks

LOW, MEDIAN, HIGH = 0.05, 0.5, 0.95


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The ranks between which 90 % of the replicates fall; all three are real ranks."""

    unit: str
    low: int
    median: int
    high: int


def rank_intervals(
    methodology: Methodology, cards: Sequence[Scorecard], *, seed: int, replicates: int
) -> dict[str, RankInterval]:
    """Return the interval of every ranked card under weights that move by a quarter."""
    ranked = [card for card in cards if card.rank_score is not None]
    held: dict[str, list[int]] = {card.unit: [] for card in ranked}
    for weights in _drawn_weights(methodology, seed, replicates):
        totals = {card.unit: _total(methodology, card, weights) for card in ranked}
        for unit, rank in ranks(totals).items():
            held[unit].append(rank.number)
    return {unit: RankInterval(unit, *_bounds(own)) for unit, own in held.items()}


def _drawn_weights(methodology: Methodology, seed: int, replicates: int) -> list[dict[str, float]]:
    dice = np.random.default_rng(seed)
    drawn: list[dict[str, float]] = [{} for _ in range(replicates)]
    for part in parts_of(methodology.axes):
        for weights, move in zip(drawn, dice.uniform(-0.25, 0.25, replicates), strict=True):
            weights[part.code] = float(part.weight) * (1 + move)
    return drawn


def _total(methodology: Methodology, card: Scorecard, weights: Mapping[str, float]) -> float:
    points = {node.code: node.points for node in card.root.walk() if node.kind is Kind.INDICATOR}
    return _mean(methodology.axes, power_of(methodology.total), points, weights)


def _mean(
    parts: Sequence[Axis | Indicator],
    power: float,
    points: Mapping[str, float | None],
    weights: Mapping[str, float],
) -> float:
    below = [
        _mean(part.children, power_of(part.mean), points, weights)
        if isinstance(part, Axis)
        else _number(points[part.code])
        for part in parts
    ]
    return float(power_mean(np.array(below), np.array([weights[part.code] for part in parts]), power))


def _number(points: float | None) -> float:
    return math.nan if points is None else points


def _bounds(held: Sequence[int]) -> tuple[int, int, int]:
    """Return for each share the first rank that so many replicates do not exceed."""
    ordered = sorted(held)
    low, median, high = (
        ordered[max(0, math.ceil(round(share * len(ordered), 9)) - 1)] for share in (LOW, MEDIAN, HIGH)
    )
    return low, median, high
