"""The class of many totals at once, by the same rule as on a scorecard."""

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.rank import SCORE_DIGITS, steps_of


def class_positions(methodology: Methodology, totals: Array, points: Array) -> NDArray[np.int8]:
    """Return the position of each body's class among the method's, best first, caps included."""
    floors = np.array([grade.at_least for grade in methodology.classes])
    shown = steps_of(totals, SCORE_DIGITS) / 10**SCORE_DIGITS
    best = np.argmax(shown[:, None] >= floors, axis=1)
    codes = [grade.code for grade in methodology.classes]
    columns = {leaf.code: position for position, leaf in enumerate(methodology.indicators)}
    for cap in methodology.caps:
        if cap.indicator in columns:
            reached = steps_of(points[:, columns[cap.indicator]], SCORE_DIGITS) / 10**SCORE_DIGITS
            best = np.where(reached < cap.below, np.maximum(best, codes.index(cap.grade)), best)
    positions: NDArray[np.int8] = best.astype(np.int8)
    return positions
