"""The cells of a sheet as positions and numbers; a word that means nothing is UNKNOWN, not dropped."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Indicator
from sanjeh.core.observations.model import State
from sanjeh.core.observations.table import EMPTY, SOURCES, STATES, Array, Positions, Sheet, Text

VALUE, MISSING = STATES.index(State.VALUE), STATES.index(State.MISSING)
UNKNOWN = -2
POINT = str.maketrans("٫", ".")


@dataclass(frozen=True, slots=True)
class Rows:
    """One entry a row. `indicator` is a position in `leaves`; `number` NaN where the cell is empty or bad."""

    leaves: tuple[Indicator, ...]
    unit: Text
    service: Text
    address: Text
    value: Text
    indicator: Positions
    source: Positions
    state: Positions
    number: Array

    @property
    def is_number(self) -> NDArray[np.bool_]:
        """Say where a finite number stands."""
        return np.isfinite(self.number)


def rows_of(sheet: Sheet, methodology: Methodology) -> Rows:
    """Return the rows. An absent source is the first that the indicator asks; a number needs no state."""
    leaves = (*methodology.indicators, *methodology.bonuses)
    indicator = _mapped(column(sheet, "indicator"), {leaf.code: n for n, leaf in enumerate(leaves)})
    value = column(sheet, "value")
    return Rows(
        leaves=leaves,
        unit=column(sheet, "unit"),
        service=column(sheet, "service"),
        address=column(sheet, "address"),
        value=value,
        indicator=indicator,
        source=_sources(column(sheet, "source"), indicator, leaves),
        state=_states(sheet, value),
        number=_numbers(value),
    )


def column(sheet: Sheet, name: str) -> Text:
    """Return a column; one of empty cells when the file has none of this name."""
    empty = np.full(len(sheet.lines), EMPTY, dtype=np.int64)
    return sheet.columns.get(name, Text(empty, ()))


def parsed(word: str) -> float:
    """Return the number that a person wrote, in any digits; NaN when it is none."""
    try:
        number = math.nan if "_" in word else float(word.translate(POINT))
    except ValueError:
        return math.nan
    return number if math.isfinite(number) else math.nan


def _mapped(text: Text, meanings: Mapping[str, int]) -> Positions:
    positions = np.array([*(meanings.get(word, UNKNOWN) for word in text.words), EMPTY], dtype=np.int64)
    return positions[text.codes]


def _sources(text: Text, indicator: Positions, leaves: tuple[Indicator, ...]) -> Positions:
    named = _mapped(text, {source.value: n for n, source in enumerate(SOURCES)})
    first = np.array([SOURCES.index(leaf.sources[0]) for leaf in leaves], dtype=np.int64)
    return np.where(named == EMPTY, first[np.maximum(indicator, 0)], named)


def _states(sheet: Sheet, value: Text) -> Positions:
    states = _mapped(column(sheet, "state"), {state.value: n for n, state in enumerate(STATES)})
    states = np.where((states == EMPTY) & (value.codes != EMPTY), VALUE, states)
    return states if "state" in sheet.columns else np.where(states == EMPTY, MISSING, states)


def _numbers(text: Text) -> Array:
    return np.array([*(parsed(word) for word in text.words), math.nan])[text.codes]
