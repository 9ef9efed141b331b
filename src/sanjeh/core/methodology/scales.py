"""The scales: how a methodology says which value earns how many of 100 points."""

from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from sanjeh.core.methodology.numbers import Number, are_apart
from sanjeh.core.probing.contracts import Frozen
from sanjeh.core.text.words import Words

Points = Annotated[float, Field(ge=0, le=100)]


def _rises(before: float, after: float) -> bool:
    """Say whether a number lies above the one before it by more than the noise of its digits."""
    return after > before and are_apart(before, after)


class Linear(Frozen):
    """Straight from `zero` (no points) to `full` (100); zero above full means that less is better."""

    kind: Literal["linear"]
    zero: Number
    full: Number

    @model_validator(mode="after")
    def _has_two_ends(self) -> Self:
        if not are_apart(self.zero, self.full):
            raise ValueError("zero and full must differ")
        return self


class Log(Linear):
    """Straight on the logarithm, for times and volumes; both ends above 0."""

    kind: Literal["log"]  # type: ignore[assignment]
    zero: Number = Field(gt=0)
    full: Number = Field(gt=0)


class Piecewise(Frozen):
    """Straight between published knots `[value, points]`; flat beyond the first and the last."""

    kind: Literal["piecewise"]
    knots: tuple[tuple[Number, Points], ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not all(_rises(before[0], after[0]) for before, after in pairwise(self.knots)):
            raise ValueError("the values of the knots must rise")
        steps = [after[1] - before[1] for before, after in pairwise(self.knots)]
        if min(steps) < 0 < max(steps):
            raise ValueError("the points of the knots must only rise or only fall")
        return self


class Level(Frozen):
    """One level of a rubric, with the sentence by which an assessor knows it."""

    value: Number
    points: Points
    says: Words


class Rubric(Frozen):
    """Named levels; a value between two levels does not exist."""

    kind: Literal["rubric"]
    levels: tuple[Level, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _rises(self) -> Self:
        for before, after in pairwise(self.levels):
            if not (_rises(before.value, after.value) and _rises(before.points, after.points)):
                raise ValueError("each level needs a higher value and more points than the one before")
        return self


class Binary(Frozen):
    """0 or 1: nothing or everything."""

    kind: Literal["binary"]


class Share(Frozen):
    """A share 0..1 of things that are as they should be."""

    kind: Literal["share"]


class Band(Frozen):
    """100 points inside `full`, falling straight to 0 at the ends of `zero`."""

    kind: Literal["band"]
    full: tuple[Number, Number]
    zero: tuple[Number, Number]

    @model_validator(mode="after")
    def _nests(self) -> Self:
        if not self.zero[0] < self.full[0] <= self.full[1] < self.zero[1]:
            raise ValueError("the ends of full must lie inside the ends of zero")
        if not all(map(are_apart, self.zero, self.full)):
            raise ValueError("zero and full must differ")
        return self


class Relative(Frozen):
    """Where a body lies among the others, from `low` to `high` points: for replication only.

    `z_score` is, as the United Nations publish it, the z-score stretched to the ends; being affine it
    gives the points of `min_max`. `rank` places the bodies at equal distances. `published` are the
    ends of the scale on which the index itself publishes: numbers that all lie there are normalised
    already and stand as they are.
    """

    kind: Literal["relative"]
    method: Literal["min_max", "z_score", "rank"]
    low: Points = 0.0
    high: Points = 100.0
    less_is_better: bool = False
    published: tuple[Number, Number] | None = None

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if not _rises(self.low, self.high):
            raise ValueError("low must be below high")
        if self.published and not _rises(*self.published):
            raise ValueError("the published ends must rise")
        return self


Scale = Annotated[
    Linear | Log | Piecewise | Rubric | Binary | Share | Band | Relative, Field(discriminator="kind")
]
