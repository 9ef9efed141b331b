"""Spreadsheets as bytes: what is dangerous or no spreadsheet is refused, what we write computes nothing."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
import xlsxwriter

from sanjeh.apps.catalogue import workbooks
from sanjeh.apps.catalogue.workbooks import tables_in
from sanjeh.core.catalogue.tables import MOST_LINES, Cell, FileProblem, FileRefused
from sanjeh.report.spreadsheet import SheetRows, csv_bytes, xlsx
from tests.apps.catalogue.files import workbook

PLAIN = workbook(services=[["code"], ["a"]])
HOSTILE = ["=1+1", "+98", "-x", "@sum", "10010101000", "'", "'=a", "متن", "\tx"]


def cells(content: bytes) -> list[list[list[Cell]]]:
    return [[list(line.cells) for line in table.lines] for table in tables_in(content)[1]]


def repacked(content: bytes, **changed: bytes) -> bytes:
    """Return an XLSX file with parts put in, or others in their place."""
    out = io.BytesIO()
    parts = {name.replace("__", "/").replace("_xml", ".xml"): value for name, value in changed.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.pop(name, b"") or old.read(name))
        for name, value in parts.items():
            new.writestr(name, value)
    return out.getvalue()


def test_cells_are_read_as_people_see_them_and_formulas_are_known() -> None:
    content = workbook(bodies=[["code", 10010101000.0, 1.5, "=A1"], ["", True]])

    assert cells(content) == [
        [
            [
                Cell("code"),
                Cell("10010101000", is_number=True),
                Cell("1.5", is_number=True),
                Cell("0", is_number=True, is_formula=True),
            ],
            [Cell(""), Cell("TRUE"), Cell(""), Cell("")],
        ]
    ]


def test_a_formula_is_found_on_the_sheet_where_it_stands_whatever_the_sheet_is_called() -> None:
    content = workbook(**{"یکم & دوم": [["=1"]], "سوم": [["x"], ["", "=A1"]]})

    found = [
        [(at, place) for at, line in enumerate(table) for place, cell in enumerate(line) if cell.is_formula]
        for table in cells(content)
    ]
    assert found == [[(0, 0)], [(1, 1)]]


def test_a_formula_is_found_however_the_parts_of_a_file_are_written() -> None:
    content = workbook(services=[["code"], ["=A1"]])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        book = archive.read("xl/workbook.xml").decode()
        cells_written = archive.read("xl/worksheets/sheet1.xml").decode().replace('"', "'")
    plain = '<sheet name="services" sheetId="1" r:id="rId1"/>'
    quoted = book.replace(plain, "<sheet r:id='rId1' sheetId='1' name='services'/>")
    assert quoted != book

    turned = repacked(
        content, xl__workbook_xml=quoted.encode(), xl__worksheets__sheet1_xml=cells_written.encode()
    )

    assert [cell.is_formula for line in cells(turned)[0] for cell in line] == [False, True]


def test_a_sheet_that_is_named_and_not_found_is_refused_and_a_chart_is_passed_over() -> None:
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as archive:
        book = archive.read("xl/workbook.xml").decode()
    twice = book.replace("</sheets>", '<sheet name="other" sheetId="2" r:id="rId9"/></sheets>')
    with pytest.raises(FileRefused):
        tables_in(repacked(PLAIN, xl__workbook_xml=twice.encode()))

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet("services").write_row(0, 0, ["code", 1])
        chart = made.add_chart({"type": "bar"})
        chart.add_series({"values": "=services!$B$1:$B$1"})
        made.add_chartsheet("chart").set_chart(chart)
    assert [table.name for table in tables_in(out.getvalue())[1]] == ["services"]


def test_a_day_is_written_as_a_day() -> None:
    moment = datetime(2026, 3, 21, tzinfo=UTC)

    assert (workbooks.cell_of(moment.date(), False).text, workbooks.cell_of(moment, False).text[:10]) == (
        "2026-03-21",
        "2026-03-21",
    )


LOCKED = workbooks.OLD_CONTAINER + b"\0" * 600 + workbooks.LOCKED
LONG = workbook(services=[["code"], *([[]] * MOST_LINES), ["x"]])
WITH_MACROS = repacked(PLAIN, xl__vbaProject_bin=b"x").replace(b"vbaProject_bin", b"vbaProject.bin")
BOMB = repacked(PLAIN, xl__media__bomb=b"\0" * (workbooks.MOST_UNPACKED + 1))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", FileProblem.EMPTY),
        (b" \n ", FileProblem.EMPTY),
        (b"x" * (workbooks.MOST_BYTES + 1), FileProblem.TOO_BIG),
        (BOMB, FileProblem.TOO_BIG),
        (LOCKED, FileProblem.ENCRYPTED),
        (workbooks.OLD_CONTAINER + b"\0" * 600, FileProblem.OLD),
        (WITH_MACROS, FileProblem.MACROS),
        (b"PK\x03\x04 no archive", FileProblem.NO_TABLE),
        (PLAIN[: len(PLAIN) // 2], FileProblem.NO_TABLE),
        (repacked(PLAIN, xl__worksheets__sheet1_xml=b"<worksheet><sheetData><row><c"), FileProblem.NO_TABLE),
        (repacked(PLAIN, xl__workbook_xml=b"\xff\xfe not xml"), FileProblem.NO_TABLE),
        (LONG, FileProblem.TOO_MANY_LINES),
    ],
    ids=[
        "nothing",
        "blank",
        "big",
        "bomb",
        "locked",
        "old",
        "macros",
        "no-zip",
        "cut",
        "half-xml",
        "no-xml",
        "long",
    ],
)
def test_a_file_that_is_not_read_says_why(content: bytes, problem: FileProblem) -> None:
    with pytest.raises(FileRefused) as refused:
        tables_in(content)

    assert refused.value.problem is problem


def sheet(rows: str) -> bytes:
    """Return an XLSX file with these rows as they are written in it."""
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    written = f"{head}{rows}</sheetData></worksheet>"
    return repacked(PLAIN, xl__worksheets__sheet1_xml=written.encode())


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="{MOST_LINES}"><c r="CV{MOST_LINES}"><v>1</v></c></row>',
        f"<row>{'<c><v>1</v></c>' * 100}</row>",
    ],
    ids=["corner", "wide"],
)
def test_the_last_cell_of_the_largest_sheet_is_read(rows: str) -> None:
    assert cells(sheet(rows))[0][-1][-1] == Cell("1", is_number=True)


def test_a_row_of_zeros_or_of_a_formula_that_shows_nothing_is_no_empty_row() -> None:
    rows = (
        '<row r="1"><c r="A1" t="str"><f>B9</f><v></v></c></row>'
        '<row r="2"><c r="A2"><v>0</v></c></row>'
        '<row r="4"><c r="A4"><v>1</v></c></row>'
    )

    assert cells(sheet(rows))[0] == [
        [Cell("", is_formula=True)],
        [Cell("0", is_number=True)],
        [Cell("")],
        [Cell("1", is_number=True)],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        f'<row r="{MOST_LINES + 1}"><c r="A{MOST_LINES + 1}"><v>1</v></c></row>',
        '<row r="1"><c r="CW1"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1048576'><c r='xfd1048576'><v>1</v></c></row>",
        '<row r="1048576"><c><v>1</v></c></row>',
        f"<row>{'<c><v>1</v></c>' * 101}</row>",
        f"{'<row><c><v>1</v></c></row>' * (MOST_LINES + 1)}",
    ],
    ids=["row", "column", "corner", "quoted", "of-a-row", "wide", "long"],
)
def test_cells_that_lie_far_apart_take_no_room(rows: str) -> None:
    with pytest.raises(FileRefused) as refused:
        tables_in(sheet(rows))

    assert refused.value.problem is FileProblem.TOO_MANY_LINES


def test_a_file_of_open_tags_is_read_once() -> None:
    """Ten million letters in a second or two: read again from each tag, they would take an hour."""
    with pytest.raises(FileRefused):
        tables_in(sheet('<c r="A1" ' * 1_000_000))


def test_a_file_of_the_largest_size_is_looked_at() -> None:
    with pytest.raises(FileRefused) as refused:
        tables_in(b"PK" + b"x" * (workbooks.MOST_BYTES - 2))

    assert refused.value.problem is FileProblem.NO_TABLE


def test_what_we_write_is_text_in_every_cell_and_reads_as_it_was() -> None:
    written = xlsx([SheetRows("services", [["code"], HOSTILE])], is_rtl=True)

    assert [cell.text for cell in cells(written)[0][1]] == HOSTILE
    assert {(cell.is_number, cell.is_formula) for line in cells(written)[0] for cell in line} == {
        (False, False)
    }
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ("<f>" in sheet, 'rightToLeft="1"' in sheet) == (False, True)


def test_a_csv_file_of_ours_starts_no_formula_and_reads_as_it_was() -> None:
    written = csv_bytes([["code"], HOSTILE])

    read = cells(written)[0][1]
    assert [cell.text for cell in read] == HOSTILE
    assert not any(cell.is_formula for cell in read)
    assert written.startswith(b"\xef\xbb\xbfcode\r\n'=1+1,+98,'-x,'@sum,10010101000,")
