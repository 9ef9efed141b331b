"""How firmly ranks and classes are held: the round drawn again many times, everything at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.parts import Digits
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.classes import class_rules
from sanjeh.core.scoring.rank import Ranks, decided_steps, quantiles, rank_numbers
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.rank_confidence import confident_groups, confident_ranks
from sanjeh.core.uncertainty.rank_groups import probability_above_next, rank_groups
from sanjeh.core.uncertainty.replicates import NOMINAL, Draw, Factor
from sanjeh.core.uncertainty.service_scatter import hidden_variance

REPLICATES = 1000
LOW, MEDIAN, HIGH = 0.05, 0.5, 0.95
FIRM = 0.80

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class RankStatistics:
    """What the draws say of one body.

    `low` to `high` hold 90 % of its ranks, or its true one in 90 % of all rounds, as the method says.
    `grade_odds` has every class that occurred, likeliest first. `borderline` is the class it could as well
    have, "" when its own holds in 80 % of the draws. `above_next` is the share of draws in which it stood
    above the next body, None for the last. Bodies of one `group` cannot be told apart.
    """

    unit: str
    rank: int
    low: int
    median: int
    high: int
    grade: str
    grade_odds: tuple[tuple[str, float], ...]
    borderline: str
    above_next: float | None
    group: int


@dataclass(frozen=True, slots=True)
class Robustness:
    """The standings, best first, and of which factors and how many draws they speak."""

    seed: int
    replicates: int
    factors: tuple[Factor, ...]
    standings: tuple[RankStatistics, ...]


@dataclass(frozen=True)
class Draws:
    """The round drawn again: totals as draws x bodies, and of each body the share of draws in each class."""

    model: Model
    factors: tuple[Factor, ...]
    totals: Array
    grades: Array

    @cached_property
    def ranks(self) -> Ranks:
        """Bodies x draws."""
        return rank_numbers(self.totals.T, self.model.sample.methodology.digits)

    @cached_property
    def ranges(self) -> Ranks:
        """Bodies x (low, median, high)."""
        return self.ranges_of(np.arange(len(self.model.sample.units)), self.ranks)

    @cached_property
    def hidden(self) -> Array:
        """The variance of each total that these draws do not show."""
        if Factor.SERVICES in self.factors:
            return hidden_variance(self.model)
        return np.zeros(len(self.model.sample.units))

    def ranges_of(self, bodies: NDArray[np.intp], ranks: Ranks) -> Ranks:
        """Return (low, median, high) of bodies whose drawn ranks among one another are these."""
        ranges = quantiles(ranks, (LOW, MEDIAN, HIGH))
        if self.model.sample.methodology.has_confident_places:
            ends = confident_ranks(self._decided[bodies], self.totals[:, bodies], self.hidden[bodies])
            # The median draw may lie beyond, where other means join the axes.
            ranges[:, 0] = np.minimum(ends[:, 0], ranges[:, 1])
            ranges[:, 2] = np.maximum(ends[:, 1], ranges[:, 1])
        return ranges

    def groups_of(self, order: NDArray[np.intp]) -> tuple[int, ...]:
        """Return the group of each body in the order of the ranking, by what decides their intervals."""
        if not self.model.sample.methodology.has_confident_places:
            return rank_groups(np.ascontiguousarray(self.ranks[order]))
        groups: list[int] = confident_groups(self._decided, self.totals, self.hidden)[order].tolist()
        return tuple(groups)

    @cached_property
    def _decided(self) -> Array:
        """The totals on which places are decided."""
        digits = self.model.sample.methodology.digits
        totals = self.model.totals(NOMINAL, self.model.nominal_points)
        decided: Array = decided_steps(totals, digits.of_ranks, digits) / 10**digits.of_ranks
        return decided


def robustness(
    model: Model,
    *,
    replicates: int = REPLICATES,
    factors: Sequence[Factor] | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Draw the round again; without `factors`, all that the method names and that make any difference in it.

    A method that names none leaves none out. `progress` gets the number of draws done and of all.
    """
    draws = drawn(model, replicates=replicates, factors=factors, progress=progress)
    return Robustness(model.seed, replicates, draws.factors, standings(draws))


def drawn(
    model: Model,
    *,
    replicates: int = REPLICATES,
    factors: Sequence[Factor] | None = None,
    progress: Progress | None = None,
) -> Draws:
    """Return the draws behind `robustness`."""
    wanted = factors if factors is not None else _declared(model)
    used = tuple(factor for factor in model.factors if factor in wanted)
    bodies, classes = len(model.sample.units), len(model.sample.methodology.classes)
    totals, classed = np.empty((replicates, bodies)), np.empty((replicates, bodies), dtype=np.int8)
    rules, points = class_rules(model.sample.methodology), None
    for replicate in range(replicates if bodies else 0):
        draw = dict.fromkeys(used, replicate)
        points = model.points(draw, points)
        totals[replicate] = model.totals(draw, points)
        classed[replicate], _ = rules.classes(totals[replicate], points)
        if progress:
            progress(replicate + 1, replicates)
    shares = [(classed == position).sum(axis=0) / max(1, replicates) for position in range(classes)]
    return Draws(model, used, totals, np.array(shares).T)


def _declared(model: Model) -> tuple[Factor, ...]:
    declared = model.sample.methodology.uncertainty
    return tuple(map(Factor, declared.varies)) if declared else tuple(Factor)


def ranges_among(draws: Draws, bodies: NDArray[np.intp]) -> Ranks:
    """Return (low, median, high) of the ranks of these bodies among one another."""
    if len(bodies) == len(draws.ranges):
        return draws.ranges[bodies]
    digits = draws.model.sample.methodology.digits
    return draws.ranges_of(bodies, rank_numbers(draws.totals[:, bodies].T, digits))


def outcome(model: Model, draw: Draw) -> tuple[Ranks, NDArray[np.int64]]:
    """Return the rank of every body under one draw, and the position of its class."""
    points = model.points(draw)
    totals = model.totals(draw, points)
    classes, _ = class_rules(model.sample.methodology).classes(totals, points)
    return ranks_of(totals, model.sample.methodology.digits), classes


def ranks_of(totals: Array, digits: Digits) -> Ranks:
    """Return the rank of every body by its total."""
    return rank_numbers(totals[:, None], digits)[:, 0].astype(np.int32)


def standings(draws: Draws) -> tuple[RankStatistics, ...]:
    """Return what the draws say of each body, best first."""
    if not draws.model.sample.units:
        return ()
    nominal, classed = outcome(draws.model, NOMINAL)
    order = np.lexsort((np.array(draws.model.sample.units), nominal))
    # Side by side in the order of the ranking: a body is compared with those near it.
    ranks = np.ascontiguousarray(draws.ranks[order])
    bounds = draws.ranges[order].tolist()
    above, groups = probability_above_next(ranks), draws.groups_of(order)
    shares, classes = draws.grades.tolist(), classed.tolist()
    codes = [grade.code for grade in draws.model.sample.methodology.classes]
    return tuple(
        RankStatistics(
            unit=draws.model.sample.units[body],
            rank=int(nominal[body]),
            low=bounds[position][0],
            median=bounds[position][1],
            high=bounds[position][2],
            grade=codes[classes[body]],
            grade_odds=_odds(shares[body], codes),
            borderline=_borderline(shares[body], classes[body], codes),
            above_next=above[position],
            group=groups[position],
        )
        for position, body in enumerate(order)
    )


def _odds(shares: Sequence[float], codes: Sequence[str]) -> tuple[tuple[str, float], ...]:
    likeliest = sorted(range(len(codes)), key=lambda position: (-shares[position], position))
    return tuple((codes[position], shares[position]) for position in likeliest if shares[position])


def _borderline(shares: Sequence[float], own: int, codes: Sequence[str]) -> str:
    if shares[own] >= FIRM:
        return ""
    others = [position for position in range(len(codes)) if position != own]
    return codes[max(others, key=lambda position: shares[position])]
