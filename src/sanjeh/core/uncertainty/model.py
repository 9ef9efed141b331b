"""The round as a function of a draw: what all bodies would score if the dice had fallen so."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from sanjeh.core.methodology.parts import Reducer, Unit
from sanjeh.core.scoring.aggregate import ARITHMETIC, GEOMETRIC, Array, divided
from sanjeh.core.scoring.index_tree import Branch, Weights, branch_points
from sanjeh.core.scoring.methodology_tree import parts_of, tree_of
from sanjeh.core.uncertainty.answers import Answers, Rows, StraightColumns, answers_of, straight_columns
from sanjeh.core.uncertainty.goalposts import ENDS_MOVE
from sanjeh.core.uncertainty.replicates import NOMINAL, Draw, Factor, random_generator
from sanjeh.core.uncertainty.sample import Repeats, Sample

WEIGHTS_MOVE = 0.25
# How the axes could have been joined: fully compensating, hardly, and half way between.
POWERS = (ARITHMETIC, GEOMETRIC, 0.5)


@dataclass(frozen=True)
class Model:
    """A sample, what is known of its repeats, and the seed of all its dice."""

    sample: Sample
    seed: int
    repeats: Repeats = field(default_factory=Repeats)

    @property
    def factors(self) -> tuple[Factor, ...]:
        """The factors that can make any difference here, in their order."""
        present = {
            Factor.WEIGHTS: True,
            Factor.TOTAL: len(self.sample.methodology.axes) > 1,
            Factor.ENDS: any(answers.ruler for answers in self.answers),
            Factor.LEFT_OUT: len(self.answers) > 1,
            Factor.SERVICES: self.sample.owner.size > np.unique(self.sample.owner).size,
            Factor.RESPONDENTS: any(answers.ratings for answers in self.answers),
            Factor.ASSESSORS: any(answers.confusion for answers in self.answers),
        }
        return tuple(factor for factor in Factor if present[factor])

    @cached_property
    def answers(self) -> tuple[Answers, ...]:
        return tuple(answers_of(self.sample, column, self.repeats) for column in self.sample.columns)

    @cached_property
    def nominal_points(self) -> Array:
        """Bodies x indicators as they were scored."""
        points = np.empty((len(self.sample.units), len(self.answers)), order="F")
        self._fill(points, NOMINAL, self._ends(NOMINAL), range(len(self.answers)))
        return points

    def points(self, draw: Draw, used: Array | None = None) -> Array:
        """Return bodies x indicators under a draw; NaN where a body has no number.

        Points `used` for an earlier draw of the same factors are overwritten.
        """
        points = self.nominal_points.copy(order="F") if used is None else used
        ends = self._ends(draw)
        for few in self._straight if Factor.ENDS in draw else ():
            few.fill(points, ends)
        if varied := [at for at in self._others if _is_varied(self.answers[at], draw)]:
            self._fill(points, draw, ends, varied)
        return points

    @cached_property
    def _straight(self) -> tuple[StraightColumns, ...]:
        return tuple(straight_columns(self.answers))

    @cached_property
    def _others(self) -> tuple[int, ...]:
        return tuple(at for at, answers in enumerate(self.answers) if not answers.is_straight)

    def totals(self, draw: Draw, points: Array) -> Array:
        """Return the total of every body of these points under the weights and the mean of a draw."""
        tree = self._trees[0]
        if Factor.TOTAL in draw:
            drawn = random_generator(self.seed, Factor.TOTAL, draw[Factor.TOTAL]).integers(len(POWERS))
            tree = self._trees[1 + int(drawn)]
        return branch_points(tree, points, self._weights(draw))[:, 0]

    @cached_property
    def _trees(self) -> tuple[Branch, ...]:
        own = self.sample.methodology
        return (tree_of(own), *(tree_of(own, power) for power in POWERS))

    @cached_property
    def _stated(self) -> tuple[tuple[str, ...], Array]:
        """Return the codes of all parts that have a weight, and their weights."""
        parts = tuple(parts_of(self.sample.methodology.axes))
        return tuple(part.code for part in parts), np.array([float(part.weight) for part in parts])

    def _weights(self, draw: Draw) -> Weights:
        codes, values = self._stated
        if Factor.WEIGHTS in draw:
            drawn = random_generator(self.seed, Factor.WEIGHTS, draw[Factor.WEIGHTS])
            values = values * (1 + drawn.uniform(-WEIGHTS_MOVE, WEIGHTS_MOVE, values.size))
        weights = dict(zip(codes, values[:, None], strict=True))
        if Factor.LEFT_OUT in draw:
            weights |= {code: np.zeros(1) for code in self._left_out(draw[Factor.LEFT_OUT])}
        return weights

    def _left_out(self, throw: int) -> tuple[str, ...]:
        """Return one indicator, or none: the whole method is one of the choices too."""
        columns = self.sample.columns
        drawn = int(random_generator(self.seed, Factor.LEFT_OUT, throw).integers(len(columns) + 1))
        return (columns[drawn].indicator.code,) if drawn < len(columns) else ()

    def _fill(self, points: Array, draw: Draw, ends: Array, positions: Iterable[int]) -> None:
        times = self._times_drawn(draw)
        people = (self._people(draw, Factor.RESPONDENTS), self._people(draw, Factor.ASSESSORS))
        for position in positions:
            answers = self.answers[position]
            moved = (float(ends[position, 0]), float(ends[position, 1]))
            if answers.column.indicator.unit is Unit.SERVICE:
                rows = answers.points(moved, people)
                points[:, position] = self._over_services(answers, rows, times)
            else:
                answers.points(moved, people, points[:, position])

    def _people(self, draw: Draw, factor: Factor) -> np.random.Generator | None:
        return random_generator(self.seed, factor, draw[factor]) if factor in draw else None

    def _ends(self, draw: Draw) -> Array:
        """Return by which share of its length each column's two ends are moved."""
        if Factor.ENDS not in draw:
            return np.zeros((len(self.answers), 2))
        drawn = random_generator(self.seed, Factor.ENDS, draw[Factor.ENDS])
        return drawn.uniform(-ENDS_MOVE, ENDS_MOVE, (len(self.answers), 2))

    def _times_drawn(self, draw: Draw) -> Array:
        """Return how often each service was drawn, when every body draws its own services again."""
        if Factor.SERVICES not in draw:
            return np.ones(self.sample.owner.size)
        drawn = random_generator(self.seed, Factor.SERVICES, draw[Factor.SERVICES]).random(
            self.sample.owner.size
        )
        first, size = self._spans
        return np.bincount(first + (drawn * size).astype(np.intp), minlength=drawn.size).astype(np.float64)

    @cached_property
    def _owners(self) -> tuple[Rows, Rows]:
        """Return the bodies that have services, and the first row of each."""
        owners, starts = np.unique(self.sample.owner, return_index=True)
        return owners, starts

    @cached_property
    def _spans(self) -> tuple[Rows, Rows]:
        """Return for each service row the first row of its body, and how many rows the body has."""
        _, starts, place, sizes = np.unique(
            self.sample.owner, return_index=True, return_inverse=True, return_counts=True
        )
        return starts[place], sizes[place]

    def _over_services(self, answers: Answers, rows: Array, times: Array) -> Array:
        result = np.full(len(self.sample.units), np.nan)
        if rows.size:
            owners, starts = self._owners
            reducer = answers.column.indicator.over_services
            weights = times * self.sample.service_weights if reducer is Reducer.WEIGHTED else times
            drawn = weights.copy()
            drawn[answers.gaps] = rows[answers.gaps] = 0.0
            result[owners] = _reduced(rows, drawn, starts, reducer)
        return result


def _is_varied(answers: Answers, draw: Draw) -> bool:
    return (
        (Factor.ENDS in draw and answers.ruler is not None)
        or (Factor.RESPONDENTS in draw and answers.ratings is not None)
        or (Factor.ASSESSORS in draw and answers.confusion is not None)
        or (Factor.SERVICES in draw and answers.column.indicator.unit is Unit.SERVICE)
    )


def _reduced(rows: Array, drawn: Array, starts: Rows, reducer: Reducer) -> Array:
    """Return one number per body over its rows that were drawn; NaN where none was. No row is NaN."""
    present = np.add.reduceat(drawn, starts)
    if reducer in {Reducer.BEST, Reducer.WORST}:
        sign = 1.0 if reducer is Reducer.BEST else -1.0
        extreme = sign * np.maximum.reduceat(np.where(drawn > 0, sign * rows, -np.inf), starts)
        return np.where(present > 0, extreme, np.nan)
    return divided(np.add.reduceat(rows * drawn, starts), present)
