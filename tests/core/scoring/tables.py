"""Tables of observations for tests, written as rows."""

from collections.abc import Mapping, Sequence

import numpy as np

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations.table import EMPTY, ObservationTable, Sheet, Text
from sanjeh.core.observations.validation import checked_table


def sheet(rows: Sequence[Mapping[str, str]], *columns: str) -> Sheet:
    """Return a sheet as a CSV file with these rows would be read; its first row is line 2."""
    names = columns or tuple(dict.fromkeys(name for row in rows for name in row))
    return Sheet(
        "observations.csv",
        {name: _text([row.get(name, "") for row in rows]) for name in names},
        np.arange(2, len(rows) + 2),
    )


def table(methodology: Methodology, rows: Sequence[Mapping[str, str]]) -> ObservationTable:
    return checked_table(sheet(rows), methodology)


def _text(cells: Sequence[str]) -> Text:
    words = tuple(dict.fromkeys(cell for cell in cells if cell))
    places = {word: place for place, word in enumerate(words)}
    return Text(np.array([places.get(cell, EMPTY) for cell in cells], dtype=np.int64), words)
