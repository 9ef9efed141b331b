"""Whether two groups differ more than chance would make them, by dealing their members out anew."""

import hashlib
from collections.abc import Sequence

import numpy as np

DEALS = 10_000


def chance_of_smaller_mean(group: Sequence[float], others: Sequence[float], *, seed: str) -> float:
    """Return how often (0..1) a random group of this size has a mean as small as this one's or smaller.

    The same numbers and the same seed give the same chance; the observed deal counts as one, so it is never
    0 (Phipson and Smyth 2010).
    """
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8])
    dice = np.random.default_rng(number)
    everybody = np.array([*group, *others], dtype=float)
    observed = float(np.mean(np.array(group, dtype=float)))
    dealt = dice.permuted(np.tile(everybody, (DEALS, 1)), axis=1)[:, : len(group)].mean(axis=1)
    # A sum in another order differs in its last digit.
    return (1 + int(np.count_nonzero(dealt <= observed + 1e-12))) / (DEALS + 1)
