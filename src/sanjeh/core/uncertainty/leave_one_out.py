"""What the ranking owes to each part: the ranks again without it."""

from dataclasses import dataclass

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Digits
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.index_tree import Branch, Weights, branch_points
from sanjeh.core.scoring.methodology_tree import parts_of, stated, tree_of
from sanjeh.core.scoring.rank import DIGITS, Ranks, rank_numbers


@dataclass(frozen=True, slots=True)
class LeftOut:
    """By how many ranks the bodies move without `code`, on average."""

    code: str
    mean_shift: float


def leave_one_out(methodology: Methodology, points: Array) -> tuple[LeftOut, ...]:
    """Return every part of the method, in its order; `points` is ranked bodies x indicators."""
    tree, weights = tree_of(methodology), stated(methodology)
    nominal = ranks_without(tree, points, weights, "", methodology.digits)
    return tuple(
        LeftOut(
            part.code,
            _mean_size(ranks_without(tree, points, weights, part.code, methodology.digits) - nominal),
        )
        for part in parts_of(methodology.axes)
        if len(methodology.axes) > 1 or part is not methodology.axes[0]
    )


def ranks_without(tree: Branch, points: Array, weights: Weights, code: str, digits: Digits = DIGITS) -> Ranks:
    """Return the rank of every row when the node with this code has no weight."""
    lighter = {other: np.zeros(1) if other == code else weight for other, weight in weights.items()}
    return rank_numbers(branch_points(tree, points, lighter), digits)[:, 0]


def _mean_size(shifts: Ranks) -> float:
    return float(np.abs(shifts).mean()) if shifts.size else 0.0
