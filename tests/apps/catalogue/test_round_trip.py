"""What is downloaded as a file uploads again and changes nothing, whatever stands in the list."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanjeh.apps.catalogue.workbooks import tables_in
from sanjeh.core.catalogue.codes import CodeRule
from sanjeh.core.catalogue.listed import bodies_table, services_table
from sanjeh.core.catalogue.plan import What, plan_of_reading
from sanjeh.core.catalogue.records import read
from sanjeh.core.catalogue.standing import Standing
from sanjeh.report.spreadsheet import SheetRows, csv_bytes, xlsx
from tests.core.catalogue.test_plan import standings


def whats(files: tuple[bytes, ...], standing: Standing) -> set[What]:
    tables = tuple(table for content in files for table in tables_in(content)[1])
    plan = plan_of_reading(read(tables, standing, CodeRule()), standing, ends_missing=True)
    return {row.what for row in plan.rows}


@pytest.mark.parametrize("language", ["fa", "en"])
@given(standing=standings())
def test_a_workbook_of_the_list_changes_nothing(standing: Standing, language: str) -> None:
    sheets = (
        SheetRows("bodies", bodies_table(standing.bodies.values(), language)),
        SheetRows("services", services_table(standing.services.values(), language)),
    )

    assert whats((xlsx(sheets, is_rtl=True),), standing) == {What.SAME}


@pytest.mark.parametrize("language", ["fa", "en"])
@given(standing=standings(), with_services=st.booleans())
def test_csv_files_of_the_list_change_nothing(
    standing: Standing, language: str, *, with_services: bool
) -> None:
    bodies = csv_bytes(bodies_table(standing.bodies.values(), language))
    services = csv_bytes(services_table(standing.services.values(), language))

    found = (
        whats((bodies, services), standing) if with_services else whats((bodies,), Standing(standing.bodies))
    )
    assert found == {What.SAME}
