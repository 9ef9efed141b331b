"""Reads observations from CSV and Parquet, and says of every row on which line it stands."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa  # type: ignore[import-untyped]
from pyarrow import csv as arrow_csv
from pyarrow import parquet

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.observations import errors as say
from sanjeh.core.observations.errors import ObservationsBroken, RowProblem
from sanjeh.core.observations.table import EMPTY, ObservationTable, Positions, Sheet, Text
from sanjeh.core.observations.validation import checked_table
from sanjeh.core.text.reading_errors import why_unread
from sanjeh.core.text.words import Translatable
from sanjeh.engine.foreign_files import UnfitFile, content_of, opened
from sanjeh.engine.table_header import header_problems, is_workbook

COLUMNS = ("unit", "service", "address", "indicator", "state", "value", "source")
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
# Of a table whose rows have the wrong length, the first few are told.
MOST_TOLD = 20
MOST_BYTES = 500_000_000
MOST_ROWS = 10_000_000
TOO_MANY_ROWS = Translatable("این پرونده بیش از {most} سطر دارد.")


def read_observations(path: Path, methodology: Methodology) -> ObservationTable:
    """Return the checked observations; raise ObservationsBroken with everything that is wrong."""
    return checked_table(read_sheet(path), methodology)


def read_sheet(path: Path) -> Sheet:
    """Return what the file says, unchecked; Parquet is known by its name."""
    try:
        return _parquet(path) if path.suffix.lower() in {".parquet", ".pq"} else _csv(path)
    except UnfitFile as unfit:
        raise ObservationsBroken([say.unfit(path.name, unfit.says)]) from unfit
    except (OSError, UnicodeDecodeError, pa.ArrowException, csv.Error) as error:
        raise ObservationsBroken([say.unreadable(path.name, why_unread(error))]) from error


def _csv(path: Path) -> Sheet:
    raw = content_of(path, MOST_BYTES)
    if is_workbook(raw):
        _refuse(iter([say.workbook(path.name)]))
    if not raw.split(b"\n", 1)[0].strip(b"\r\xef\xbb\xbf "):
        _refuse(iter([say.no_header(path.name)]))
    header = next(csv.reader(io.StringIO(raw.split(b"\n", 1)[0].decode())), [])
    names = [name.strip().removeprefix(MARK) for name in header]
    _refuse(say.column_twice(path.name, name) for name in COLUMNS if Counter(names)[name] > 1)
    _refuse(header_problems(path.name, names, _needed(names)))
    try:
        table = arrow_csv.read_csv(
            io.BytesIO(raw),
            read_options=arrow_csv.ReadOptions(column_names=names, skip_rows=1),
            parse_options=arrow_csv.ParseOptions(newlines_in_values=True),
            convert_options=arrow_csv.ConvertOptions(
                include_columns=[name for name in COLUMNS if name in names],
                column_types={name: pa.string() for name in COLUMNS},
                null_values=[""],
                strings_can_be_null=True,
                quoted_strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid:
        _refuse(_ragged(raw.decode(), path.name, len(names)))
        raise
    columns = {name: _text(table.column(name)) for name in names if name in COLUMNS}
    return Sheet(path.name, columns, _lines(raw, table.num_rows))


def _needed(names: Sequence[str]) -> tuple[str, ...]:
    """Return the columns without which nothing can be read: of value and state one is enough."""
    return ("unit", "indicator") if "state" in names else ("unit", "indicator", "value")


def _parquet(path: Path) -> Sheet:
    # Texts stay in their dictionary: one long text named by a million rows would take a terabyte unfolded.
    with opened(path) as content:
        metadata = parquet.read_metadata(content)
        if metadata.num_rows > MOST_ROWS:
            raise UnfitFile(TOO_MANY_ROWS.filled(most=MOST_ROWS))
        present = [name for name in COLUMNS if name in metadata.schema.names]
        table = parquet.ParquetFile(content, read_dictionary=present).read(columns=present)
    columns = {name: _text(table.column(name)) for name in table.column_names}
    return Sheet(path.name, columns, np.arange(1, table.num_rows + 1))


def _text(column: pa.ChunkedArray) -> Text:
    """Return the column as words, each stripped and once; an empty word is an empty cell."""
    whole = column.combine_chunks()
    encoded = whole if pa.types.is_dictionary(column.type) else whole.dictionary_encode()
    words = ["" if word is None else str(word).strip() for word in encoded.dictionary.to_pylist()]
    places = {word: place for place, word in enumerate(dict.fromkeys(word for word in words if word))}
    found = np.array([*(places.get(word, EMPTY) for word in words), EMPTY], dtype=np.int64)
    codes = encoded.indices.fill_null(len(words)).to_numpy(zero_copy_only=False)
    return Text(found[codes], tuple(places))


def _lines(raw: bytes, rows: int) -> Positions:
    """Return the line of every row; read again where a cell or a gap takes lines of its own."""
    ends = raw.count(b"\n") + (not raw.endswith(b"\n"))
    if ends == rows + 1:
        return np.arange(2, rows + 2)
    reader = csv.reader(io.StringIO(raw.decode(), newline=""))
    return np.array([line for line, cells in _numbered(reader) if cells][1:], dtype=np.int64)


def _ragged(text: str, name: str, expected: int) -> Iterator[RowProblem]:
    told = 0
    for line, cells in _numbered(csv.reader(io.StringIO(text, newline=""))):
        if cells and len(cells) != expected and told < MOST_TOLD:
            told += 1
            yield say.ragged(name, line, len(cells), expected)


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield every row with the line on which it begins."""
    began = 1
    for cells in reader:
        yield began, cells
        began = reader.line_num + 1  # type: ignore[attr-defined]


def _refuse(problems: Iterator[RowProblem]) -> None:
    if found := tuple(problems):
        raise ObservationsBroken(found)
