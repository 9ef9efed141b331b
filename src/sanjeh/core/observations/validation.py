"""From a sheet to observations: whatever cannot be believed is refused, with its line and its mend."""

import difflib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from sanjeh.core.methodology.methodology import Methodology
from sanjeh.core.methodology.parts import Unit
from sanjeh.core.methodology.scale_domain import allowed_values, outside
from sanjeh.core.observations import errors as say
from sanjeh.core.observations.canonical_order import Order, ordered, table_of
from sanjeh.core.observations.errors import ObservationsBroken, RowProblem
from sanjeh.core.observations.model import State
from sanjeh.core.observations.parsing import UNKNOWN, VALUE, Rows, column, rows_of
from sanjeh.core.observations.spellings import spelling_problems
from sanjeh.core.observations.table import EMPTY, SOURCES, STATES, ObservationTable, Positions, Sheet, Text
from sanjeh.core.text.words import Translatable

Mask = NDArray[np.bool_]

# Of one kind of mistake; a file with ten thousand of them is not mended line by line.
MOST_SHOWN = 20
DISPUTED = STATES.index(State.DISPUTED)


def checked_table(sheet: Sheet, methodology: Methodology) -> ObservationTable:
    """Return the observations of a sheet; raise ObservationsBroken with everything that is wrong."""
    if problems := tuple(_missing_columns(sheet)):
        raise ObservationsBroken(problems)
    rows = rows_of(sheet, methodology)
    problems = (
        *_words(sheet, rows, methodology),
        *spelling_problems(sheet),
        *_answers(sheet, rows),
        *_places(sheet, rows),
    )
    if problems:
        raise ObservationsBroken(problems)
    order = ordered(rows)
    if problems := tuple(_duplicates(sheet, order)):
        raise ObservationsBroken(problems)
    return table_of(rows, order)


def _missing_columns(sheet: Sheet) -> Iterator[RowProblem]:
    names = tuple(sheet.columns)
    for name in ("unit", "indicator"):
        if name not in names:
            yield say.column_missing(sheet.name, name, names)
    if not {"value", "state"} & set(names):
        yield say.column_missing(sheet.name, "value", names)
    if not len(sheet.lines):
        yield say.no_rows(sheet.name)


def _words(sheet: Sheet, rows: Rows, methodology: Methodology) -> Iterator[RowProblem]:
    known = [leaf.code for leaf in rows.leaves]
    for name in ("unit", "indicator"):
        empty = column(sheet, name).codes == EMPTY
        for row, more in _first_of_each(empty, np.zeros(len(empty), dtype=np.int64)):
            yield _problem(sheet, (row, name, more), say.EMPTY_CELL, say.WRITE_CODE)
    for row, name, word, more in _unknown(sheet, "indicator", rows.indicator):
        says = say.not_of_method(word, methodology.code)
        yield _problem(sheet, (row, name, more), says, say.meant(_near(word, known)))
    for name, positions, meanings in (("state", rows.state, STATES), ("source", rows.source, SOURCES)):
        for row, _, word, more in _unknown(sheet, name, positions):
            yield _problem(sheet, (row, name, more), say.unknown_word(word), say.one_of(meanings))


def _answers(sheet: Sheet, rows: Rows) -> Iterator[RowProblem]:
    """Say where number and state do not go together, or the number cannot be."""
    mend = say.give_number_or_state([state for state in STATES if state is not State.VALUE])
    filled, is_number = rows.value.codes != EMPTY, rows.is_number
    nothing = np.zeros(len(filled), dtype=np.int64)
    for row, more in _first_of_each(rows.state == EMPTY, nothing):
        yield _problem(sheet, (row, "state", more), say.NO_REASON, mend)
    for row, more in _first_of_each((rows.state == VALUE) & ~filled, nothing):
        yield _problem(sheet, (row, "value", more), say.NO_NUMBER, mend)
    for row, more in _first_of_each(filled & ~is_number, rows.value.codes):
        yield _problem(sheet, (row, "value", more), say.not_a_number(_word(rows.value, row)), mend)
    contradicts = filled & (rows.state >= 0) & (rows.state != VALUE) & (rows.state != DISPUTED)
    for row, more in _first_of_each(contradicts, rows.state):
        says = say.number_beside(STATES[rows.state[row]])
        yield _problem(sheet, (row, "value", more), says, say.DROP_ONE)


def _places(sheet: Sheet, rows: Rows) -> Iterator[RowProblem]:
    """Say where an answer is about something that the indicator does not ask."""
    of_body = np.array([leaf.unit is not Unit.SERVICE for leaf in rows.leaves])[np.maximum(rows.indicator, 0)]
    known, of_service = rows.indicator >= 0, rows.service.codes != EMPTY
    for row, more in _first_of_each(known & of_body & of_service, rows.indicator):
        yield _problem(sheet, (row, "service", more), say.ASKED_OF_BODY, say.LEAVE_EMPTY)
    for row, more in _first_of_each(known & ~of_body & ~of_service, rows.indicator):
        yield _problem(sheet, (row, "service", more), say.ASKED_OF_SERVICE, say.WRITE_SERVICE)
    for position, leaf in enumerate(rows.leaves):
        own = np.flatnonzero((rows.indicator == position) & rows.is_number)
        bad = own[outside(rows.number[own], leaf.scale)]
        for row, more in _first_of_each(np.isin(np.arange(len(known)), bad), rows.value.codes):
            says = say.off_scale(_word(rows.value, row), leaf.code)
            yield _problem(sheet, (row, "value", more), says, say.one_of([allowed_values(leaf.scale)]))


def _duplicates(sheet: Sheet, order: Order) -> Iterator[RowProblem]:
    twins = np.flatnonzero(order.repeats)[:MOST_SHOWN]
    for position in twins.tolist():
        # Of two equal rows the later one in the file is told, with the line of the earlier.
        first, later = sorted(sheet.lines[order.rows[position - 1 : position + 1]].tolist())
        more = int(order.repeats.sum()) - len(twins) if position == twins[-1] else 0
        place = say.at(later, "indicator")
        yield RowProblem(sheet.name, place, say.answered_twice(first), say.KEEP_TRUE_ONE, more, later)


def _unknown(sheet: Sheet, name: str, positions: Positions) -> Iterator[tuple[int, str, str, int]]:
    text = column(sheet, name)
    for row, more in _first_of_each(positions == UNKNOWN, text.codes):
        yield row, name, _word(text, row), more


def _first_of_each(bad: Mask, kinds: Positions) -> list[tuple[int, int]]:
    """Return the first bad row of each kind, and how many more of the kind there are."""
    rows = np.flatnonzero(bad)
    _, first, counts = np.unique(kinds[rows], return_index=True, return_counts=True)
    return sorted(zip(rows[first].tolist(), (counts - 1).tolist(), strict=True))[:MOST_SHOWN]


def _problem(sheet: Sheet, where: tuple[int, str, int], says: Translatable, mend: Translatable) -> RowProblem:
    row, name, more = where
    line = int(sheet.lines[row])
    return RowProblem(sheet.name, say.at(line, name), says, mend, more, line)


def _word(text: Text, row: int) -> str:
    return text.words[int(text.codes[row])]


def _near(word: str, known: list[str]) -> list[str]:
    same = [code for code in known if code.casefold() == word.casefold()]
    return same or difflib.get_close_matches(word, known, 1)
