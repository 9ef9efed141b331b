"""What the database itself refuses to the application: a calendar that changes without a notice."""

import pytest

from sanjeh.apps.calendars.entries import Entry
from sanjeh.apps.notices.kinds import Kind
from tests import people
from tests.apps.calendars.changes import DECREE, HOLIDAY, WEEK, announce, entered, in_force
from tests.hands import refusal

pytestmark = pytest.mark.django_db
TABLES: dict[str, Entry] = {
    "calendars_calendarversion": WEEK,
    "calendars_holiday": HOLIDAY,
    "calendars_decree": DECREE,
}
MOMENT = "'2026-11-01T09:00Z'"


def confirming(table: str, number: int, notice: object, person: int) -> str:
    return (
        f"UPDATE {table} SET confirmed_by_id = {person}, confirmed_at = {MOMENT}, notice_id = {notice}"  # noqa: S608
        f" WHERE number = {number}"
    )


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_confirmed_without_a_notice_that_told_of_it(table: str) -> None:
    number = entered(TABLES[table])
    other = announce(number, kind=Kind.FORM)
    person = people.approver().pk

    said = [refusal(confirming(table, number, notice, person)) for notice in ("NULL", other)]
    assert ["confirmed_with_a_notice" in said[0], "no notice has told of this change" in said[1]] == [
        True,
        True,
    ]
    assert refusal(confirming(table, number, announce(number), person)) == ""


@pytest.mark.parametrize("table", TABLES)
def test_nobody_confirms_a_row_of_their_own(table: str) -> None:
    number = entered(TABLES[table])

    said = refusal(confirming(table, number, announce(number), people.secretariat().pk))
    assert "confirmed_by_a_second" in said


@pytest.mark.parametrize("table", TABLES)
def test_a_row_is_neither_rewritten_nor_removed_nor_confirmed_again(table: str) -> None:
    number = in_force(TABLES[table])

    for statement in (
        f"UPDATE {table} SET place = 'tehran' WHERE number = {number}",  # noqa: S608
        f"UPDATE {table} SET confirmed_at = NULL, notice_id = NULL WHERE number = {number}",  # noqa: S608
        f"DELETE FROM {table} WHERE number = {number}",  # noqa: S608
        f"TRUNCATE {table}",
    ):
        assert refusal(statement) != ""


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_added_that_counts_at_once(table: str) -> None:
    number = entered(TABLES[table])
    in_force(TABLES[table])
    row = f"FROM {table} row WHERE number = {number}"
    copied = f"INSERT INTO {table} SELECT (json_populate_record(row, %s)).* {row}"

    as_shipped = """'{"id": 999999, "number": 99999, "made_by_id": null, "made_at": null}'"""
    assert "stays as it was entered" in refusal(copied % as_shipped)
    assert refusal(copied % """'{"id": 999999, "number": 99999}'""") == ""
