"""A tree of means over a matrix of points: many bodies, what-ifs or sets of weights in one pass.

The tree knows no methodology, so that any composite index can be recomputed with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.scoring.aggregate import ARITHMETIC, Array, divided, inverse_power_transform, power_transform

Weights = Mapping[str, Array]

# A tile of so many numbers stays in the processor's cache and in memory that is already there;
# fresh memory for whole matrices costs ten times the arithmetic.
TILE = 16_000


@dataclass(frozen=True, slots=True)
class Branch:
    """A parent; its children are branches, and leaves as `(code, column of the matrix)`.

    `power` is the exponent of the mean that joins them. `needs` is the share of the children, by
    number, without which there is no mean; only replicated indices use it.
    """

    code: str
    branches: tuple["Branch", ...] = ()
    leaves: tuple[tuple[str, int], ...] = ()
    power: float = ARITHMETIC
    needs: float = 0.0

    @property
    def columns(self) -> slice | list[int]:
        """Where the leaves stand; side by side they need not be copied."""
        columns = [column for _, column in self.leaves]
        first, last = columns[0], columns[-1]
        return slice(first, last + 1) if columns == list(range(first, last + 1)) else columns

    def walk(self) -> Iterator["Branch"]:
        """Yield this branch and all below it, parents first."""
        yield self
        for branch in self.branches:
            yield from branch.walk()


@dataclass(frozen=True, slots=True)
class NodeCoverage:
    """Of one node: the share 0..1 of its applicable weight that was seen, and whether there is any."""

    share: Array
    applicable: NDArray[np.bool_]


def branch_points(branch: Branch, points: Array, weights: Weights) -> Array:
    """Return rows x sets of weights: the points of a branch for every row under every set.

    `weights` holds one array of all sets for each code; a weight of 0 leaves a child out.
    """
    sets = len(next(iter(weights.values())))
    joined = np.empty((len(points), sets))
    rows = max(1, TILE // sets)
    for start in range(0, len(points), rows):
        joined[start : start + rows] = all_points(branch, points[start : start + rows], weights)[branch.code]
    return joined


def all_points(tree: Branch, points: Array, weights: Weights) -> dict[str, Array]:
    """Return the points of every branch by its code."""
    by_code: dict[str, Array] = {}
    for branch in reversed(tuple(tree.walk())):
        by_code[branch.code] = _joined(branch, points, weights, by_code)
    return by_code


def _joined(branch: Branch, points: Array, weights: Weights, by_code: Mapping[str, Array]) -> Array:
    """Return the points of a branch whose own branches were found before."""
    sums, present = _of_children(branch, points, weights, by_code)
    mean = inverse_power_transform(divided(sums, present), branch.power)
    return _where_enough(branch, points, by_code, mean) if branch.needs else mean


def _of_children(
    branch: Branch, points: Array, weights: Weights, by_code: Mapping[str, Array]
) -> tuple[Array, Array]:
    """Return the weighted sums, and the weights, of the children that have a number."""
    table = [weights[code] for code, _ in branch.leaves]
    if branch.branches and len(weights[branch.branches[0].code]) == 1:
        own = [points[:, branch.columns]] if branch.leaves else []
        inner = [by_code[child.code] for child in branch.branches]
        table += [weights[child.code] for child in branch.branches]
        return _summed(np.concatenate([*own, *inner], axis=1), _stacked(table), branch.power)
    if not branch.leaves:
        sums, present = np.zeros((1, 1)), np.zeros((1, 1))
    else:
        sums, present = _summed(points[:, branch.columns], _stacked(table), branch.power)
    for child in branch.branches:
        inner_points, weight = by_code[child.code], weights[child.code]
        missing = np.isnan(inner_points)
        sums = sums + np.where(missing, 0.0, power_transform(inner_points, branch.power)) * weight
        present = present + ~missing * weight
    return sums, present


def _stacked(weights: list[Array]) -> Array:
    """Return children x sets; `np.stack` takes three times as long, and every draw does this."""
    return np.concatenate(weights).reshape(len(weights), -1)


def _summed(own: Array, table: Array, power: float) -> tuple[Array, Array]:
    """Return the weighted sums of each row under every set, and the weights of what has a number."""
    sums, present = power_transform(own, power) @ table, table.sum(axis=0, keepdims=True)
    # One gap makes a sum no number; only those rows are summed again, without their gaps.
    gaps = np.flatnonzero(np.isnan(sums[:, 0]))
    if gaps.size:
        some = own[gaps]
        missing = np.isnan(some)
        sums[gaps] = np.where(missing, 0.0, power_transform(some, power)) @ table
        present = np.repeat(present, len(own), axis=0)
        present[gaps] = (~missing).astype(np.float64) @ table
    return sums, present


def _where_enough(branch: Branch, points: Array, by_code: Mapping[str, Array], mean: Array) -> Array:
    """Return the mean where the share of children with a number is what the branch needs."""
    number = np.zeros((1, 1))
    for child in branch.branches:
        number = number + ~np.isnan(by_code[child.code])
    if branch.leaves:
        number = number + (~np.isnan(points[:, branch.columns])).sum(axis=1, keepdims=True)
    children = len(branch.branches) + len(branch.leaves)
    return np.where(number >= branch.needs * children, mean, np.nan)


def all_coverage(tree: Branch, leaves: NodeCoverage, weights: Mapping[str, float]) -> dict[str, NodeCoverage]:
    """Return how much of the applicable weight below every branch was seen, in each row of the leaves."""
    by_code: dict[str, NodeCoverage] = {}
    for branch in reversed(tuple(tree.walk())):
        covered, whole = np.zeros(len(leaves.share)), np.zeros(len(leaves.share))
        for child in branch.branches:
            weight = by_code[child.code].applicable * weights[child.code]
            covered += by_code[child.code].share * weight
            whole += weight
        if branch.leaves:
            own = np.array([weights[code] for code, _ in branch.leaves])
            applicable = leaves.applicable[:, branch.columns]
            covered += (leaves.share[:, branch.columns] * applicable) @ own
            whole += applicable @ own
        by_code[branch.code] = NodeCoverage(np.nan_to_num(divided(covered, whole)), whole > 0)
    return by_code
