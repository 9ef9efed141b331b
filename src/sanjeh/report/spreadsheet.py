"""Tables as spreadsheets: codes stay text, and whatever stands in a title, no cell computes."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter

from sanjeh.core.text.legible import cell

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV_TYPE = "text/csv; charset=utf-8"


@dataclass(frozen=True, slots=True)
class SheetRows:
    """A table to be written; its first row is the head."""

    name: str
    rows: Sequence[Sequence[str]]


def xlsx(sheets: Sequence[SheetRows], *, is_rtl: bool) -> bytes:
    """Write the tables as text alone: whatever stands in a title, no cell computes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True, "num_format": "@"})
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            if is_rtl:
                sheet.right_to_left()
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, max(map(len, one.rows), default=1) - 1, 24, text)
            for row, values in enumerate(one.rows):
                for column, value in enumerate(values):
                    if value:
                        sheet.write_string(row, column, value, text if row else bold)
    return out.getvalue()


def csv_bytes(rows: Sequence[Sequence[str]]) -> bytes:
    """Write a table for spreadsheets: UTF-8 with its mark, no cell that starts a formula."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()
