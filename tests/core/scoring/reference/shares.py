"""When a share is enough: on the exact fraction, a billionth either way."""

from fractions import Fraction

NOISE = Fraction(1, 10**9) / 2


def reaches(share: float, needed: float) -> bool:
    return Fraction(share) >= Fraction(needed) - NOISE
