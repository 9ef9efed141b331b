"""When so much is unseen that somebody must look first: in the middle of a round, and before its edition.

Pure. Chance is reckoned as if addresses failed one by one; some hang together, so the bounds are strict.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, lgamma, log

from sanjeh.core.probing.failures import Reason

# One address in ten is unseen in an ordinary round; no round makes more than one in four ordinary.
ORDINARY_SHARE, MOST_ORDINARY_SHARE = 0.1, 0.25
# So unlikely must it be: once in a hundred rounds for an edition, and in ten thousand windows for a stop.
_EDITION_CHANCE, _STOP_CHANCE = 0.01, 0.0001
# Of the last so many hosts this share at least: one large host that is down is no sign of ours.
WINDOW, LEAST_SHARE = 12, 0.5
# Said by an owner, a server or ourselves on purpose: no sign that a worker is blind.
EXPECTED = frozenset({Reason.OWNER_PAUSE, Reason.HOST_RESTS, Reason.NOT_ASKED, Reason.RATE_LIMITED})
REVIEWERS = 2


@dataclass(frozen=True, slots=True)
class Rise:
    """One cause that has become frequent: `count` of the last `of` tries."""

    reason: Reason
    count: int
    of: int


def rise_in(recent: Sequence[Reason | None], earlier: Sequence[Reason | None]) -> Rise | None:
    """Return the cause of which the last tries tell far more often than those before; None is a seen one.

    Each is of another host. Before anything is known a cause is expected at one address in ten.
    """
    counted = Counter(reason for reason in recent if reason and reason not in EXPECTED)
    if len(recent) < WINDOW or not counted:
        return None
    reason, count = counted.most_common(1)[0]
    before = (sum(one is reason for one in earlier) + 1) / (len(earlier) + 1 / ORDINARY_SHARE)
    is_rise = count >= LEAST_SHARE * len(recent) and chance_of(count, len(recent), before) < _STOP_CHANCE
    return Rise(reason, count, len(recent)) if is_rise else None


def is_ordinary(unseen: int, of: int, last_share: float | None = None) -> bool:
    """Say whether so many unseen addresses are within what chance makes of an ordinary round.

    `last_share` is that of the last round that was published, None before the first.
    """
    usual = max(ORDINARY_SHARE, min(last_share or 0.0, MOST_ORDINARY_SHARE))
    return not of or chance_of(unseen, of, usual) >= _EDITION_CHANCE


def chance_of(count: int, of: int, share: float) -> float:
    """Return the probability of `count` or more of so many, each with this probability (binomial)."""
    return min(1.0, sum(_exactly(number, of, share) for number in range(count, of + 1)))


def _exactly(count: int, of: int, share: float) -> float:
    if not 0.0 < share < 1.0:
        return float(count == round(of * share))
    ways = lgamma(of + 1) - lgamma(count + 1) - lgamma(of - count + 1)
    return exp(ways + count * log(share) + (of - count) * log(1 - share))
