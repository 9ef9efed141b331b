"""How much of the chance in a body's score its own few services cannot show.

Services that are drawn again scatter less than services do, by one part in their number; and two that happen
to agree show no scatter at all. What is missing is taken from all bodies together.
"""

import numpy as np

from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.rank_confidence import moves_of
from sanjeh.core.uncertainty.replicates import Factor

# A twentieth of the scatter is within the chance of so many draws.
DRAWS = 200
# The scatter of all bodies counts like so many further services of each (after Smyth 2004, with a fixed
# number).
OF_ALL = 4


def hidden_variance(model: Model) -> Array:
    """Return for each body the variance of its total that drawing its services again does not show."""
    drawn = np.empty((DRAWS, len(model.sample.units)))
    points = None
    for throw in range(DRAWS):
        draw = {Factor.SERVICES: throw}
        points = model.points(draw, points)
        drawn[throw] = model.totals(draw, points)
    sizes = np.bincount(model.sample.owner, minlength=drawn.shape[1]).astype(np.float64)
    return unshown(np.square(moves_of(drawn)).sum(axis=0), sizes)


def unshown(shown: Array, services: Array) -> Array:
    """Return what is missing of the variances `shown` by so many services of each body.

    A body without services has no such variance. Nothing is taken away from a body that scatters more than
    others. A scatter that is estimated from f + 1 numbers makes errors as wide as Student's t, of variance f
    / (f - 2).
    """
    others = np.maximum(services - 1.0, 0.0)
    own = np.where(others > 0, shown * services / np.maximum(others, 1.0), 0.0)
    of_one = (others * own * services).sum() / max(1.0, others.sum())
    freedom = OF_ALL + others
    steadied = (OF_ALL * of_one / np.maximum(services, 1) + others * own) / freedom
    missing: Array = np.maximum(own, steadied) * freedom / (freedom - 2) - shown
    return np.where(services > 0, missing, 0.0)
