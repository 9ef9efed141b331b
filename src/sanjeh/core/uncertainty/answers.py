"""One column of answers, ready to be drawn again and again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.parts import Unit
from sanjeh.core.methodology.scales import Rubric
from sanjeh.core.methodology.sources import Source
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.uncertainty.goalposts import AS_THEY_ARE, Ends, Ruler, places_of, ruler_of, straight_points
from sanjeh.core.uncertainty.sample import Column, Repeats, Sample

Rows = NDArray[np.intp]
# So many columns of a few thousand bodies stay in the processor's cache while their points are made.
COLUMNS_AT_ONCE = 8
# Of natural ends the first can only rise and the second only fall.
INWARDS = np.array([1.0, -1.0])
# The dice of respondents and of assessors; None leaves people as they answered.
People = tuple[np.random.Generator | None, np.random.Generator | None]


@dataclass(frozen=True, slots=True)
class Ratings:
    """The single ratings behind some rows of a column, one after another.

    Of `each` rating, `first` and `among` say where the ratings of its row begin and how many they are.
    """

    rows: Rows
    starts: Rows
    sizes: Rows
    each: Array
    means: Array
    first: Rows
    among: Rows


@dataclass(frozen=True, slots=True)
class Confusion:
    """Rows that one assessor decided: the level each has, and the odds of every other level."""

    rows: Rows
    levels: Rows
    rising_odds: Array
    points: Array


@dataclass(frozen=True, slots=True)
class Answers:
    """A column with its places on the scale.

    `still` are the rows whose points stand on no place, so that moving the ends does not move them; `kept`
    these points.
    """

    column: Column
    ruler: Ruler | None
    places: Array
    still: Rows
    kept: Array
    gaps: Rows
    declared: Rows
    at_most: float
    ratings: Ratings | None
    confusion: Confusion | None

    @property
    def is_straight(self) -> bool:
        """Whether nothing but the ends of a straight scale moves what bodies have here."""
        moved_else = self.ratings or self.confusion or self.still.size or self.declared.size
        of_services = self.column.indicator.unit is Unit.SERVICE
        return self.ruler is not None and not (self.ruler.knots or moved_else or of_services)

    def points(self, ends: Ends, people: People, into: Array | None = None) -> Array:
        """Return the points of every row under one throw, written `into` an array where one is given."""
        respondents, assessors = people
        points = np.empty(len(self.column.points)) if into is None else into
        self._on_the_scale(ends, respondents, points)
        if self.confusion and assessors:
            points[self.confusion.rows] = _confused(self.confusion, assessors)
        if self.declared.size:
            points[self.declared] = np.minimum(points[self.declared], self.at_most)
        return points

    def _on_the_scale(self, ends: Ends, respondents: np.random.Generator | None, points: Array) -> None:
        if self.ruler is None or (ends == AS_THEY_ARE and not (self.ratings and respondents)):
            points[:] = self.column.points
            return
        self.ruler.points(self.places, ends, points)
        if self.still.size:
            points[self.still] = self.kept
        if self.ratings and respondents:
            rows = self.ratings.rows
            numbers = self.column.numbers[rows] + _shifts(self.ratings, respondents)
            points[rows] = self.ruler.points(self.ruler.places(numbers), ends)


@dataclass(frozen=True, slots=True)
class StraightColumns:
    """Columns side by side that nothing but the ends of their scales moves; `places` is columns x bodies."""

    columns: slice
    places: Array
    natural: NDArray[np.bool_]

    def fill(self, points: Array, ends: Array) -> None:
        """Write the points of these columns into bodies x indicators, of which `ends` has one row each."""
        moved = np.where(self.natural, np.abs(ends[self.columns]) * INWARDS, ends[self.columns])
        straight_points(self.places, moved[:, :1], moved[:, 1:], points.T[self.columns])


def straight_columns(listed: Sequence[Answers]) -> Iterator[StraightColumns]:
    """Yield the columns that can be moved together, few enough at a time for the processor's cache."""
    for is_straight, run in groupby(enumerate(listed), lambda one: one[1].is_straight):
        own = list(run) if is_straight else []
        for start in range(0, len(own), COLUMNS_AT_ONCE):
            few = own[start : start + COLUMNS_AT_ONCE]
            yield StraightColumns(
                slice(few[0][0], few[-1][0] + 1),
                np.stack([one.places for _, one in few]),
                np.array([[one.ruler is not None and one.ruler.natural] for _, one in few]),
            )


def answers_of(sample: Sample, column: Column, repeats: Repeats) -> Answers:
    """Prepare one column for drawing."""
    ruler = ruler_of(column.indicator.scale)
    places = places_of(column, ruler) if ruler else column.points
    still = np.flatnonzero(np.isnan(places) & ~np.isnan(column.points))
    return Answers(
        column=column,
        ruler=ruler,
        places=places,
        still=still,
        kept=column.points[still],
        gaps=np.flatnonzero(np.isnan(column.points)),
        declared=np.flatnonzero(column.decided_by(Source.SELF_DECLARATION)),
        at_most=sample.methodology.unverified_at_most,
        ratings=_ratings(sample, column, repeats) if ruler else None,
        confusion=_confusion(column, repeats),
    )


def _ratings(sample: Sample, column: Column, repeats: Repeats) -> Ratings | None:
    known = dict(_rated_rows(sample, column, repeats))
    if not known:
        return None
    rows = np.array(sorted(known), dtype=np.intp)
    sizes = np.array([len(known[row]) for row in rows], dtype=np.intp)
    starts = np.concatenate(([0], np.cumsum(sizes)[:-1])).astype(np.intp)
    each = np.concatenate([known[row] for row in rows]).astype(np.float64)
    return Ratings(
        rows=rows,
        starts=starts,
        sizes=sizes,
        each=each,
        means=np.add.reduceat(each, starts) / sizes,
        first=np.repeat(starts, sizes),
        among=np.repeat(sizes, sizes),
    )


def _rated_rows(sample: Sample, column: Column, repeats: Repeats) -> Iterator[tuple[int, Sequence[float]]]:
    position = {key: row for row, key in enumerate(_keys(sample, column))}
    for (unit, service, code), ratings in repeats.ratings.items():
        row = position.get((unit, service))
        if code == column.indicator.code and row is not None and not np.isnan(column.numbers[row]):
            yield row, ratings


def _keys(sample: Sample, column: Column) -> list[tuple[str, str]]:
    if column.indicator.unit is not Unit.SERVICE:
        return [(unit, "") for unit in sample.units]
    return [(sample.units[body], code) for body, code in zip(sample.owner, sample.services, strict=True)]


def _confusion(column: Column, repeats: Repeats) -> Confusion | None:
    scale, odds = column.indicator.scale, repeats.confusions.get(column.indicator.code)
    if odds is None or not isinstance(scale, Rubric):
        return None
    rows = np.flatnonzero(column.decided_by(Source.ASSESSOR) & ~np.isnan(column.numbers))
    values = np.array([level.value for level in scale.levels])
    return Confusion(
        rows=rows,
        levels=np.searchsorted(values, column.numbers[rows]),
        rising_odds=np.cumsum(odds, axis=1)[:, :-1],
        points=np.array([level.points for level in scale.levels]),
    )


def _shifts(ratings: Ratings, dice: np.random.Generator) -> Array:
    """Return by how much the mean of each row changes when its respondents are drawn again."""
    drawn = ratings.first + (dice.random(ratings.each.size) * ratings.among).astype(np.intp)
    result: Array = np.add.reduceat(ratings.each[drawn], ratings.starts) / ratings.sizes - ratings.means
    return result


def _confused(confusion: Confusion, dice: np.random.Generator) -> Array:
    thrown = dice.random(confusion.rows.size)
    drawn = (thrown[:, None] >= confusion.rising_odds[confusion.levels]).sum(axis=1)
    result: Array = confusion.points[drawn]
    return result
