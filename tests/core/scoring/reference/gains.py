"""What a body would win: the total again, with some indicators better than they are."""

from collections.abc import Mapping, Sequence

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.card import Scorecard
from sanjeh.core.scoring.margins import Gain
from sanjeh.core.scoring.methodology_tree import stated, totals
from tests.core.scoring.reference.leaf_points import leaf_points


def gains(methodology: Methodology, card: Scorecard) -> tuple[Gain, ...]:
    """Return what full marks in each seen, imperfect indicator would add, the greatest first.

    An indicator that was not seen is left out: nobody knows what mending it would add.
    """
    now = dict(zip(_codes(methodology), leaf_points(methodology, [card])[0], strict=True))
    open_ones = [code for code, points in now.items() if points < 100]
    added = added_points(methodology, card, [{code: 100.0} for code in open_ones])
    found = (Gain(code, float(now[code]), gain) for code, gain in zip(open_ones, added, strict=True))
    return tuple(sorted(found, key=lambda gain: (-round(gain.gain, 9), gain.indicator)))


def added_points(
    methodology: Methodology, card: Scorecard, what_ifs: Sequence[Mapping[str, float]]
) -> tuple[float, ...]:
    """Return the change of the total for each what-if, a mapping of indicators to new points."""
    column = {code: position for position, code in enumerate(_codes(methodology))}
    rows = np.repeat(leaf_points(methodology, [card]), len(what_ifs) + 1, axis=0)
    for row, what_if in enumerate(what_ifs, start=1):
        for code, points in what_if.items():
            rows[row, column[code]] = points
    after = np.nan_to_num(totals(methodology, rows, stated(methodology))[:, 0])
    return tuple(float(total - after[0]) for total in after[1:])


def _codes(methodology: Methodology) -> tuple[str, ...]:
    return tuple(leaf.code for leaf in methodology.indicators)
