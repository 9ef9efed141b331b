"""Which bodies the draws can tell apart."""

import numpy as np
from numpy.typing import NDArray

TOLD_APART = 0.95


def probability_above_next(places: NDArray[np.int32]) -> tuple[float | None, ...]:
    """Return the share of draws in which each body stands above the next; last None.

    `places` is bodies x draws, best body first. A shared place is not above.
    """
    shares = (places[:-1] < places[1:]).mean(axis=1).tolist()
    return (*shares, None) if len(places) else ()


def rank_groups(places: NDArray[np.int32]) -> tuple[int, ...]:
    """Return the number of the group of each body, from 1; `places` as for `probability_above_next`.

    A group is led by its best body, and ends where the leader stands above the next one in 95 % of
    the draws. Comparing with the leader keeps a long chain of small doubts from making all equal.
    """
    groups: list[int] = []
    leader = places[:1]
    for body in places:
        if not groups or np.count_nonzero(leader < body) / body.size >= TOLD_APART:
            leader = body
            groups.append(groups[-1] + 1 if groups else 1)
        else:
            groups.append(groups[-1])
    return tuple(groups)
