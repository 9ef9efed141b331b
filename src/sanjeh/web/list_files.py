"""A list as a file that people open in a spreadsheet."""

from collections.abc import Sequence

from django.http import HttpResponse

from sanjeh.locale.catalogues import direction
from sanjeh.report.spreadsheet import CSV_TYPE, XLSX_TYPE, SheetRows, csv_bytes, xlsx
from sanjeh.web.templatetags.persian import language

KINDS_OF_FILES = {"csv": CSV_TYPE, "xlsx": XLSX_TYPE}


def spreadsheet(name: str, kind: str, rows: Sequence[Sequence[str]]) -> HttpResponse:
    """Return rows, the head among them, as a file of one of the kinds."""
    is_rtl = direction(language()) == "rtl"
    content = csv_bytes(rows) if kind == "csv" else xlsx([SheetRows(name, rows)], is_rtl=is_rtl)
    return download(f"sanjeh-{name}.{kind}", content, KINDS_OF_FILES[kind])


def download(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
