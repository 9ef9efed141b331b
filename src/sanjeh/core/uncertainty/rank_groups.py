"""Which bodies the draws can tell apart."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

TOLD_APART = 0.95


def probability_above_next(places: NDArray[np.int32], order: NDArray[np.intp]) -> tuple[float | None, ...]:
    """Return, in this order, the share of draws in which each body stands above the next; last None.

    `places` is bodies x draws. A shared place is not above.
    """
    shares = [float((places[body] < places[after]).mean()) for body, after in pairwise(order)]
    return (*shares, None) if len(order) else ()


def rank_groups(places: NDArray[np.int32], order: NDArray[np.intp]) -> tuple[int, ...]:
    """Return, in this order, the number of the group of each body, from 1.

    A group is led by its best body, and ends where the leader stands above the next one in 95 % of
    the draws. Comparing with the leader keeps a long chain of small doubts from making all equal.
    """
    groups: list[int] = []
    leader = -1
    for body in order:
        if leader < 0 or (places[leader] < places[body]).mean() >= TOLD_APART:
            leader = body
            groups.append(groups[-1] + 1 if groups else 1)
        else:
            groups.append(groups[-1])
    return tuple(groups)
