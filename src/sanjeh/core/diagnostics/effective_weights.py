"""The weights that really acted, after what is missing was shared out."""

import numpy as np

from sanjeh.core.scoring.aggregate import Array, divided
from sanjeh.core.scoring.index_tree import Branch, Weights, branch_points


def effective_weights(tree: Branch, points: Array, weights: Weights) -> Array:
    """Return per leaf the mean over all rows of the share of the whole (0..1) that it really had.

    `weights` holds one set.
    """
    shares = np.zeros(points.shape)
    _share_out(tree, points, weights, np.ones(len(points)), shares)
    result: Array = shares.mean(axis=0) if len(shares) else np.zeros(points.shape[1])
    return result


def _share_out(branch: Branch, points: Array, weights: Weights, whole: Array, shares: Array) -> None:
    inner = [branch_points(child, points, weights)[:, 0] for child in branch.branches]
    own = [points[:, column] for _, column in branch.leaves]
    codes = [*(child.code for child in branch.branches), *(code for code, _ in branch.leaves)]
    acting = np.stack(
        [~np.isnan(child) * weights[code] for child, code in zip([*inner, *own], codes, strict=True)]
    )
    parts = np.nan_to_num(divided(acting, np.broadcast_to(acting.sum(axis=0), acting.shape))) * whole
    for child, part in zip(branch.branches, parts, strict=False):
        _share_out(child, points, weights, part, shares)
    for (_, column), part in zip(branch.leaves, parts[len(inner) :], strict=True):
        shares[:, column] = part
