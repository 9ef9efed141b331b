"""Which bodies the draws can tell apart."""

import numpy as np

from sanjeh.core.scoring.rank import Ranks

TOLD_APART = 0.95


def probability_above_next(ranks: Ranks) -> tuple[float | None, ...]:
    """Return the share of draws in which each body stands above the next; last None.

    `ranks` is bodies x draws, best body first. A shared rank is not above.
    """
    shares = (ranks[:-1] < ranks[1:]).mean(axis=1).tolist()
    return (*shares, None) if len(ranks) else ()


def rank_groups(ranks: Ranks) -> tuple[int, ...]:
    """Return the number of the group of each body, from 1; `ranks` as for `probability_above_next`.

    A group is led by its best body, and ends where the leader stands above the next one in 95 % of
    the draws. Comparing with the leader keeps a long chain of small doubts from making all equal.
    """
    groups: list[int] = []
    leader = ranks[:1]
    for body in ranks:
        if not groups or np.count_nonzero(leader < body) / body.size >= TOLD_APART:
            leader = body
            groups.append(groups[-1] + 1 if groups else 1)
        else:
            groups.append(groups[-1])
    return tuple(groups)
