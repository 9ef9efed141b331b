"""Reads single answers to a questionnaire from CSV, and says of every row on which line it stands."""

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sanjeh.core.observations import errors as say
from sanjeh.core.observations.errors import NAMES_FIRST, ObservationsBroken, RowProblem, workbook
from sanjeh.core.observations.from_answers import Answer
from sanjeh.core.observations.model import State
from sanjeh.core.observations.parsing import parsed
from sanjeh.core.observations.spellings import spelling_problems
from sanjeh.core.observations.table import EMPTY, Sheet, Text
from sanjeh.core.text.reading_errors import why_unread
from sanjeh.core.text.words import Translatable
from sanjeh.engine.foreign_files import UnfitFile, content_of
from sanjeh.engine.table_header import header_problems, is_workbook

MOST_BYTES = 200_000_000
# Of rows that have the wrong length, the first few are told.
MOST_TOLD = 20
NEEDED = ("unit", "indicator", "question", "there")
COLUMNS = (*NEEDED, "service", "address", "state")
NAMED = ("unit", "service", "address")
UNFIT = Translatable("{why} آن را به‌صورت CSV با UTF-8 ذخیره کنید.")
NO_TEXT = Translatable("این پرونده خوانده نشد: {error}. آن را به‌صورت CSV با UTF-8 ذخیره کنید.")
NO_COLUMN = Translatable("ستون {absent} نیست؛ این ستون‌ها لازم‌اند: {needed}.")
NO_COUNT = Translatable(
    "سطر {line}، ستون there: «{written}» عدد نیست؛ شمار یا میانگین آن را بنویسید، "
    "یا اگر پرسش نامربوط است خالی بگذارید."
)
NO_STATE = Translatable("سطر {line}، ستون state: «{written}» وضعیت نیست؛ یکی از این‌ها را بنویسید: {known}.")


class Unreadable(Exception):
    """The file of answers cannot be used; `says` tells why and what to write."""

    def __init__(self, says: Translatable) -> None:
        super().__init__(str(says))
        self.says = says


@dataclass(frozen=True, slots=True)
class _Row:
    """One row by its columns, without the spaces around its cells; `line` is where it ends."""

    cells: Mapping[str, str]
    line: int


def read_answers(file: Path) -> tuple[Answer, ...]:
    """Return one answer for each row; raise Unreadable or ObservationsBroken with the line that is wrong."""
    try:
        rows = tuple(_rows(file))
    except csv.Error as error:
        raise Unreadable(NO_TEXT.filled(error=why_unread(error))) from error
    if problems := (*_nameless(file.name, rows), *spelling_problems(_named(file.name, rows))):
        raise ObservationsBroken(problems)
    return tuple(_answer(row) for row in rows)


def text_of(file: Path) -> str:
    """Return the text of a file; raise Unreadable or ObservationsBroken where it is none."""
    try:
        content = content_of(file, MOST_BYTES)
        if is_workbook(content):
            raise ObservationsBroken([workbook(file.name)])
        return content.decode("utf-8-sig")
    except UnfitFile as unfit:
        raise Unreadable(UNFIT.filled(why=unfit.says)) from unfit
    except (OSError, UnicodeDecodeError) as error:
        raise Unreadable(NO_TEXT.filled(error=why_unread(error))) from error


def _rows(file: Path) -> Iterator[_Row]:
    """Yield the rows; one that is too short would be an answer that nobody gave."""
    reader = csv.reader(io.StringIO(text_of(file)))
    names = [name.strip() for name in next(reader, [])]
    _check_names(file.name, names)
    ragged: list[RowProblem] = []
    for cells in filter(None, reader):
        if len(cells) != len(names):
            ragged.append(say.ragged(file.name, reader.line_num, len(cells), len(names)))
        else:
            stripped = (cell.strip() for cell in cells)
            yield _Row(dict(zip(names, stripped, strict=True)), reader.line_num)
    if ragged:
        raise ObservationsBroken(ragged[:MOST_TOLD])


def _check_names(file: str, names: Sequence[str]) -> None:
    known = (one for one in header_problems(file, names, NEEDED) if one.mend is not NAMES_FIRST)
    twice = (say.column_twice(file, name) for name in COLUMNS if Counter(names)[name] > 1)
    if told := (*known, *twice):
        raise ObservationsBroken(told)
    if absent := [name for name in NEEDED if name not in names]:
        raise Unreadable(NO_COLUMN.filled(absent=absent[0], needed=NEEDED))


def _nameless(file: str, rows: Sequence[_Row]) -> Iterator[RowProblem]:
    for name in ("unit", "indicator"):
        lines = [row.line for row in rows if not row.cells[name]]
        for line in lines[:1]:
            place, more = say.at(line, name), len(lines) - 1
            yield RowProblem(file, place, say.EMPTY_CELL, say.WRITE_CODE, more, line)


def _named(file: str, rows: Sequence[_Row]) -> Sheet:
    """Return the columns of names, in which two spellings would be two."""
    columns = {name: _text([row.cells.get(name, "") for row in rows]) for name in NAMED}
    return Sheet(file, columns, np.array([row.line for row in rows], dtype=np.int64))


def _text(cells: Sequence[str]) -> Text:
    words = tuple(dict.fromkeys(filter(None, cells)))
    places = {word: place for place, word in enumerate(words)} | {"": EMPTY}
    return Text(np.array([places[cell] for cell in cells], dtype=np.int64), words)


def _answer(row: _Row) -> Answer:
    cells = row.cells
    return Answer(
        unit=cells["unit"],
        indicator=cells["indicator"],
        question=cells["question"],
        there=_count(cells["there"], row.line),
        service=cells.get("service", ""),
        address=cells.get("address", ""),
        state=_state(cells.get("state", ""), row.line),
        line=row.line,
    )


def _count(written: str, line: int) -> float | None:
    if not written:
        return None
    number = parsed(written)
    if math.isnan(number):
        raise Unreadable(NO_COUNT.filled(line=line, written=written))
    return number + 0.0  # nought has no sign


def _state(written: str, line: int) -> State | None:
    if not written:
        return None
    try:
        return State(written)
    except ValueError:
        known = ", ".join(state for state in State if state not in {State.VALUE, State.DISPUTED})
        raise Unreadable(NO_STATE.filled(line=line, written=written, known=known)) from None
