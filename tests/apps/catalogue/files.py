"""Files of the tests, made as a spreadsheet makes them."""

import io
from collections.abc import Sequence

import xlsxwriter

from sanjeh.apps.catalogue import queries
from sanjeh.core.catalogue.listed import bodies_table, services_table
from sanjeh.report.spreadsheet import SheetRows, xlsx

Value = str | float
SERVICE_HEAD = ("کد خدمت", "کد دستگاه", "عنوان فارسی", "نشانی خدمت")
BODY_HEAD = ("کد دستگاه", "عنوان فارسی", "کد دستگاه بالادست", "نشانی درگاه")


def workbook(**sheets: Sequence[Sequence[Value]]) -> bytes:
    """Return an XLSX file; numbers stay numbers, a text that begins with `=` is a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, values in enumerate(rows):
                for column, value in enumerate(values):
                    sheet.write(row, column, value)
    return out.getvalue()


def services(*rows: Sequence[Value]) -> bytes:
    return workbook(services=[SERVICE_HEAD, *rows])


def downloaded(language: str = "fa") -> bytes:
    """Return the whole list as it is downloaded."""
    listed = queries.standing()
    sheets = [
        SheetRows("bodies", bodies_table(listed.bodies.values(), language)),
        SheetRows("services", services_table(listed.services.values(), language)),
    ]
    return xlsx(sheets, is_rtl=language == "fa")
