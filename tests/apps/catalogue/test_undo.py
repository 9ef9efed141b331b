"""What was applied is taken back by its counter move, applied by whom it is for, and told in the journal."""

from dataclasses import replace

import pytest
from django.utils import timezone

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.catalogue import queries
from sanjeh.apps.catalogue.imports import actions as imports
from sanjeh.apps.catalogue.imports import queries as imports_read
from sanjeh.apps.catalogue.plans.actions import ListChanged
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from tests import people
from tests.apps import trip
from tests.apps.catalogue.files import BODY_HEAD, services, workbook
from tests.apps.catalogue.imported import NEW, applied, nothing_changes, prepared

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_country(db: None) -> None:
    catalogue.load_catalogue(entries=trip.country(3), by=people.secretariat(), now=trip.NOW)


def test_an_import_is_undone_by_its_counter_move_and_only_once() -> None:
    before = queries.standing()
    moved = (10000000001, "B2", "خدمت 1", "https://body-1.example/service")
    number = prepared(services(NEW, moved))
    applied(number)

    undo = imports.prepare_undo(number=number, by=people.secretariat(), now=trip.NOW)
    assert applied(undo) == 2

    after = queries.standing()
    assert {code: one for code, one in after.services.items() if not one.is_ended} == before.services
    assert after.services["10010102000"].is_ended
    with pytest.raises(imports.AlreadyUndone):
        imports.prepare_undo(number=number, by=people.secretariat(), now=trip.NOW)


def test_what_changed_since_is_not_undone() -> None:
    number = prepared(services((10000000001, "B1", "نام تازه", "https://body-1.example/service")))
    applied(number)
    applied(prepared(services((10000000001, "B1", "نام تازه‌تر", "https://body-1.example/service"))))

    with nothing_changes(), pytest.raises(ListChanged):
        imports.prepare_undo(number=number, by=people.secretariat(), now=trip.NOW)


def test_a_file_and_an_edit_are_each_applied_by_whom_they_are_for() -> None:
    state = replace(queries.standing().services["10000000001"], title_fa="نام")
    edit = imports.prepare_edit(states=[state], by=people.secretariat(), now=trip.NOW)
    file = prepared(services(NEW))
    today = timezone.localdate(trip.NOW)

    with nothing_changes(), pytest.raises(MoveNotAllowed):
        applied(edit)
    with nothing_changes(), pytest.raises(MoveNotAllowed):
        imports.apply_edit(number=file, on=today, by=people.secretariat(), now=trip.NOW)
    with nothing_changes(), pytest.raises(NotPermitted):
        imports.apply_edit(number=edit, on=today, by=people.approver(), now=trip.NOW)
    assert imports.apply_edit(number=edit, on=today, by=people.secretariat(), now=trip.NOW) == 1


def test_what_is_not_there_is_not_found() -> None:
    for find in (imports_read.line, imports_read.content):
        with pytest.raises(imports_read.NoSuchImport):
            find(0)
    with pytest.raises(imports_read.NoSuchImport):
        applied(0)


def test_the_file_stays_as_it_came() -> None:
    content = services(NEW)

    assert imports_read.content(prepared(content)) == ("list.xlsx", content)


def test_the_journal_tells_who_prepared_and_who_applied_which_file() -> None:
    number = prepared(workbook(bodies=[BODY_HEAD, ("B4", "تازه", "MINISTRY", "body-4.example")]))
    applied(number)

    lines = [one for one in journal.lines() if f"import:{number}" in one.entry.about]
    assert [(one.entry.what, one.entry.by) for one in lines] == [
        ("catalogue.prepared", people.secretariat().reference),
        ("catalogue.applied", people.approver().reference),
    ]
    assert lines[1].entry.about == (f"import:{number}", "authority:default", "body:B4")
    assert lines[0].entry.facts["new"] == 1
