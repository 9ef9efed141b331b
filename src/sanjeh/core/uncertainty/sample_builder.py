"""The sample of a whole table, without a scorecard for each body."""

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.parts import Indicator, Unit
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.scoring.engine import Scored
from sanjeh.core.scoring.leaf_resolution import Leaves
from sanjeh.core.uncertainty.sample import NOBODY, Column, Sample

Rows = NDArray[np.int64]


def sample_of_scored(scored: Scored) -> Sample:
    """Return the ranked bodies of a scored table."""
    services, bodies = scored.table.services, np.flatnonzero(scored.ranked)
    row_of_body = np.full(len(scored.units), NOBODY, dtype=np.int64)
    row_of_body[bodies] = np.arange(len(bodies))
    kept = np.flatnonzero(scored.ranked[scored.services.owner])
    row_of_service = np.full(len(services), NOBODY, dtype=np.int64)
    row_of_service[kept] = np.arange(len(kept))
    columns = []
    for place, indicator in enumerate(scored.methodology.indicators):
        is_service = indicator.unit is Unit.SERVICE
        own = np.flatnonzero(scored.leaves.indicator == place)
        rows = (
            row_of_service[scored.leaves.service[own]] if is_service else row_of_body[scored.leaves.unit[own]]
        )
        size = len(kept) if is_service else len(bodies)
        column = _column(indicator, scored.leaves, (own[rows >= 0], rows[rows >= 0]), size)
        if isinstance(indicator.scale, Relative):
            column = _compared(column, scored.indicator_scores.points[bodies, place])
        columns.append(column)
    return Sample(
        methodology=scored.methodology,
        units=tuple(scored.units[body] for body in bodies),
        columns=tuple(columns),
        services=tuple(services[row] for row in kept),
        owner=row_of_body[scored.services.owner[kept]],
        service_weights=scored.services.weights[kept],
    )


def _column(indicator: Indicator, leaves: Leaves, where: tuple[Rows, Rows], size: int) -> Column:
    entries, rows = where
    # A question that nobody answered earns nothing where the method says that silence costs.
    points = np.full(size, 0.0 if indicator.missing == "zero" else np.nan)
    numbers = np.full(size, np.nan)
    sources = np.full(size, NOBODY, dtype=np.int8)
    points[rows], numbers[rows] = leaves.points[entries], leaves.number[entries]
    sources[rows] = leaves.source[entries]
    return Column(indicator, points, numbers, sources)


def _compared(column: Column, points: NDArray[np.float64]) -> Column:
    """Return the column with the points won against the other bodies, which no draw can move."""
    return Column(column.indicator, points, np.full(len(points), np.nan), column.sources)
