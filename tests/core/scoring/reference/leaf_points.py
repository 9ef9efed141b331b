"""The points of scorecards as a matrix, by which the engine's own is checked."""

from collections.abc import Sequence

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.card import Kind, Scorecard


def leaf_points(methodology: Methodology, cards: Sequence[Scorecard]) -> Array:
    """Return cards x indicators in the order of the method; NaN where a card has no number."""
    matrix = np.full((len(cards), len(methodology.indicators)), np.nan)
    column = {leaf.code: position for position, leaf in enumerate(methodology.indicators)}
    for row, card in enumerate(cards):
        for node in card.root.walk():
            if node.kind is Kind.INDICATOR and node.points is not None:
                matrix[row, column[node.code]] = node.points
    return matrix
