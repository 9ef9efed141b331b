"""How firmly a place is held: ranks under many slightly different, equally defensible weights."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.methodology_tree import parts_of, totals
from sanjeh.core.scoring.rank import Ranks, quantiles, rank_numbers
from tests.core.scoring.reference.leaf_points import leaf_points

WEIGHT_NOISE = 0.25
REPLICATES = 1000
LOW, MEDIAN, HIGH = 0.05, 0.5, 0.95
# Bounds the memory of a pass, however many bodies there are, and keeps it near the processor.
CELLS_AT_ONCE = 500_000
SETS_AT_ONCE = 64


@dataclass(frozen=True, slots=True)
class RankInterval:
    """The places between which 90 % of the replicates fall; all three are real places."""

    unit: str
    low: int
    median: int
    high: int


def seed_of(round_code: str, methodology_hash: str) -> int:
    """Return the seed that anyone can recompute: nobody can choose it to please a body."""
    return int.from_bytes(hashlib.sha256(f"{round_code}{methodology_hash}".encode()).digest()[:8], "big")


def rank_intervals(
    methodology: Methodology, cards: Sequence[Scorecard], *, seed: int, replicates: int = REPLICATES
) -> dict[str, RankInterval]:
    """Return the interval of every ranked card; a card that is listed apart has none.

    The interval speaks of the weights only, not of errors of measurement.
    """
    ranked = sorted((card for card in cards if card.rank_score is not None), key=lambda card: card.unit)
    if not ranked:
        return {}
    bounds = rank_ranges(methodology, leaf_points(methodology, ranked), seed=seed, replicates=replicates)
    return {
        card.unit: RankInterval(card.unit, *between)
        for card, between in zip(ranked, bounds.tolist(), strict=True)
    }


def rank_ranges(methodology: Methodology, points: Array, *, seed: int, replicates: int) -> Ranks:
    """Return bodies x (low, median, high) of the places of bodies x indicators."""
    dice = np.random.default_rng(seed)
    noise = {
        part.code: float(part.weight) * (1 + dice.uniform(-WEIGHT_NOISE, WEIGHT_NOISE, replicates))
        for part in parts_of(methodology.axes)
    }
    at_once = max(SETS_AT_ONCE, CELLS_AT_ONCE // len(points))
    held = np.empty((replicates, len(points)), dtype=np.int32)
    for start in range(0, replicates, at_once):
        drawn = {code: weights[start : start + at_once] for code, weights in noise.items()}
        held[start : start + at_once] = rank_numbers(totals(methodology, points, drawn)).T
    return quantiles(held.T, (LOW, MEDIAN, HIGH))
