"""What a part is said to weigh, and how much of the total it really decides.

A weight is no importance: an axis on which all bodies stand alike decides nothing, whatever its
weight (Paruolo, Saisana, Saltelli 2013). The measure is the squared correlation ratio: the share of
the variance of the total that is explained by knowing this part alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.index_tree import branch_points
from sanjeh.core.scoring.methodology_tree import stated, tree_of

# The curve through the bodies is read at so many places, which bounds the work for any number of them.
READ_AT = 101
# Silverman's rule for a Gaussian kernel.
SMOOTHNESS = 1.06


@dataclass(frozen=True, slots=True)
class Importance:
    """`stated` is the share of the whole by the method; `effective` the share among its like that the
    variance explains; `explained` (0..1) is the squared correlation ratio itself.

    None where fewer than three bodies have a number, or all have the same.
    """

    code: str
    stated: float
    explained: float | None
    effective: float | None


def importances(methodology: Methodology, points: Array) -> dict[str, tuple[Importance, ...]]:
    """Return the axes under "axes" and the indicators under "indicators", in the method's order."""
    weights = {code: float(share) for code, share in methodology.stated_weights().items()}
    tree, own = tree_of(methodology), stated(methodology)
    total = branch_points(tree, points, own)[:, 0]
    axes = {branch.code: branch_points(branch, points, own)[:, 0] for branch in tree.branches}
    leaves = {leaf.code: points[:, at] for at, leaf in enumerate(methodology.indicators)}
    return {"axes": _compared(axes, total, weights), "indicators": _compared(leaves, total, weights)}


def correlation_ratio(part: Array, total: Array) -> float | None:
    """Return the share 0..1 of the variance of `total` that a smooth curve through `part` explains.

    The curve is a locally straight line, so that a straight dependence is found exactly.
    """
    known = ~np.isnan(part) & ~np.isnan(total)
    x, y = part[known], total[known]
    if x.size < 3 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    curve = _curve(x, y, SMOOTHNESS * float(x.std()) * x.size**-0.2)
    return float(min(1.0, curve.var() / y.var()))


def _curve(x: Array, y: Array, width: float) -> Array:
    """Return the locally straight line at every x."""
    at = np.unique(np.quantile(x, np.linspace(0, 1, READ_AT)))
    apart = x - at[:, None]
    near = np.exp(-((apart / width) ** 2) / 2)
    mass, lean = near.sum(axis=1), (near * apart).sum(axis=1)
    spread = (near * apart**2).sum(axis=1)
    level, slope = near @ y, (near * apart) @ y
    whole = mass * spread - lean**2
    flat = whole <= 1e-12 * mass * spread
    heights = np.where(flat, level / mass, (spread * level - lean * slope) / np.where(flat, 1.0, whole))
    curve: Array = np.interp(x, at, heights)
    return curve


def _compared(
    parts: Mapping[str, Array], total: Array, weights: Mapping[str, float]
) -> tuple[Importance, ...]:
    explained = {code: correlation_ratio(part, total) for code, part in parts.items()}
    whole = sum(share for share in explained.values() if share is not None)
    stated_sum = sum(weights[code] for code in parts)
    return tuple(
        Importance(
            code, weights[code] / stated_sum, share, share / whole if share is not None and whole else None
        )
        for code, share in explained.items()
    )
