"""What each body held in one round, leaf by leaf, ready to be set against another round."""

from collections.abc import Iterator

import numpy as np

from sanjeh.core.comparison.decomposition import Marked, Side
from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Unit
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.scoring.engine import Scored


class ScoresAgainstOthers(ValueError):
    """This method scores bodies against one another: its points mean nothing in another round."""


def refuse_relative(methodology: Methodology) -> None:
    """Raise ScoresAgainstOthers with the code of the first indicator that has no goalposts of its own."""
    for leaf in methodology.indicators:
        if isinstance(leaf.scale, Relative):
            raise ScoresAgainstOthers(leaf.code)


def sides(scored: Scored) -> Iterator[Side]:
    """Yield every body of a scored table, in its order.

    A service of the frozen list of which nothing was observed is there, without points.
    """
    methodology, services = scored.methodology, scored.table.services
    known = _known(scored)
    below = [np.flatnonzero(scored.services.owner == row) for row in range(len(scored.units))]
    for row, unit in enumerate(scored.units):
        leaves: dict[str, dict[str, Marked]] = {}
        for column, leaf in enumerate(methodology.indicators):
            if leaf.unit is not Unit.SERVICE:
                leaves[leaf.code] = {"": Marked(_number(scored.indicator_scores.points[row, column]), 1.0)}
                continue
            silent = 0.0 if leaf.missing == "zero" else None
            leaves[leaf.code] = {
                services[at]: Marked(known.get((column, at), silent), float(scored.services.weights[at]))
                for at in map(int, below[row])
            }
        yield Side(unit, methodology, leaves)


def _known(scored: Scored) -> dict[tuple[int, int], float | None]:
    """Return the points of every answered question to a service, by indicator and service."""
    leaves = scored.leaves
    rows = np.flatnonzero(leaves.service >= 0)
    keys = zip(leaves.indicator[rows].tolist(), leaves.service[rows].tolist(), strict=True)
    return dict(zip(keys, map(_number, leaves.points[rows]), strict=True))


def _number(points: float) -> float | None:
    return None if np.isnan(points) else float(points)
