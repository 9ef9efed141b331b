"""How sure a share is that was counted in a sample."""

import math

# Of a normal distribution, 95 % lie within so many standard deviations.
_DEVIATIONS = 1.959963984540054


def share_interval(hits: int, count: int) -> tuple[float, float]:
    """Return between which shares (0..1) the true one lies with 95 % (Wilson); (0, 1) of nothing.

    Unlike the usual formula it stays within 0..1 and does not call five hits of five a certainty.
    """
    if count == 0:
        return 0.0, 1.0
    share, square = hits / count, _DEVIATIONS**2
    middle = share + square / (2 * count)
    reach = _DEVIATIONS * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    whole = 1 + square / count
    return max(0.0, (middle - reach) / whole), min(1.0, (middle + reach) / whole)
