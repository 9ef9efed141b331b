"""From resolved questions to the points of each body in each indicator."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator, Reducer, Unit
from sanjeh.core.methodology.scales import Relative
from sanjeh.core.observations.table import NO_SERVICE, Positions
from sanjeh.core.scoring.aggregate import Array, divided, group_sums
from sanjeh.core.scoring.leaf_resolution import Leaves
from sanjeh.core.scoring.relative import NothingToCompare, relative_points

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class IndicatorScores:
    """Bodies x (indicators, then bonuses): points (NaN: none), share that was seen, whether it is asked."""

    points: Array
    coverage: Array
    applicable: Mask


@dataclass(frozen=True, slots=True)
class Services:
    """The frozen lists of all bodies: the body of each service, and what the service weighs."""

    bodies: int
    owner: Positions
    weights: Array


def indicator_scores(methodology: Methodology, leaves: Leaves, services: Services) -> IndicatorScores:
    """Return the scores; an indicator of services is reduced over all services of the body.

    Raise NothingToCompare with the code of a relative indicator in which no body differs.
    """
    parts = (*methodology.indicators, *methodology.bonuses)
    scores = _of_bodies(parts, leaves, services.bodies)
    is_service = np.array([part.unit is Unit.SERVICE for part in parts])
    below = _of_services(parts, leaves, services) if is_service.any() else scores
    points = np.where(is_service, below.points, scores.points)
    for column, part in enumerate(parts):
        if isinstance(part.scale, Relative):
            points[:, column] = _compared(part.code, points[:, column], part.scale)
    return IndicatorScores(
        points=points,
        coverage=np.where(is_service, below.coverage, scores.coverage),
        applicable=np.where(is_service, below.applicable, scores.applicable),
    )


def _compared(code: str, numbers: Array, scale: Relative) -> Array:
    try:
        return relative_points(numbers, scale)
    except NothingToCompare:
        raise NothingToCompare(code) from None


def _of_bodies(parts: tuple[Indicator, ...], leaves: Leaves, bodies: int) -> IndicatorScores:
    shape = (bodies, len(parts))
    of_body = leaves.service == NO_SERVICE
    own = slice(None) if of_body.all() else np.flatnonzero(of_body)
    cells = leaves.unit[own] * len(parts) + leaves.indicator[own]
    if isinstance(own, slice) and np.array_equal(cells, np.arange(bodies * len(parts))):
        # Every question has its leaf, in the order of the matrix.
        return IndicatorScores(
            points=leaves.points.reshape(shape),
            coverage=leaves.coverage.reshape(shape),
            applicable=leaves.applicable.reshape(shape),
        )
    # Silence costs points only where the method says so.
    costs = np.array([part.missing == "zero" for part in parts])
    points = np.broadcast_to(np.where(costs, 0.0, np.nan), shape).copy()
    coverage = np.broadcast_to(np.where(costs, 1.0, 0.0), shape).copy()
    applicable = np.ones(shape, dtype=np.bool_)
    points.ravel()[cells], coverage.ravel()[cells] = leaves.points[own], leaves.coverage[own]
    applicable.ravel()[cells] = leaves.applicable[own]
    return IndicatorScores(points, coverage, applicable)


def _of_services(parts: tuple[Indicator, ...], leaves: Leaves, services: Services) -> IndicatorScores:
    rows = np.flatnonzero(leaves.service != NO_SERVICE)
    grid = _Grid((services.bodies, len(parts)), leaves.unit[rows] * len(parts) + leaves.indicator[rows])
    weights, asked = services.weights[leaves.service[rows]], leaves.applicable[rows]
    costs = np.array([part.missing == "zero" for part in parts])
    count, whole = _lists(services)
    unseen, silence = count - grid.summed(np.ones(len(rows))), whole - grid.summed(weights)
    asked_weight = whole - grid.summed(weights * ~asked)
    seen = grid.summed(weights * asked * leaves.coverage[rows]) + costs * silence
    applicable = count - grid.summed(~asked) > 0
    return IndicatorScores(
        points=_reduced(parts, grid, (leaves.points[rows], weights), (costs * unseen, costs * silence)),
        coverage=np.where(applicable, np.nan_to_num(divided(seen, asked_weight)), 0.0),
        applicable=applicable,
    )


def reduced_over_services(indicator: Indicator, points: Array, services: Services) -> Array:
    """Return one number for each body of the points of all services; NaN where none has any."""
    grid, nobody = _Grid((services.bodies, 1), services.owner), np.zeros((services.bodies, 1))
    return _reduced((indicator,), grid, (points, services.weights), (nobody, nobody))[:, 0]


@dataclass(frozen=True, slots=True)
class _Grid:
    """Where each leaf belongs among bodies x indicators."""

    shape: tuple[int, int]
    cells: Positions

    def summed(self, numbers: NDArray[Any]) -> Array:
        return group_sums(self.cells, numbers, self.shape[0] * self.shape[1]).reshape(self.shape)

    def greatest(self, numbers: Array) -> Array:
        flat = np.full(self.shape[0] * self.shape[1], -np.inf)
        np.maximum.at(flat, self.cells, numbers)
        return flat.reshape(self.shape)


def _lists(services: Services) -> tuple[Array, Array]:
    """Return for each body how many services it has and what they weigh, as columns."""
    count = group_sums(services.owner, np.ones(len(services.owner)), services.bodies)
    whole = group_sums(services.owner, services.weights, services.bodies)
    return count[:, None], whole[:, None]


def _reduced(
    parts: tuple[Indicator, ...], grid: _Grid, answered: tuple[Array, Array], silent: tuple[Array, Array]
) -> Array:
    """Return one number over the services of each body; the silent ones have 0 points."""
    points, weights = answered
    has = ~np.isnan(points)
    own = np.where(has, points, 0.0)
    number = grid.summed(has) + silent[0]
    is_silent = silent[0] > 0
    by_reducer = {
        Reducer.MEAN: divided(grid.summed(own), number),
        Reducer.WEIGHTED: divided(grid.summed(own * weights), grid.summed(has * weights) + silent[1]),
        Reducer.BEST: np.maximum(
            grid.greatest(np.where(has, points, -np.inf)), np.where(is_silent, 0.0, -np.inf)
        ),
        Reducer.WORST: np.minimum(
            -grid.greatest(np.where(has, -points, -np.inf)), np.where(is_silent, 0.0, np.inf)
        ),
    }
    result = np.full(grid.shape, np.nan)
    for column, part in enumerate(parts):
        result[:, column] = by_reducer[part.over_services][:, column]
    return np.where(number > 0, result, np.nan)
