"""The class of a body: a band of the published digits, held down by every cap that applies."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import POINTS_DIGITS, Digits
from sanjeh.core.scoring.aggregate import Array
from sanjeh.core.scoring.rank import decided_steps, steps_of

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class CapRule:
    """`column` is that of the indicator, None where a restricted method leaves it out; `grade` a position."""

    column: int | None
    below: float
    grade: int


@dataclass(frozen=True, slots=True)
class ClassRules:
    """The floors of a method's classes, best first, and its caps: read once, asked for every draw.

    A class with an exclusive floor begins above it, on the digits that the method decides on.
    """

    floors: tuple[float, ...]
    exclusive: tuple[bool, ...]
    digits: Digits
    caps: tuple[CapRule, ...]

    def classes(self, totals: Array, points: Array) -> tuple[NDArray[np.int64], Mask]:
        """Return the position of each body's class, best first, and bodies x caps: which of them lower it.

        `points` is bodies x indicators. A cap holds while the shown digits of its indicator are below it;
        what was not seen holds nobody down.
        """
        best = np.zeros(len(totals), dtype=np.int64)
        wanted = self.digits.of_classes
        digits = decided_steps(totals, wanted, self.digits) / 10**wanted
        for floor, exclusive in zip(self.floors, self.exclusive, strict=True):
            best += digits <= floor if exclusive else digits < floor
        holding = np.zeros((len(totals), len(self.caps)), dtype=np.bool_)
        lowered = best.copy()
        for position, cap in enumerate(self.caps):
            if cap.column is not None:
                is_below = shown(points[:, cap.column]) < cap.below
                holding[:, position] = is_below & (cap.grade > best)
                lowered = np.where(is_below, np.maximum(lowered, cap.grade), lowered)
        return lowered, holding


def class_rules(methodology: Methodology) -> ClassRules:
    """Return the rules by which a method gives its classes."""
    codes = [grade.code for grade in methodology.classes]
    columns = {leaf.code: position for position, leaf in enumerate(methodology.indicators)}
    return ClassRules(
        floors=tuple(grade.floor for grade in methodology.classes),
        exclusive=tuple(grade.more_than is not None for grade in methodology.classes),
        digits=methodology.digits,
        caps=tuple(
            CapRule(columns.get(cap.indicator), cap.below, codes.index(cap.grade)) for cap in methodology.caps
        ),
    )


def shown(numbers: Array) -> Array:
    """Return the digits of axes and indicators that people see, and by which caps are decided."""
    digits: Array = steps_of(numbers, POINTS_DIGITS) / 10**POINTS_DIGITS
    return digits
