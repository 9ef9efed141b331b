"""The class of a body: a band of the published digits, held down by every cap that applies."""

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.rank import SCORE_DIGITS, steps_of

Mask = NDArray[np.bool_]


def classes_of(methodology: Methodology, totals: Array, points: Array) -> tuple[NDArray[np.int64], Mask]:
    """Return the position of each body's class, best first, and bodies x caps: which of them lower it.

    `points` is bodies x indicators. A cap holds while the shown digits of its indicator are below it;
    what was not seen holds nobody down.
    """
    floors = [grade.at_least for grade in methodology.classes]
    best = np.zeros(len(totals), dtype=np.int64)
    digits = shown(totals)
    for floor in floors:
        best += digits < floor
    codes = [grade.code for grade in methodology.classes]
    columns = {leaf.code: position for position, leaf in enumerate(methodology.indicators)}
    holding = np.zeros((len(totals), len(methodology.caps)), dtype=np.bool_)
    lowered = best.copy()
    for position, cap in enumerate(methodology.caps):
        if cap.indicator in columns:
            is_below = shown(points[:, columns[cap.indicator]]) < cap.below
            holding[:, position] = is_below & (codes.index(cap.grade) > best)
            lowered = np.where(is_below, np.maximum(lowered, codes.index(cap.grade)), lowered)
    return lowered, holding


def shown(numbers: Array) -> Array:
    """Return the digits that people see, and by which classes and stages are decided."""
    digits: Array = steps_of(numbers, SCORE_DIGITS) / 10**SCORE_DIGITS
    return digits
