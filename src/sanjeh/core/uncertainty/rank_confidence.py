"""Which places a body can truly hold: all that no clear difference from another body rules out.

A body is compared with every other one, and the bodies that stand above it beyond doubt, and below it beyond
doubt, bound its place (Mogstad, Romano, Shaikh, Wilhelm 2024). Unlike percentiles of drawn ranks this holds
for each body, where bodies stand close or share a score too.
"""

from collections.abc import Iterator
from statistics import NormalDist

import numpy as np

from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.rank import Ranks

# Either end may be wrong in five of a hundred rounds, so that both hold in ninety.
WRONG_AT_AN_END = 0.05
# Of the bounds that could be asked, few are: each is true, and more of them make the interval hardly
# narrower.
FURTHER_APART = 4
# Bounds the memory of a pass: so many bodies beside all that stand above them.
BODIES_AT_ONCE = 256


def confident_ranks(scores: Array, drawn: Array, hidden: Array) -> Ranks:
    """Return bodies x (low, high): the places between which the true one lies in 90 % of all rounds.

    `scores` are those on which places are decided, `drawn` the totals as draws x bodies, `hidden` the
    variance of each total that the draws do not show. A draw without a number tells nothing. The published
    rank lies within.
    """
    order = np.argsort(-scores, kind="stable")
    moves = moves_of(drawn[:, order])
    above, below = _told_apart(scores[order], moves, hidden[order])
    bounds = np.empty((len(scores), 2), dtype=np.int32)
    bounds[order, 0], bounds[order, 1] = 1 + above, len(scores) - below
    return bounds


def confident_groups(scores: Array, drawn: Array, hidden: Array) -> Ranks:
    """Return the number of the group of each body, from 1 for the best; arguments as for `confident_ranks`.

    A group ends where every body down to there stands beyond doubt above every body that follows, by the
    gap that alone moves the ends of their intervals (the first of `_rungs`). In 90 % of all rounds no two
    bodies are in different groups unless the upper one is truly better: for that to be wrong, two that are
    truly neighbours must be told apart wrongly, of whom there are as many pairs as the bound divides by.
    """
    order = np.argsort(-scores, kind="stable")
    (_, bound), *_ = (*_rungs(len(scores) - 1), (1, 0.0))
    # So many of the best bodies stand clearly above each body, without one between that does not.
    clear = np.zeros(len(scores), dtype=np.intp)
    for own, _, clearness in _compared(scores[order], moves_of(drawn[:, order]), hidden[order]):
        clear[own] = np.argmin(clearness > bound, axis=1)
    above_all_that_follow = np.minimum.accumulate(clear[::-1])[::-1]
    groups = np.empty(len(scores), dtype=np.int32)
    groups[order] = np.cumsum(above_all_that_follow == np.arange(len(scores)))
    return groups


def moves_of(drawn: Array) -> Array:
    """Return how far each draw moves a total from its mean, so scaled that squares add up to a variance.

    A draw without a number moves nothing.
    """
    known = ~np.isnan(drawn)
    means = np.where(known, drawn, 0.0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    moves: Array = np.where(known, drawn - means, 0.0) / np.sqrt(max(1, len(drawn)))
    return moves


def _told_apart(scores: Array, moves: Array, hidden: Array) -> tuple[Array, Array]:
    """Return of bodies that stand best first how many are surely above each, and how many surely below."""
    rungs = tuple(_rungs(len(scores) - 1))
    above, below = (np.zeros((len(rungs), len(scores)), dtype=np.int64) for _ in range(2))
    for own, better, clearness in _compared(scores, moves, hidden):
        for rung, (_, bound) in enumerate(rungs):
            is_clear = clearness > bound
            above[rung, own] = np.count_nonzero(is_clear, axis=1)
            below[rung, better] += np.count_nonzero(is_clear, axis=0)
    chance = np.array([[count - 1] for count, _ in rungs] or [[0]])
    return np.max(above - chance, axis=0, initial=0), np.max(below - chance, axis=0, initial=0)


def _compared(scores: Array, moves: Array, hidden: Array) -> Iterator[tuple[slice, slice, Array]]:
    """Yield some bodies, all down to them, and how clearly each of these stands above each of those."""
    variances = np.square(moves).sum(axis=0) + hidden
    for start in range(0, len(scores), BODIES_AT_ONCE):
        own, better = slice(start, start + BODIES_AT_ONCE), slice(0, start + BODIES_AT_ONCE)
        errors = variances[own, None] + variances[better] - 2 * (moves[:, own].T @ moves[:, better])
        yield own, better, _clearness(scores[better] - scores[own, None], errors)


def _clearness(gaps: Array, errors: Array) -> Array:
    """Return the squares of the gaps in errors of the gap; nothing for those that stand no better."""
    with np.errstate(divide="ignore", invalid="ignore"):
        clear: Array = np.square(np.maximum(gaps, 0.0)) / np.maximum(errors, 0.0)
    return clear


def _rungs(others: int) -> Iterator[tuple[int, float]]:
    """Yield (number, bound): of the gaps beyond the bound all but `number` - 1 are real, for all of them.

    The bounds are squares of quantiles. With 1 alone they are Bonferroni's; all of them hold together by the
    inequality of Simes (1986), read as Goeman and Solari (2011) do: so many gaps cannot all be chance.
    """
    number = 1
    while number <= others:
        yield number, NormalDist().inv_cdf(1 - number * WRONG_AT_AN_END / others) ** 2
        number *= FURTHER_APART
