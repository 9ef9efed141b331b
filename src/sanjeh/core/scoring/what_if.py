"""A table as it would be if one body had another value in one indicator."""

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Unit
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.observations.table import NO_SERVICE, ObservationTable
from sanjeh.core.scoring.leaf_resolution import NO_SOURCE, Leaves
from sanjeh.core.scoring.normalise import points_of


class NothingToChange(Exception):
    """The body has no service of which this indicator could be asked."""


def changed(
    methodology: Methodology, table: ObservationTable, leaves: Leaves, what: tuple[str, str, float]
) -> Leaves:
    """Return the leaves with `(unit, indicator, value)` seen and verified, in every service of the body.

    Raise ValueError for an unknown body, KeyError for an unknown indicator, OutsideScale for a value
    that its scale does not have.
    """
    unit, code, value = what
    position = table.units.index(unit)
    indicator = methodology.indicator(code)
    points = value if isinstance(indicator.scale, Relative) else points_of(value, indicator.scale)
    column = [part.code for part in (*methodology.indicators, *methodology.bonuses)].index(code)
    asked = np.array([NO_SERVICE])
    if indicator.unit is Unit.SERVICE:
        asked = np.flatnonzero(table.owner == position)
    if not len(asked):
        raise NothingToChange
    others = ~((leaves.unit == position) & (leaves.indicator == column))
    number = len(asked)
    return Leaves(
        unit=np.append(leaves.unit[others], np.full(number, position)),
        service=np.append(leaves.service[others], asked),
        indicator=np.append(leaves.indicator[others], np.full(number, column)),
        points=np.append(leaves.points[others], np.full(number, points)),
        number=np.append(leaves.number[others], np.full(number, value)),
        coverage=np.append(leaves.coverage[others], np.ones(number)),
        applicable=np.append(leaves.applicable[others], np.ones(number, dtype=np.bool_)),
        source=np.append(leaves.source[others], np.full(number, NO_SOURCE)),
    )
