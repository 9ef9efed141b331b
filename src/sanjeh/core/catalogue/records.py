"""The lines of a table, each read into a body or a service; of what no column speaks stays as it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from sanjeh.core.catalogue.addresses import address, is_host
from sanjeh.core.catalogue.codes import CodeRule, Read, body_code, service_code
from sanjeh.core.catalogue.columns import Column, Head, head_of, is_guide, sheet_named, sheet_of
from sanjeh.core.catalogue.remarks import Healing, Problem, Remark
from sanjeh.core.catalogue.standing import BodyState, ServiceState, Standing, State
from sanjeh.core.catalogue.tables import Cell, FileProblem, FileRefused, Line, Sheet, Table
from sanjeh.core.catalogue.texts import mended, same_reading

MOST_TITLE = 300
_CATEGORY = re.compile(r"[a-z0-9_]{1,60}")
_BETWEEN = re.compile(r"[\s,،;؛|]+")
NOTHING = Cell("")


@dataclass(frozen=True, slots=True)
class Record:
    """One line: the body or service that it makes, None where it cannot be read; and what is told of it."""

    sheet: Sheet
    line: int
    code: str
    state: State | None
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read of a file; `sheets` are those that it has, `remarks` are told of the file itself."""

    records: tuple[Record, ...]
    sheets: frozenset[Sheet]
    remarks: tuple[tuple[str, Remark], ...]


class Known:
    """What the list has already, as the reading of cells asks for it."""

    def __init__(self, standing: Standing, rule: CodeRule) -> None:
        self.standing, self.rule = standing, rule

    @cached_property
    def addresses(self) -> frozenset[str]:
        states: tuple[State, ...] = (*self.standing.bodies.values(), *self.standing.services.values())
        return frozenset(url for state in states for url in state.addresses)


def read(tables: tuple[Table, ...], standing: Standing, rule: CodeRule) -> Reading:
    """Read the sheets of a file; raise FileRefused when none of them holds a list."""
    known, records = Known(standing, rule), list[Record]()
    sheets, remarks = set[Sheet](), list[tuple[str, Remark]]()
    for table in tables:
        lines = [line for line in table.lines if not line.is_empty]
        sheet = sheet_for(table, lines)
        if sheet is None:
            if lines and not is_guide(table.name):
                remarks.append((table.name, Remark(Healing.SHEET_IGNORED, "", table.name)))
            continue
        sheets.add(sheet)
        head = head_of(sheet, lines[0])
        remarks += [(sheet.value, one) for one in head.remarks]
        if not any(one.is_problem for one in head.remarks):
            records += list(records_of(head, lines[1:], known))
    if not sheets:
        raise FileRefused(FileProblem.NO_SHEET if any(table.lines for table in tables) else FileProblem.EMPTY)
    return Reading(tuple(records), frozenset(sheets), tuple(remarks))


def sheet_for(table: Table, lines: list[Line]) -> Sheet | None:
    """Return what a table holds: by its name, or else by its columns; None where it holds no list."""
    if not lines or is_guide(table.name):
        return None
    return sheet_named(table.name) or sheet_of(lines[0])


def records_of(head: Head, lines: list[Line], known: Known) -> Iterator[Record]:
    """Yield each line that is read; a code that comes a second time is told beside it."""
    first: dict[str, int] = {}
    read_line = body_record if head.sheet is Sheet.BODIES else service_record
    for line in lines:
        record = read_line(RowReader(head, line), known)
        if record.code in first:
            told = Remark(Problem.CODE_TWICE, Column.CODE, record.code, facts={"first": first[record.code]})
            record = replace(record, state=None, remarks=(*record.remarks, told))
        elif record.code:
            first[record.code] = line.number
        yield record


class RowReader:
    """Reads the cells of one line by the names of their columns, and gathers what is told of them."""

    def __init__(self, head: Head, line: Line) -> None:
        self.head, self.line = head, line
        self.remarks: list[Remark] = []

    def cells(self, column: Column) -> list[Cell]:
        """Return the cells of a column; a formula is told and counts as empty."""
        places = self.head.places.get(column, ())
        found = [self.line.cells[at] if at < len(self.line.cells) else NOTHING for at in places]
        self.remarks += [Remark(Problem.FORMULA, column, cell.text) for cell in found if cell.is_formula]
        return [NOTHING if cell.is_formula else cell for cell in found]

    def cell(self, column: Column) -> Cell:
        return next(iter(self.cells(column)), NOTHING)

    def has(self, column: Column) -> bool:
        return column in self.head.places

    def taken(self, given: Read) -> str:
        self.remarks += given.remarks
        return given.value

    def is_formula(self, column: Column) -> bool:
        """Tell whether the column was refused as a formula already."""
        return any(one.told is Problem.FORMULA and one.column == column for one in self.remarks)

    def told(self, problem: Problem, column: Column, value: str, **facts: int) -> None:
        self.remarks.append(Remark(problem, column, value, facts=facts))

    def title(self, column: Column, standing: str) -> str:
        """Return a title; where it reads like the one that stands, that one."""
        if not self.has(column):
            return standing
        text = self.cell(column).text
        better, healed = mended(text)
        if standing and better and better != standing and same_reading(better, standing):
            better, healed = standing, (*healed, Healing.SPELLING)
        self.remarks += [Remark(one, column, text, better) for one in healed]
        if len(better) > MOST_TITLE:
            self.told(Problem.TITLE_TOO_LONG, column, text, count=len(better), most=MOST_TITLE)
        return better

    def addresses(self, known: Known, standing: tuple[str, ...]) -> tuple[str, ...]:
        """Return the addresses of a line, in the one order that all states have."""
        if not self.has(Column.ADDRESS):
            return standing
        read_ones = [self.taken(address(cell.text, known.addresses)) for cell in self.cells(Column.ADDRESS)]
        return tuple(sorted({url for url in read_ones if url}))

    def record(self, code: str, state: State) -> Record:
        is_wrong = any(remark.is_problem for remark in self.remarks)
        return Record(
            self.head.sheet, self.line.number, code, None if is_wrong else state, tuple(self.remarks)
        )


def body_record(row: RowReader, known: Known) -> Record:
    code = row.taken(body_code(row.cell(Column.CODE), known.standing.bodies))
    if not code and not row.remarks:
        row.told(Problem.CODE_EMPTY, Column.CODE, "")
    before = known.standing.bodies.get(code) or BodyState(code, "")
    state = BodyState(
        code=code,
        title_fa=persian_title(row, before.title_fa),
        title_en=row.title(Column.TITLE_EN, before.title_en),
        parent=parent(row, known) if row.has(Column.PARENT) else before.parent,
        categories=categories(row, before.categories),
        domain=domain(row) if row.has(Column.DOMAIN) else before.domain,
        portals=row.addresses(known, before.portals),
    )
    return row.record(code, state)


def service_record(row: RowReader, known: Known) -> Record:
    code_cell = row.cell(Column.CODE)
    code = "" if row.remarks else row.taken(service_code(code_cell, known.rule, known.standing.services))
    before = known.standing.services.get(code) or ServiceState(code, "", "")
    body_cell = row.cell(Column.BODY)
    body = row.taken(body_code(body_cell, known.standing.bodies, Column.BODY))
    if not body_cell.text.strip() and not row.is_formula(Column.BODY):
        row.told(Problem.BODY_EMPTY, Column.BODY, "")
    state = ServiceState(
        code=code,
        body=body,
        title_fa=persian_title(row, before.title_fa),
        title_en=row.title(Column.TITLE_EN, before.title_en),
        addresses=row.addresses(known, before.addresses),
    )
    return row.record(code, state)


def persian_title(row: RowReader, standing: str) -> str:
    title = row.title(Column.TITLE_FA, standing)
    if not title and not row.is_formula(Column.TITLE_FA):
        row.told(Problem.TITLE_EMPTY, Column.TITLE_FA, "")
    return title


def parent(row: RowReader, known: Known) -> str:
    return row.taken(body_code(row.cell(Column.PARENT), known.standing.bodies, Column.PARENT))


def categories(row: RowReader, standing: tuple[str, ...]) -> tuple[str, ...]:
    """Return the categories of a body, in the order in which they stand where they are the same."""
    if not row.has(Column.CATEGORIES):
        return standing
    text = row.cell(Column.CATEGORIES).text
    found = tuple(dict.fromkeys(name for name in _BETWEEN.split(text) if name))
    if not all(_CATEGORY.fullmatch(name) for name in found):
        row.told(Problem.CATEGORY_LETTERS, Column.CATEGORIES, text)
    return standing if set(found) == set(standing) else found


def domain(row: RowReader) -> str:
    text = row.cell(Column.DOMAIN).text
    name = text.strip().rstrip(".").lower()
    if name and not ("." in name and is_host(name)):
        row.told(Problem.DOMAIN_WRONG, Column.DOMAIN, text)
    return name
