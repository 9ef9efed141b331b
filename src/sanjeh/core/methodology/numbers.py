"""The numbers that a methodology may name: finite, and far enough from one another to be told apart."""

import math
from typing import Annotated

from pydantic import AfterValidator, Field

# Beyond this the sum or difference of two numbers loses its units; no indicator is counted in more.
GREATEST = 1e15
# Sums of floats are alike to about the sixteenth digit; ends that are nearer than this are one number.
TOLD_APART = 1e-9
# Nearer to nought a float has fewer digits, and the slope of a scale no end.
LEAST = 1e-300
# Of exponents nearer to 0 the power mean is no more than noise: (y^q)^(1/q) is 1 for all y.
LEAST_EXPONENT = 0.01


def _has_all_digits(number: float) -> float:
    """Return a number; raise ValueError for one so small that a float holds a part of its digits."""
    if 0 < abs(number) < LEAST:
        raise ValueError("a number is 0 or at least 1e-300 away from it")
    return number


Number = Annotated[
    float, Field(ge=-GREATEST, le=GREATEST, allow_inf_nan=False), AfterValidator(_has_all_digits)
]


def are_apart(one: float, other: float) -> bool:
    """Say whether two numbers differ by more than the noise of their digits."""
    return not math.isclose(one, other, rel_tol=TOLD_APART)


def steady_exponent(exponent: float) -> float:
    """Return an exponent by which a mean can be taken; raise ValueError for one too near to the geometric."""
    if 0 < abs(exponent) < LEAST_EXPONENT:
        raise ValueError("an exponent is 0 or at least 0.01 away from it")
    return exponent


Exponent = Annotated[float, Field(ge=-10, le=10, allow_inf_nan=False), AfterValidator(steady_exponent)]
