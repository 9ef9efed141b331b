"""The words of a complaint lie sealed; erasing them is possible, and the journal still verifies."""

from datetime import datetime, timedelta

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.db import DatabaseError, connection, transaction
from pytest_django import Settings

from sanjeh.apps.desk import actions, queries
from sanjeh.apps.desk import erasure_actions as erasure
from sanjeh.apps.desk.models import CaseKey, Complaint, LegalHold
from sanjeh.apps.journal import actions as journal_actions
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity import hash_chain
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import LODGING, NOW, closed, decided, lodged, person

pytestmark = pytest.mark.django_db
WORDS = (*filter(None, LODGING.allegations), LODGING.complainant, "پاسخ طرف دیگر", "کارمزد در صفحه هست.")


def erase_old(before: datetime, handed_over: tuple[int, ...] | None = None) -> int:
    """Erase what ended before, as if an archive had it all, or these alone."""
    numbers = tuple(Complaint.objects.values_list("number", flat=True))
    known = numbers if handed_over is None else handed_over
    return erasure.erase_old(before=before, handed_over=known, now=NOW)


def everything() -> str:
    """Return every text that the database holds of the desk and in the journal, as a dump would."""
    tables = ("complaint", "allegation", "statement", "ruling", "casekey", "legalhold")
    texts = []
    with connection.cursor() as cursor:
        for table in (*(f"desk_{name}" for name in tables), "journal_journalline"):
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ' '), '') FROM {table} t")
            texts.append(cursor.fetchone()[0])
    return "\n".join(texts)


def test_no_word_of_a_complaint_stands_in_clear_in_the_database() -> None:
    receipt, _ = closed()

    dump = everything()

    assert [word for word in WORDS if word in dump] == []
    page = queries.tracked(receipt.number, receipt.code, NOW)
    assert page.complainant == LODGING.complainant
    assert [row.text for row in page.allegations] == list(filter(None, LODGING.allegations))
    assert [row.reasons for row in page.allegations] == ["کارمزد در صفحه هست.", "گفت‌وگو شنیده شد."]
    assert page.answer == "پاسخ طرف دیگر"


def test_an_erased_complaint_keeps_its_course_and_no_word_and_the_journal_still_verifies() -> None:
    receipt, _ = closed()
    later = NOW + timedelta(days=1)

    erasure.erase_complaint(number=receipt.number, by=people.registered("head", Role.MANAGER), now=later)

    page = queries.tracked(receipt.number, receipt.code, NOW)
    assert (page.complainant, page.answer, page.erased_at) == ("", "", later)
    assert {row.text + row.reasons for row in page.allegations} == {""}
    assert [step.state for step in page.steps][-1] == "closed"
    assert hash_chain.verify_chain(journal.lines()) is None
    assert journal.head().entry.what == "complaint.erased"  # type: ignore[union-attr]


def test_what_is_not_over_is_not_erased() -> None:
    receipt, _ = decided()
    head = people.registered("head", Role.MANAGER)

    with pytest.raises(erasure.StillOpen):
        erasure.erase_complaint(number=receipt.number, by=head, now=NOW)

    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == LODGING.complainant


def test_a_refused_complaint_is_over_too() -> None:
    receipt = lodged()
    actions.refuse_complaint(
        number=receipt.number, reasons="تکراری", by=person("sara", Role.SECRETARIAT), now=NOW
    )

    erasure.erase_complaint(number=receipt.number, by=people.registered("head", Role.MANAGER), now=NOW)

    assert queries.tracked(receipt.number, receipt.code, NOW).refusal == ""


def test_nothing_is_erased_twice() -> None:
    receipt, _ = closed()
    head = people.registered("head", Role.MANAGER)
    erasure.erase_complaint(number=receipt.number, by=head, now=NOW)

    with pytest.raises(erasure.AlreadyErased):
        erasure.erase_complaint(number=receipt.number, by=None, now=NOW)


def test_who_had_a_part_in_the_matter_erases_nothing() -> None:
    receipt, _ = closed()
    head = people.registered("head", Role.MANAGER)
    journal_actions.write(by=head, at=NOW, what="body.corrected", about="body:NAZ")

    with pytest.raises(actions.NotImpartial):
        erasure.erase_complaint(number=receipt.number, by=head, now=NOW)

    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == LODGING.complainant


def test_a_legal_hold_refuses_until_somebody_else_has_lifted_it() -> None:
    receipt, _ = closed()
    auditor, head = people.registered("auditor", Role.AUDITOR), people.registered("head", Role.MANAGER)
    erasure.hold_complaint(number=receipt.number, reason="نامه‌ی ۱۲ دادگاه", by=auditor, now=NOW)

    with pytest.raises(erasure.Held):
        erasure.erase_complaint(number=receipt.number, by=head, now=NOW)
    with pytest.raises(NotPermitted):
        erasure.lift_hold(number=receipt.number, by=auditor, now=NOW)
    erasure.lift_hold(number=receipt.number, by=person("nima", Role.SECRETARIAT), now=NOW)
    erasure.erase_complaint(number=receipt.number, by=head, now=NOW)

    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == ""


def test_a_hold_needs_a_reason_and_stands_alone() -> None:
    receipt, _ = closed()
    auditor = people.registered("auditor", Role.AUDITOR)

    with pytest.raises(actions.ReasonMissing):
        erasure.hold_complaint(number=receipt.number, reason="  ", by=auditor, now=NOW)
    erasure.hold_complaint(number=receipt.number, reason="دادگاه", by=auditor, now=NOW)
    with pytest.raises(erasure.Held):
        erasure.hold_complaint(number=receipt.number, reason="دوباره", by=auditor, now=NOW)
    with pytest.raises(erasure.Held):
        erasure.lift_hold(number=lodged().number, by=auditor, now=NOW)

    assert [hold.reason for hold in LegalHold.objects.all()] == ["دادگاه"]


def test_the_nightly_task_erases_what_is_older_and_no_minute_earlier() -> None:
    receipt, _ = closed()

    assert erase_old(NOW) == 0
    assert erase_old(NOW + timedelta(seconds=1), ()) == 0  # no archive has it
    assert erase_old(NOW + timedelta(seconds=1)) == 1
    assert erase_old(NOW + timedelta(seconds=1)) == 0

    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == ""


def test_where_no_archive_is_waited_for_what_is_older_goes_and_what_is_held_stays() -> None:
    gone, held = closed()[0], lodged()
    actions.refuse_complaint(number=held.number, reasons="نه", by=people.secretariat(), now=NOW)
    erasure.hold_complaint(number=held.number, reason="دادگاه", by=people.manager(), now=NOW)
    later = NOW + timedelta(seconds=1)

    counts = [erasure.erase_old(before=before, handed_over=None, now=NOW) for before in (NOW, later, later)]

    assert counts == [0, 1, 0]
    assert queries.tracked(gone.number, gone.code, NOW).complainant == ""
    assert queries.tracked(held.number, held.code, NOW).complainant == LODGING.complainant


def test_the_nightly_task_leaves_what_is_held_and_what_is_not_over() -> None:
    receipt, _ = closed()
    open_one = lodged()
    auditor = people.registered("auditor", Role.AUDITOR)
    erasure.hold_complaint(number=receipt.number, reason="دادگاه", by=auditor, now=NOW)

    assert erase_old(NOW + timedelta(days=900)) == 0
    assert CaseKey.objects.count() == 2
    assert queries.tracked(open_one.number, open_one.code, NOW).complainant == LODGING.complainant


REFUSED_BY_THE_DATABASE = (
    "DELETE FROM desk_casekey",
    "UPDATE desk_casekey SET locked = ''",
    "UPDATE desk_legalhold SET reason = 'x'",
    "DELETE FROM desk_legalhold",
    "UPDATE desk_complaint SET salt = ''",
    "UPDATE desk_allegation SET text = ''",
)


@pytest.mark.parametrize("statement", REFUSED_BY_THE_DATABASE)
def test_the_database_itself_keeps_the_words_of_what_is_held(statement: str) -> None:
    receipt, _ = closed()
    auditor = people.registered("auditor", Role.AUDITOR)
    erasure.hold_complaint(number=receipt.number, reason="دادگاه", by=auditor, now=NOW)

    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == LODGING.complainant


def test_the_database_itself_keeps_the_words_of_what_is_not_over() -> None:
    receipt, _ = decided()

    with pytest.raises(DatabaseError, match="not over"), transaction.atomic():
        CaseKey.objects.all().delete()

    assert queries.tracked(receipt.number, receipt.code, NOW).complainant == LODGING.complainant


def test_another_installation_cannot_read_a_dump(settings: Settings) -> None:
    receipt, _ = closed()
    settings.SEALING_KEY = Fernet.generate_key()

    with pytest.raises(InvalidToken):
        queries.tracked(receipt.number, receipt.code, NOW)
