"""What many voices amount to: the mean of the ratings, held back while they are few."""

import math
from collections.abc import Sequence

from sanjeh.core.methodology.parts import Survey
from sanjeh.core.observations.model import NoValue, State, Value


def mean_rating(ratings: Sequence[float], survey: Survey) -> Value | NoValue:
    """Return `(n*mean + weight*prior) / (n + weight)`; below `least` voices there is no number at all."""
    voices = len(ratings)
    if voices < survey.least:
        return NoValue(State.MISSING, f"too_few_voices: {voices} of {survey.least}")
    # Summed exactly, so that the order in which people spoke never matters.
    total = math.fsum((*ratings, survey.weight * survey.prior))
    return Value(total / (voices + survey.weight))
