"""One pass over many bodies, what-ifs or sets of weights at once, by the same rule as a scorecard."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sanjeh.core.methodology import Methodology
from sanjeh.core.methodology_parts import Axis, Indicator
from sanjeh.core.scoring.aggregate import GEOMETRIC_FLOOR, Array
from sanjeh.core.scoring.card import Kind, Scorecard

Weights = Mapping[str, Array]


def leaf_points(methodology: Methodology, cards: Sequence[Scorecard]) -> Array:
    """Return cards x indicators in the order of the method; NaN where a card has no number."""
    matrix = np.full((len(cards), len(methodology.indicators)), np.nan)
    column = {leaf.code: position for position, leaf in enumerate(methodology.indicators)}
    for row, card in enumerate(cards):
        for node in card.root.walk():
            if node.kind is Kind.INDICATOR and node.points is not None:
                matrix[row, column[node.code]] = node.points
    return matrix


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
    column = {leaf.code: position for position, leaf in enumerate(methodology.indicators)}
    branches = [_branch(axis, points, column, weights) for axis in methodology.axes]
    if methodology.total == "arithmetic":
        return _mean(branches, methodology.axes, weights)
    logs = [np.log(np.maximum(branch, GEOMETRIC_FLOOR)) for branch in branches]
    result: Array = np.exp(_mean(logs, methodology.axes, weights))
    return result


def _branch(axis: Axis, points: Array, column: Mapping[str, int], weights: Weights) -> Array:
    inner = [_branch(child, points, column, weights) for child in axis.axes]
    sums, present = _sums(inner, axis.axes, weights)
    if axis.indicators:
        own = points[:, [column[leaf.code] for leaf in axis.indicators]]
        table = np.stack([weights[leaf.code] for leaf in axis.indicators])
        sums = sums + np.nan_to_num(own) @ table
        present = present + (~np.isnan(own)).astype(np.float64) @ table
    return _divided(sums, present)


def _mean(branches: Sequence[Array], axes: Sequence[Axis], weights: Weights) -> Array:
    return _divided(*_sums(branches, axes, weights))


def _sums(branches: Sequence[Array], axes: Sequence[Axis], weights: Weights) -> tuple[Array, Array]:
    sums, present = np.zeros((1, 1)), np.zeros((1, 1))
    for branch, axis in zip(branches, axes, strict=True):
        sums = sums + np.nan_to_num(branch) * weights[axis.code]
        present = present + ~np.isnan(branch) * weights[axis.code]
    return sums, present


def _divided(sums: Array, present: Array) -> Array:
    result: Array = np.where(present == 0, np.nan, sums / np.where(present == 0, 1.0, present))
    return result
