"""The dice: what is drawn is named by a seed, a factor and a number, and is the same every time.

A draw gives for each factor the number of its throw. A factor without a number is left as it is.
Because throws are named and not taken in turn, results do not depend on the order of the work.
"""

import hashlib
from collections.abc import Mapping
from enum import StrEnum

import numpy as np


class Factor(StrEnum):
    """A choice that could have been made otherwise, or an accident of measurement."""

    WEIGHTS = "weights"
    TOTAL = "total"
    ENDS = "scale_ends"
    LEFT_OUT = "left_out"
    SERVICES = "services"
    RESPONDENTS = "respondents"
    ASSESSORS = "assessors"


Draw = Mapping[Factor, int]
NOMINAL: Draw = {}

# Both bounds keep a foreign file or a slip of the finger from taking a machine for days or all its memory:
# a hundred times what a round draws, and a thousand draws of fifty thousand bodies at once.
MOST_REPLICATES = 100_000
MOST_DRAWN = 50_000_000  # draws times bodies

# These change what was answered; the others only how the answers are joined.
OF_ANSWERS = (Factor.ENDS, Factor.SERVICES, Factor.RESPONDENTS, Factor.ASSESSORS)

_POSITION = {factor: position for position, factor in enumerate(Factor)}


def seed_of(round_code: str, methodology_hash: str) -> int:
    """Return the seed that anyone can recompute: nobody can choose it to please a body."""
    return int.from_bytes(hashlib.sha256(f"{round_code}{methodology_hash}".encode()).digest()[:8], "big")


def random_generator(seed: int, factor: Factor, throw: int) -> np.random.Generator:
    """Return the dice of one throw, the same on every platform that has PCG64."""
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence((seed, _POSITION[factor], throw))))
