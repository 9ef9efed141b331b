"""What is drawn from: the resolved answers of all ranked bodies, as columns of numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator
from sanjeh.core.methodology.sources import Source
from sanjeh.core.scoring.aggregate import Array

SOURCES = tuple(Source)
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Column:
    """All answers to one indicator; a row is a body, or a service of a body.

    `points` is NaN where there is no number. `numbers` holds the value in the indicator's own unit
    where the points stand on exactly one, else NaN. `sources` are positions in SOURCES.
    """

    indicator: Indicator
    points: Array
    numbers: Array
    sources: NDArray[np.int8]

    def decided_by(self, source: Source) -> NDArray[np.bool_]:
        """Say of which rows the deciding answer came from this source."""
        decided: NDArray[np.bool_] = self.sources == SOURCES.index(source)
        return decided


@dataclass(frozen=True, slots=True)
class Sample:
    """The ranked bodies; one column for each indicator of the method, in its order.

    `services` names the service rows, and `owner` is the position of the body of each, rising.
    """

    methodology: Methodology
    units: tuple[str, ...]
    columns: tuple[Column, ...]
    services: tuple[str, ...]
    owner: NDArray[np.intp]
    service_weights: Array


@dataclass(frozen=True, slots=True)
class Repeats:
    """What several people were asked, from which follows how much one answer could have differed.

    `confusions`: per indicator with a rubric, levels x levels: the odds of a second assessor's level.
    `ratings`: the single ratings behind the mean of `(unit, service, indicator)`.
    """

    confusions: Mapping[str, Array] = field(default_factory=dict)
    ratings: Mapping[tuple[str, str, str], Sequence[float]] = field(default_factory=dict)
