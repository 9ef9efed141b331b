"""How firmly a rank is held when the weights alone move: many slightly different, all defensible."""

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.methodology_tree import parts_of, totals
from sanjeh.core.scoring.rank import Ranks, quantiles, rank_numbers
from sanjeh.core.uncertainty.model import WEIGHTS_MOVE
from sanjeh.core.uncertainty.monte_carlo import HIGH, LOW, MEDIAN

# Bounds the memory of a pass, however many bodies there are, and keeps it near the processor.
CELLS_AT_ONCE = 500_000
SETS_AT_ONCE = 64


def rank_ranges(methodology: Methodology, points: Array, *, seed: int, replicates: int) -> Ranks:
    """Return bodies x (low, median, high) of the ranks of bodies x indicators, at least one body.

    90 % of the replicates fall between low and high; all three are real ranks. The interval speaks of
    the weights only, not of errors of measurement.
    """
    dice = np.random.default_rng(seed)
    noise = {
        part.code: float(part.weight) * (1 + dice.uniform(-WEIGHTS_MOVE, WEIGHTS_MOVE, replicates))
        for part in parts_of(methodology.axes)
    }
    at_once = max(SETS_AT_ONCE, CELLS_AT_ONCE // len(points))
    ranks = np.empty((replicates, len(points)), dtype=np.int32)
    for start in range(0, replicates, at_once):
        drawn = {code: weights[start : start + at_once] for code, weights in noise.items()}
        ranks[start : start + at_once] = rank_numbers(
            totals(methodology, points, drawn), methodology.digits
        ).T
    return quantiles(ranks.T, (LOW, MEDIAN, HIGH))
