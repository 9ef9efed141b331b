"""Observations by the hundred thousand: the same facts as `Observation`, column by column."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.sources import Source
from sanjeh.core.observations.model import Disputed, NoValue, Observation, State, Value

Array = NDArray[np.float64]
Positions = NDArray[np.int64]

STATES = tuple(State)
SOURCES = tuple(Source)
NO_SERVICE = -1
EMPTY = -1
FROM_FILE = "told_by_file"


@dataclass(frozen=True, slots=True)
class Text:
    """A column as it was read: `codes` are positions in `words`, EMPTY where the cell is empty."""

    codes: Positions
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A file as it was read, before anything of it is believed; `lines` says where each row stands."""

    name: str
    columns: Mapping[str, Text]
    lines: Positions


@dataclass(frozen=True, slots=True)
class ObservationTable:
    """Checked observations in canonical order, so that the order of a file can never matter.

    Names are sorted; `services` by their body, whose position is in `owner`. Each row has positions:
    `service` in `services` (or NO_SERVICE), `state` in STATES, `source` in SOURCES. `number` is NaN
    where there is none; beside the states `value` and `disputed` alone it can be a number.
    `observations` holds each row with its reason and evidence; it is empty for a file, which has none.
    """

    units: tuple[str, ...]
    services: tuple[str, ...]
    owner: Positions
    indicators: tuple[str, ...]
    addresses: tuple[str, ...]
    unit: Positions
    service: Positions
    address: Positions
    indicator: Positions
    source: Positions
    state: Positions
    number: Array
    observations: tuple[Observation, ...] = ()

    def rows_of(self, unit: str) -> slice:
        """Return where the rows of a body stand; raise ValueError for an unknown one."""
        position = self.units.index(unit)
        first, last = np.searchsorted(self.unit, (position, position + 1))
        return slice(int(first), int(last))

    def services_of(self, unit: str) -> tuple[str, ...]:
        """Return the services of a body; raise ValueError for an unknown one."""
        position = self.units.index(unit)
        first, last = np.searchsorted(self.owner, (position, position + 1))
        return self.services[first:last]

    def observations_of(self, unit: str) -> Iterator[Observation]:
        """Yield what was observed of one body, in the order of its rows, for a card that explains itself."""
        rows = self.rows_of(unit)
        if self.observations:
            yield from self.observations[rows]
            return
        for row in range(rows.start, rows.stop):
            service = self.service[row]
            yield Observation(
                unit=unit,
                indicator=self.indicators[self.indicator[row]],
                answer=_answer(STATES[self.state[row]], float(self.number[row])),
                source=SOURCES[self.source[row]],
                service="" if service == NO_SERVICE else self.services[service],
                address=self.addresses[self.address[row]],
            )


def _answer(state: State, number: float) -> Value | NoValue:
    if state is State.VALUE:
        return Value(number)
    disputed = state is State.DISPUTED and math.isfinite(number)
    return Disputed(number, FROM_FILE) if disputed else NoValue(state, FROM_FILE)
