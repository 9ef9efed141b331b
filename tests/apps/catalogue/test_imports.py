"""A list comes in from a spreadsheet: checked, seen, applied whole or not at all by a second person."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue import queries
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.catalogue.imports import queries as imports_read
from sanjeh.apps.catalogue.models import Import
from sanjeh.apps.catalogue.plans.actions import ListChanged
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages.models import Message
from sanjeh.core.catalogue.columns import Column
from sanjeh.core.catalogue.listed import bodies_table, services_table
from sanjeh.core.catalogue.plan import What
from sanjeh.core.catalogue.remarks import Healing, Problem
from sanjeh.core.catalogue.tables import FileRefused
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.workflow.imports import ImportState
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from sanjeh.report.spreadsheet import csv_bytes
from tests import people
from tests.apps import trip
from tests.apps.catalogue.files import BODY_HEAD, SERVICE_HEAD, downloaded, services, workbook
from tests.apps.catalogue.imported import NEW, applied, nothing_changes, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_country(db: None) -> None:
    catalogue.load_catalogue(entries=trip.country(3), by=people.secretariat(), now=trip.NOW)


def counts(number: int) -> dict[What, int]:
    return {what: count for what, count in imports_read.line(number).counts.items() if count}


def test_seven_planted_faults_are_told_each_with_line_column_value_and_remedy() -> None:
    content = workbook(
        bodies=[
            BODY_HEAD,
            ("B1", "دستگاه 1", "MINISTRY", "https://body-1.example/"),
            ("B4", "دستگاه 4", "NOWHERE", "https://body-4.example/"),
            ("B5", "", "MINISTRY", "https://body-5.example/"),
        ],
        services=[
            SERVICE_HEAD,
            (10000000001.0, "B1", "خدمت 1", "https://body-1.example/service"),
            ("1001010200", "B1", "کد کوتاه", "https://body-1.example/a"),
            ("10010103000", "B1", "دو نشانی", "https://body-1.example/b https://body-1.example/c"),
            ("10010104000", "B2", "نشانی دیگری", "https://body-1.example/service"),
            ("10010105000", "B1", "=A1", "https://body-1.example/d"),
            ("10000000001", "B1", "تکراری", "https://body-1.example/e"),
        ],
    )

    with nothing_changes():
        number = prepared(content)
        with pytest.raises(imports.StillWrong):
            applied(number)

    rows, _ = imports_read.preview(number, What.WRONG, 0, 50)
    told = [(row, row.problem) for row in rows if row.problem]
    assert [(row.sheet, row.line, one.column, one.told, one.value) for row, one in told] == [
        ("bodies", 3, Column.PARENT, Problem.PARENT_UNKNOWN, "NOWHERE"),
        ("bodies", 4, Column.TITLE_FA, Problem.TITLE_EMPTY, ""),
        ("services", 2, Column.ADDRESS, Problem.ADDRESS_OF_ANOTHER_BODY, "https://body-1.example/service"),
        ("services", 3, Column.CODE, Problem.CODE_LENGTH, "1001010200"),
        ("services", 4, Column.ADDRESS, Problem.TWO_ADDRESSES, "https://body-1.example/b https://body-1.example/c"),
        ("services", 5, Column.ADDRESS, Problem.ADDRESS_OF_ANOTHER_BODY, "https://body-1.example/service"),
        ("services", 6, Column.TITLE_FA, Problem.FORMULA, "0"),
        ("services", 7, Column.CODE, Problem.CODE_TWICE, "10000000001"),
    ]  # fmt: skip
    assert rows[2].healed[0].told is Healing.NUMBER


def test_the_corrected_file_is_applied_by_another_and_the_download_says_no_changes() -> None:
    content = workbook(
        bodies=[BODY_HEAD, ("B4", "دستگاه چهارم", "MINISTRY", "body-4.example")],
        services=[SERVICE_HEAD, NEW, (10000000001.0, "B1", "خدمت يك", "https://body-1.example/service")],
    )

    number = prepared(content)
    changed = applied(number)

    listed = queries.standing()
    assert changed == 3
    assert (listed.bodies["B4"].parent, listed.bodies["B4"].portals) == (
        "MINISTRY",
        ("https://body-4.example/",),
    )
    assert listed.services["10010102000"].addresses == ("https://body-1.example/new",)
    assert listed.services["10000000001"].title_fa == "خدمت یک"
    assert queries.body("B4").row.title.in_language("en") == "دستگاه چهارم"
    for language in ("fa", "en"):
        again = prepared(downloaded(language))
        assert counts(again) == {What.SAME: 9}
        assert imports_read.line(again).changed == 0


def test_who_has_prepared_a_list_does_not_apply_it_whatever_else_they_may() -> None:
    both = people.registered("both", Role.SECRETARIAT, Role.MANAGER)
    number = prepared(services(NEW), by=both)

    with nothing_changes(), pytest.raises(NotPermitted) as refused:
        imports.apply_import(number=number, by=both, now=trip.NOW)

    assert refused.value.why is Why.SAME_PERSON


def test_the_table_itself_refuses_one_person_for_both() -> None:
    number = prepared(services(NEW))
    row = {"state": "applied", "applied_at": trip.NOW}

    for wrong in ({"applied_by": people.secretariat()}, {"applied_by": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Import.objects.filter(pk=number).update(**row, **wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Import.objects.filter(pk=number).update(applied_by=people.approver())


def test_who_chooses_that_the_missing_end_has_prepared_it_too() -> None:
    number = prepared(services(NEW))
    other = people.registered("other", Role.SECRETARIAT)

    imports.check_import(number=number, ends_missing=True, by=other, now=trip.NOW)

    with pytest.raises(NotPermitted):
        imports.apply_import(number=number, by=other, now=trip.NOW)


def test_a_file_sent_twice_is_one_import_and_applied_once() -> None:
    file = services(NEW)  # made once: a workbook holds the second in which it was made
    first, second = prepared(file), prepared(file)

    assert (first == second, applied(first)) == (True, 1)
    with nothing_changes(), pytest.raises(MoveNotAllowed):
        applied(second)
    assert prepared(file) != first


def test_a_list_that_changed_meanwhile_is_checked_again_before_it_is_applied() -> None:
    slow = prepared(services((10000000001, "B1", "نام تازه", "https://body-1.example/service")))
    applied(prepared(services((10000000001, "B1", "نام دیگر", "https://body-1.example/service"))))

    with nothing_changes(), pytest.raises(ListChanged):
        applied(slow)
    imports.check_import(number=slow, ends_missing=False, by=people.secretariat(), now=trip.NOW)

    assert applied(slow) == 1
    assert queries.service("10000000001").title.fa == "نام تازه"


def test_what_is_missing_is_told_and_ends_only_when_that_was_chosen() -> None:
    content = services((10000000001, "B1", "خدمت 1", "https://body-1.example/service"))
    number = prepared(content)

    assert counts(number) == {What.SAME: 1, What.MISSING: 2}
    imports.check_import(number=number, ends_missing=True, by=people.secretariat(), now=trip.NOW)
    assert (imports_read.line(number).changed, applied(number)) == (2, 2)

    assert queries.size() == queries.CatalogueSize(bodies=4, services=1, addresses=4)
    assert queries.service("10000000002").urls == ()
    assert queries.service("10000000002").ended_on is not None


def test_a_discarded_import_is_not_applied() -> None:
    number = prepared(services(NEW))

    imports.discard_import(number=number, by=people.manager(), now=trip.NOW)

    assert imports_read.line(number).state is ImportState.DISCARDED
    for move in (imports.apply_import, imports.discard_import):
        with nothing_changes(), pytest.raises(MoveNotAllowed):
            move(number=number, by=people.approver(), now=trip.NOW)


def test_a_file_that_cannot_be_read_leaves_nothing() -> None:
    head = journal.head()

    with pytest.raises(FileRefused):
        prepared(b"PK no archive")

    assert (imports_read.lines(), journal.head()) == (((), 0), head)


def asked(content: bytes) -> tuple[int, int]:
    """Return how many questions the check and the application of a file ask."""
    with CaptureQueriesContext(connection) as checking:
        number = prepared(content)
    checked = len(checking)
    with CaptureQueriesContext(connection) as applying:
        applied(number)
    return checked, len(applying)


def test_one_line_and_hundreds_ask_the_same_number_of_questions() -> None:
    def rows(start: int, count: int) -> bytes:
        return services(
            *(
                (20_000_000_000 + n, "B1", f"خدمت {n}", f"body-1.example/{n}")
                for n in range(start, start + count)
            )
        )

    people.approver()
    assert asked(rows(0, 1)) == asked(rows(1, 300))


def test_the_parts_of_a_csv_download_upload_again_without_changes() -> None:
    listed = queries.standing()
    for rows, count in (
        (bodies_table(listed.bodies.values(), "fa"), 4),
        (services_table(listed.services.values(), "en"), 3),
    ):
        assert counts(prepared(csv_bytes(rows))) == {What.SAME: count}


def test_who_may_apply_a_list_is_told_that_it_waits_and_who_prepared_it_is_not() -> None:
    approver = people.approver()

    prepared(services(NEW))

    told = Message.objects.filter(template=TemplateName.IMPORT_WAITS)
    assert [(row.person, "list.xlsx" in row.text) for row in told] == [(approver, True)]


def test_nobody_is_told_of_a_list_that_is_still_wrong() -> None:
    people.approver()

    prepared(services(("1001", "B1", "خدمت تازه", "https://body-1.example/new")))

    assert not Message.objects.filter(template=TemplateName.IMPORT_WAITS).exists()
