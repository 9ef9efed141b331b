"""Spreadsheets as bytes, read into plain tables; what is dangerous or no spreadsheet is refused."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from html import unescape

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from sanjeh.core.catalogue.tables import (
    MOST_LINES,
    Cell,
    FileProblem,
    FileRefused,
    Line,
    Table,
    csv_table,
)

MOST_BYTES = 10_000_000
MOST_UNPACKED = 100_000_000
MOST_COLUMNS = 100
# The container of old Excel files, and of new ones that are locked with a password.
OLD_CONTAINER = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED = "EncryptedPackage".encode("utf-16-le")
# None of these reaches over the next tag: a file of open tags alone must not be read again from each of them.
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^<>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^<>]*>")
_ATTRIBUTE = re.compile(r"""\b(name|id|Id|Target)=(?:"([^"<>]*)"|'([^'<>]*)')""")
_FORMULA = re.compile(r"""<(?:\w+:)?c\b[^<>]*?\br=["']([A-Za-z]+)([0-9]+)["'][^<>]*>\s*<(?:\w+:)?f\b""")
_ROW = re.compile(r"<(?:\w+:)?row\b")
_CELL = re.compile(r"<(?:\w+:)?c\b")
_PLACE = re.compile(r"""\br=["']([A-Za-z]{0,9})([0-9]{1,18})["']""")
HOLDS_CELLS = b"sheetData"
# Most cells of a large sheet are empty: all of them are this one.
NOTHING = Cell("")


def tables_in(content: bytes) -> tuple[str, tuple[Table, ...]]:
    """Return the kind of a file, `xlsx` or `csv`, and its tables; raise FileRefused saying why not."""
    if len(content) > MOST_BYTES:
        raise FileRefused(FileProblem.TOO_BIG, most=MOST_BYTES // 1_000_000)
    if not content.strip():
        raise FileRefused(FileProblem.EMPTY)
    if content.startswith(OLD_CONTAINER):
        raise FileRefused(FileProblem.ENCRYPTED if LOCKED in content else FileProblem.OLD)
    if content.startswith(b"PK"):
        return "xlsx", workbook_tables(content)
    return "csv", (csv_table(content),)


def workbook_tables(content: bytes) -> tuple[Table, ...]:
    """Return the sheets of an XLSX file; one that it names and we do not find is a KeyError, and refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            refuse_dangerous(archive)
            for name in archive.namelist():
                if HOLDS_CELLS in (part := archive.read(name)):
                    refuse_endless(part.decode())
            sheets = sheets_in(archive)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [one.name for one in workbook.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
        return tuple(table_of(workbook.get_sheet_by_name(name), sheets[name]) for name in names)
    except (zipfile.BadZipFile, CalamineError, KeyError, UnicodeDecodeError, NotImplementedError) as error:
        raise FileRefused(FileProblem.NO_TABLE) from error


def refuse_dangerous(archive: zipfile.ZipFile) -> None:
    """Refuse what is no XLSX file, carries macros, or would fill the memory; read all of it to know."""
    names = archive.namelist()
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused(FileProblem.MACROS)
    if any(one.flag_bits & 1 for one in archive.infolist()):
        raise FileRefused(FileProblem.ENCRYPTED)
    if sum(one.file_size for one in archive.infolist()) > MOST_UNPACKED:
        raise FileRefused(FileProblem.TOO_BIG, most=MOST_BYTES // 1_000_000)
    if "xl/workbook.xml" not in names or archive.testzip() is not None:
        raise FileRefused(FileProblem.NO_TABLE)


def refuse_endless(sheet: str) -> None:
    """Refuse a sheet whose cells lie far apart: whoever reads it makes room for all between them."""
    places = _PLACE.findall(sheet)
    last_row = max((int(row) for _, row in places), default=0)
    last_column = max((column_number(letters) for letters, _ in places), default=0)
    rows = _ROW.split(sheet)
    widest = max(len(_CELL.findall(row)) for row in rows)
    if max(last_row, len(rows) - 1) > MOST_LINES or max(last_column, widest) > MOST_COLUMNS:
        raise FileRefused(FileProblem.TOO_MANY_LINES, most=MOST_LINES)


def sheets_in(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the sheets of a workbook as they are written, by their names."""
    book = archive.read("xl/workbook.xml").decode()
    relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    targets = {
        one["Id"]: one["Target"]
        for one in map(attributes, _RELATION.findall(relations))
        if "Id" in one and "Target" in one
    }
    return {
        one["name"]: archive.read(part_named(targets[one["id"]])).decode()
        for one in map(attributes, _SHEET.findall(book))
        if targets.get(one.get("id", "")) and "name" in one
    }


def attributes(tag: str) -> dict[str, str]:
    return {name: unescape(one or other) for name, one, other in _ATTRIBUTE.findall(tag)}


def part_named(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def formula_places(sheet: str) -> Iterator[tuple[int, int]]:
    """Yield the places (row, column, from 0) of the formulas of a sheet."""
    for letters, row in _FORMULA.findall(sheet):
        yield int(row) - 1, column_number(letters) - 1


def column_number(letters: str) -> int:
    """Return which column this is, from 1: 27 for AA."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def table_of(sheet: CalamineSheet, written: str) -> Table:
    return Table(sheet.name, tuple(lines_of(sheet, frozenset(formula_places(written)))))


def lines_of(sheet: CalamineSheet, formulas: frozenset[tuple[int, int]]) -> Iterator[Line]:
    with_formulas = {row for row, _ in formulas}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        if row not in with_formulas and values.count("") == len(values):
            yield Line(row + 1, (NOTHING,) * len(values))
        else:
            yield Line(row + 1, tuple(cell_of(one, (row, at) in formulas) for at, one in enumerate(values)))


def cell_of(value: object, is_formula: bool) -> Cell:  # noqa: FBT001 -- the second of two facts of one cell
    """Return what a spreadsheet holds as people see it: a whole number without its fraction of zero."""
    if value == "" and not is_formula:
        return NOTHING
    if isinstance(value, bool):
        return Cell(str(value).upper(), is_formula=is_formula)
    if isinstance(value, float | int):
        whole = isinstance(value, int) or value.is_integer()
        return Cell(str(int(value)) if whole else repr(value), is_number=True, is_formula=is_formula)
    if isinstance(value, datetime | date):
        return Cell(value.isoformat(), is_formula=is_formula)
    return Cell(str(value), is_formula=is_formula)
