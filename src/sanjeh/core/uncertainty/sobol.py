"""Which choice moves the ranking most: variance-based sensitivity by Saltelli's design.

For d factors and N rows, N(d + 2) runs: two independent rows A and B, and for each factor the row A
with that factor taken from B. First order by Saltelli (2010), total order by Jansen (1999).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.rank import Ranks
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.monte_carlo import Progress, ranks_of
from sanjeh.core.uncertainty.replicates import NOMINAL, OF_ANSWERS, Draw, Factor

ROWS = 512
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Runs:
    """What came out of the design: A and B have N rows, `mixed` is d x N."""

    first: Array
    second: Array
    mixed: Array

    def only(self, rows: NDArray[np.int64]) -> "Runs":
        """Return these rows of the design."""
        return Runs(self.first[rows], self.second[rows], self.mixed[:, rows])


@dataclass(frozen=True, slots=True)
class Influence:
    """The share of the variance that a factor explains alone, and together with all others.

    The bounds hold 90 % of what the rows of the design give when they are drawn again.
    """

    factor: Factor
    alone: float
    alone_low: float
    alone_high: float
    total: float
    total_low: float
    total_high: float


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The influence of every factor on the mean shift of ranks; `shift` is that mean."""

    seed: int
    rows: int
    shift: float
    influences: tuple[Influence, ...]


def sensitivity(model: Model, *, rows: int = ROWS, progress: Progress | None = None) -> Sensitivity:
    """Return the influence of every factor that makes a difference in this round."""
    runs = _runs(model, rows, progress)
    alone, total = indices(runs)
    shift = float(np.concatenate((runs.first, runs.second)).mean())
    bounds = _bounds(runs, model.seed)
    influences = tuple(
        Influence(factor, float(alone[d]), *bounds[0][d], float(total[d]), *bounds[1][d])
        for d, factor in enumerate(model.factors)
    )
    return Sensitivity(model.seed, rows, shift, influences)


def indices(runs: Runs) -> tuple[Array, Array]:
    """Return the first and the total order of each factor; zero when nothing varies at all."""
    both = np.concatenate((runs.first, runs.second))
    variance = both.var()
    if variance == 0:
        nothing = np.zeros(len(runs.mixed))
        return nothing, nothing
    changed = runs.mixed - runs.first
    # Taking the mean away first leaves the expectation as it is and makes its estimate steadier.
    alone = (changed * (runs.second - both.mean())).mean(axis=1) / variance
    total = (changed**2).mean(axis=1) / 2 / variance
    return alone, total


def _runs(model: Model, rows: int, progress: Progress | None) -> Runs:
    digits = model.sample.methodology.digits
    nominal = ranks_of(model.totals(NOMINAL, model.nominal_points), digits)
    shifts = np.empty((len(model.factors) + 2, rows))
    for row in range(rows):
        shifts[:, row] = _shifts(model, _design(model.factors, row, rows), nominal)
        if progress:
            progress((row + 1) * len(shifts), shifts.size)
    return Runs(shifts[0], shifts[1], shifts[2:])


def _design(factors: Sequence[Factor], row: int, rows: int) -> list[Draw]:
    """Return the draws of one row: A, B, and A with each factor of B."""
    first, second = dict.fromkeys(factors, row), dict.fromkeys(factors, rows + row)
    return [first, second, *(first | {factor: second[factor]} for factor in factors)]


def _shifts(model: Model, draws: Sequence[Draw], nominal: Ranks) -> list[float]:
    """Return the mean shift of the ranks under each draw; the same answers are drawn only once."""
    digits = model.sample.methodology.digits
    drawn: dict[tuple[int | None, ...], Array] = {}
    shifts = []
    for draw in draws:
        key = tuple(draw.get(factor) for factor in OF_ANSWERS)
        if key not in drawn:
            drawn[key] = model.points(draw)
        shifts.append(float(np.abs(ranks_of(model.totals(draw, drawn[key]), digits) - nominal).mean()))
    return shifts


def _bounds(runs: Runs, seed: int) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """Return the 90 % bounds of the first and of the total order of each factor."""
    thrown = np.random.Generator(np.random.PCG64(seed))
    rows = len(runs.first)
    drawn = [indices(runs.only(thrown.integers(rows, size=rows))) for _ in range(RESAMPLES)]
    bounds = np.quantile(np.array(drawn), (0.05, 0.95), axis=0)
    alone, total = ([(float(low), float(high)) for low, high in side.T] for side in bounds.swapaxes(0, 1))
    return alone, total
