"""How firmly places and classes are held: the round drawn again many times, everything at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.classes import classes_of
from sanjeh.core.scoring.rank import rank_numbers
from sanjeh.core.uncertainty.model import Model
from sanjeh.core.uncertainty.rank_groups import probability_above_next, rank_groups
from sanjeh.core.uncertainty.replicates import NOMINAL, Draw, Factor

REPLICATES = 1000
LOW, MEDIAN, HIGH = 0.05, 0.5, 0.95
FIRM = 0.80

Progress = Callable[[int, int], None]
Places = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class RankStatistics:
    """What the draws say of one body.

    `low` to `high` hold 90 % of its places. `grade_odds` has every class that occurred, likeliest
    first. `borderline` is the class it could as well have, "" when its own holds in 80 % of the
    draws. `probability_above_next` is the share of draws in which it stood above the next body, None for the
    last. Bodies of one `group` cannot be told apart.
    """

    unit: str
    place: int
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


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Places as bodies x replicates, and how often each body was in each class."""

    places: Places
    grades: Array


def robustness(
    model: Model,
    *,
    replicates: int = REPLICATES,
    factors: Sequence[Factor] | None = None,
    progress: Progress | None = None,
) -> Robustness:
    """Draw the round again; without `factors`, all that make any difference in it.

    `progress` is told the number of draws done and of all.
    """
    used = tuple(factor for factor in model.factors if factors is None or factor in factors)
    if not model.sample.units:
        return Robustness(model.seed, replicates, used, ())
    drawn = _drawn(model, used, replicates, progress)
    return Robustness(model.seed, replicates, used, _standings(model, drawn))


def _drawn(model: Model, factors: tuple[Factor, ...], replicates: int, progress: Progress | None) -> _Drawn:
    bodies, classes = len(model.sample.units), len(model.sample.methodology.classes)
    places = np.empty((replicates, bodies), dtype=np.int32)
    grades = np.zeros((bodies, classes))
    for replicate in range(replicates):
        held, classed = outcome(model, dict.fromkeys(factors, replicate))
        places[replicate] = held
        grades[np.arange(bodies), classed] += 1
        if progress:
            progress(replicate + 1, replicates)
    return _Drawn(places.T, grades / replicates)


def outcome(model: Model, draw: Draw) -> tuple[Places, NDArray[np.int64]]:
    """Return the place of every body under one draw, and the position of its class."""
    points = model.points(draw)
    totals = model.totals(draw, points)
    classes, _ = classes_of(model.sample.methodology, totals, points)
    return places_of(totals), classes


def places_of(totals: Array) -> Places:
    """Return the place of every body by its total."""
    return rank_numbers(totals[:, None])[:, 0].astype(np.int32)


def _standings(model: Model, drawn: _Drawn) -> tuple[RankStatistics, ...]:
    held, classed = outcome(model, NOMINAL)
    order = np.lexsort((np.array(model.sample.units), held))
    low, median, high = _bounds(drawn.places)
    above, groups = probability_above_next(drawn.places, order), rank_groups(drawn.places, order)
    codes = [grade.code for grade in model.sample.methodology.classes]
    return tuple(
        RankStatistics(
            unit=model.sample.units[body],
            place=int(held[body]),
            low=int(low[body]),
            median=int(median[body]),
            high=int(high[body]),
            grade=codes[classed[body]],
            grade_odds=_odds(drawn.grades[body], codes),
            borderline=_borderline(drawn.grades[body], int(classed[body]), codes),
            above_next=above[position],
            group=groups[position],
        )
        for position, body in enumerate(order)
    )


def _bounds(places: Places) -> tuple[Places, ...]:
    """Return the bounds of every body; all three are places that it really held."""
    replicates = places.shape[1]
    at = [max(0, int(np.ceil(share * replicates)) - 1) for share in (LOW, MEDIAN, HIGH)]
    ordered = np.sort(places, axis=1)
    return tuple(ordered[:, position] for position in at)


def _odds(shares: Array, codes: Sequence[str]) -> tuple[tuple[str, float], ...]:
    likeliest = sorted(range(len(codes)), key=lambda position: (-shares[position], position))
    return tuple((codes[position], float(shares[position])) for position in likeliest if shares[position])


def _borderline(shares: Array, own: int, codes: Sequence[str]) -> str:
    if shares[own] >= FIRM:
        return ""
    others = [position for position in range(len(codes)) if position != own]
    return codes[max(others, key=lambda position: float(shares[position]))]
