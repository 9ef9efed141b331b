"""The lists of bodies and services in the office, and the whole list as files that upload again."""

from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from sanjeh.apps.catalogue import queries as catalogue
from sanjeh.core.catalogue.listed import bodies_table, services_table
from sanjeh.core.catalogue.tables import Sheet
from sanjeh.core.workflow.moves import Reading
from sanjeh.locale.catalogues import direction
from sanjeh.report.spreadsheet import CSV_TYPE, XLSX_TYPE, SheetRows, csv_bytes, xlsx
from sanjeh.web.list_files import download
from sanjeh.web.listing import answer
from sanjeh.web.office.access import OfficePage
from sanjeh.web.office.catalogue.bulk import LISTINGS, bulk_form
from sanjeh.web.office.catalogue.listings import list_language
from sanjeh.web.office.catalogue.template import template_sheets
from sanjeh.web.templatetags.persian import language


class UnitList(OfficePage):
    """A list of one of the two sheets; rows are ticked by whom a change of many is open to."""

    reads = Reading.CATALOGUE
    sheet = Sheet.BODIES

    def get(self, request: HttpRequest) -> HttpResponse:
        bulk = bulk_form(request, self.sheet)
        listing = LISTINGS[self.sheet](timezone.now())
        shown = listing if bulk.edits else replace(listing, key=None)
        return answer(request, shown, "office/catalogue/list.html", {"tab": self.sheet, "bulk": bulk})


class WholeList(OfficePage):
    """The whole list, or the empty template, as a file."""

    reads = Reading.CATALOGUE

    def get(self, request: HttpRequest, name: str) -> HttpResponse:
        del request
        found = FILES.get(name)
        if found is None:
            raise Http404
        return download(f"sanjeh-{name}", found(), CSV_TYPE if name.endswith(".csv") else XLSX_TYPE)


def workbook() -> bytes:
    listed = catalogue.standing()
    sheets = (
        SheetRows(Sheet.BODIES, bodies_table(listed.bodies.values(), list_language())),
        SheetRows(Sheet.SERVICES, services_table(listed.services.values(), list_language())),
    )
    return xlsx(sheets, is_rtl=direction(language()) == "rtl")


def template() -> bytes:
    return xlsx(template_sheets(language(), list_language()), is_rtl=direction(language()) == "rtl")


def bodies_csv() -> bytes:
    return csv_bytes(bodies_table(catalogue.standing().bodies.values(), list_language()))


def services_csv() -> bytes:
    return csv_bytes(services_table(catalogue.standing().services.values(), list_language()))


FILES = {
    "catalogue.xlsx": workbook,
    "template.xlsx": template,
    "bodies.csv": bodies_csv,
    "services.csv": services_csv,
}
