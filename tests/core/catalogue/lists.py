"""Small lists and files for the tests, written as people write them."""

from sanjeh.core.catalogue.codes import CodeRule
from sanjeh.core.catalogue.plan import Plan, plan_of_reading
from sanjeh.core.catalogue.records import read
from sanjeh.core.catalogue.remarks import Healing, Problem
from sanjeh.core.catalogue.standing import BodyState, ServiceState, Standing
from sanjeh.core.catalogue.tables import Cell, Line, Table, csv_table

LIBRARY = BodyState("LIB", "کتابخانه‌ی ملی", "National Library", "", ("main",), "lib.ir", ("https://lib.ir/",))
ARCHIVE = BodyState("ARC", "آرشیو", "", "LIB")
LENDING = ServiceState("10010101000", "LIB", "امانت کتاب", "Lending", ("https://lib.ir/lend",))
STANDING = Standing({"LIB": LIBRARY, "ARC": ARCHIVE}, {"10010101000": LENDING})
SERVICE_HEAD = "کد خدمت,کد دستگاه,عنوان فارسی,نشانی,نشانی ۲"
BODY_HEAD = "code,title,parent,portal"


def table(*rows: tuple[str | Cell, ...], name: str = "") -> Table:
    """Return a table of these rows; what is not a cell is a cell of text."""
    cells = [tuple(one if isinstance(one, Cell) else Cell(one) for one in row) for row in rows]
    return Table(name, tuple(Line(number, row) for number, row in enumerate(cells, start=1)))


def planned(*tables: Table | str, standing: Standing = STANDING, ends_missing: bool = False) -> Plan:
    """Return what files would do; a text is a CSV file."""
    found = tuple(csv_table(one.encode()) if isinstance(one, str) else one for one in tables)
    return plan_of_reading(read(found, standing, CodeRule()), standing, ends_missing=ends_missing)


def told(plan: Plan) -> list[tuple[int, str, Problem | Healing, str]]:
    """Return what is told: line, column, what, and the cell as it stood."""
    return [(row.line, one.column, one.told, one.value) for row in plan.rows for one in row.remarks]


def service(code: str | Cell = "10010102000", body: str = "LIB", title: str = "خدمت", *urls: str) -> Table:
    """Return a table of one service."""
    head = ("کد خدمت", "کد دستگاه", "عنوان فارسی", *("نشانی" for _ in urls))
    return table(head, (code, body, title, *urls))
