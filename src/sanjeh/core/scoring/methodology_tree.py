"""The tree of a methodology over a matrix of points, by the same rule as a scorecard."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Axis, Indicator
from sanjeh.core.scoring.aggregate import Array, power_of
from sanjeh.core.scoring.index_tree import Branch, Weights, branch_points

INDEX = ""


def parts_of(axes: Sequence[Axis | Indicator]) -> Iterator[Axis | Indicator]:
    """Yield every part of the tree that has a weight, in the order of the file."""
    for part in axes:
        yield part
        if isinstance(part, Axis):
            yield from parts_of(part.children)


def stated(methodology: Methodology) -> dict[str, Array]:
    """Return the method's own weights as a single set."""
    return {part.code: np.array([float(part.weight)]) for part in parts_of(methodology.axes)}


def totals(methodology: Methodology, points: Array, weights: Weights) -> Array:
    """Return rows x sets of weights: the total of every row of leaf points under every set."""
    return branch_points(tree_of(methodology), points, weights)


def tree_of(methodology: Methodology, power: float | None = None) -> Branch:
    """Return the tree whose columns stand in the order of the indicators.

    `power` is the exponent of the mean over the axes; the method's own without it.
    """
    column = {leaf.code: position for position, leaf in enumerate(methodology.indicators)}
    axes = tuple(_branch(axis, column) for axis in methodology.axes)
    return Branch(INDEX, axes, power=power_of(methodology.total) if power is None else power)


def _branch(axis: Axis, column: Mapping[str, int]) -> Branch:
    leaves = tuple((leaf.code, column[leaf.code]) for leaf in axis.indicators)
    return Branch(
        axis.code, tuple(_branch(child, column) for child in axis.axes), leaves, power_of(axis.mean)
    )
