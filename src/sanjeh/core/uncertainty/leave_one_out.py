"""What the ranking owes to each part: the places again without it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.index_tree import Branch, Weights, branch_points
from sanjeh.core.scoring.methodology_tree import parts_of, stated, tree_of
from sanjeh.core.scoring.rank import rank_numbers

Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """By how many places the bodies move without `code`: on average, and the one that moves most."""

    code: str
    mean_shift: float
    greatest_shift: int
    moved_most: str


def leave_one_out(methodology: Methodology, units: Sequence[str], points: Array) -> tuple[LeftOut, ...]:
    """Return every part of the method, in its order; `points` is ranked bodies x indicators."""
    tree, weights = tree_of(methodology), stated(methodology)
    settled = places_without(tree, points, weights, "")
    return tuple(
        _dropped(part.code, units, places_without(tree, points, weights, part.code) - settled)
        for part in parts_of(methodology.axes)
        if len(methodology.axes) > 1 or part is not methodology.axes[0]
    )


def places_without(tree: Branch, points: Array, weights: Weights, code: str) -> Places:
    """Return the place of every row when the node with this code has no weight."""
    lighter = {other: np.zeros(1) if other == code else weight for other, weight in weights.items()}
    return rank_numbers(branch_points(tree, points, lighter))[:, 0]


def _dropped(code: str, units: Sequence[str], shifts: Places) -> LeftOut:
    sizes = np.abs(shifts)
    if not sizes.size:
        return LeftOut(code, 0.0, 0, "")
    most = max(range(len(units)), key=lambda body: (sizes[body], -body))
    named = units[most] if sizes[most] else ""
    return LeftOut(code, float(sizes.mean()), int(shifts[most]), named)
