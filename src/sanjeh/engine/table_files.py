"""Writes a table of results as Parquet."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import parquet

Cell = str | int | Decimal | None


def write_parquet(path: Path, rows: Sequence[Mapping[str, Cell]]) -> None:
    """Write the rows; numbers with digits after the point become 64-bit floats. Raise OSError."""
    names = tuple(rows[0])
    parquet.write_table(pa.table({name: _column([row[name] for row in rows]) for name in names}), path)


def _column(cells: Sequence[Cell]) -> pa.Array:
    if any(isinstance(cell, Decimal) for cell in cells):
        return pa.array([None if cell is None else float(cell) for cell in cells], pa.float64())
    if any(isinstance(cell, int) for cell in cells):
        return pa.array(cells, pa.int64())
    return pa.array(cells, pa.string())
