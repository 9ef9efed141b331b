"""I5 and I8: the names, then the word, then the file; and who opens a file stands in the journal."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.desk import actions, declaration_actions, parties, queries, ruling_actions
from sanjeh.apps.desk.kinds import ENDS_OF_SEATS, EndOfSeat, SeatRole
from sanjeh.apps.desk.models import Complaint, Declaration, Seat
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import hands, people
from tests.apps.desk import country
from tests.apps.desk.country import EVE, LODGING, NOW, RULINGS, heard, lodged, person, seated, sworn

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=1)


def drawn(*handlers: str) -> tuple[actions.Receipt, Person]:
    """Bring a complaint to somebody who was drawn and has declared nothing yet."""
    for name in handlers or ("mina", "omid"):
        person(name, Role.HANDLER)
    person("rasa", Role.SECOND_READER)
    receipt = lodged(EVE)
    actions.admit_complaint(number=receipt.number, by=person("sara", Role.SECRETARIAT), now=EVE)
    country.drawn(NOW)
    return receipt, seated(receipt)


def read(number: int, by: Person) -> parties.PartiesPage:
    return declaration_actions.read_names(number=number, by=by, now=NOW)


def declare(number: int, by: Person, *, is_clear: bool = True) -> None:
    declaration_actions.declare(number=number, is_clear=is_clear, by=by, now=LATER)


def opened(number: int, by: Person) -> queries.OfficePage:
    return declaration_actions.open_file(number=number, by=by, now=LATER)


def openings() -> list[str]:
    return [line.entry.by for line in journal_queries.lines_about("file:1")]


def test_the_names_come_first_and_say_nothing_of_what_it_is_about() -> None:
    _, handler = drawn()
    manager = people.manager()

    page = read(1, handler)

    assert (page.complainant, page.other_side) == ("شاکی نمونه", (manager.display_name,))
    assert page.others_drawn == ("rasa",)
    assert LODGING.allegations[0] not in str(page)


def test_without_the_word_the_file_is_shut_and_after_it_open() -> None:
    _, handler = drawn()

    shut = opened(1, handler)
    read(1, handler)
    still_shut = opened(1, handler)
    declare(1, handler)
    page = opened(1, handler)

    assert [(one.page, one.must_declare) for one in (shut, still_shut)] == [(None, True), (None, True)]
    assert page.page
    assert page.page.allegations[0].text == LODGING.allegations[0]
    assert openings() == [handler.reference]


def test_the_word_before_the_names_and_a_second_word_are_refused() -> None:
    _, handler = drawn()

    with pytest.raises(declaration_actions.DeclaredAlready):
        declare(1, handler)
    read(1, handler)
    declare(1, handler)
    with pytest.raises(declaration_actions.DeclaredAlready):
        declare(1, handler, is_clear=False)

    assert Declaration.objects.get().is_clear


def test_a_tie_ends_the_seat_without_a_reason_and_another_is_drawn() -> None:
    receipt, handler = drawn("mina", "omid")
    read(1, handler)

    declare(1, handler, is_clear=False)
    country.night()

    page = queries.page_of(Complaint.objects.get(), LATER)
    assert [row.ended for row in page.draws if row.role == "handler"] == [
        ENDS_OF_SEATS[EndOfSeat.DECLARED],
        None,
    ]
    assert seated(receipt) != handler
    line = next(
        one for one in journal_queries.lines_about("complaint:1") if one.entry.what == "complaint.unseated"
    )
    assert line.entry.facts == {"role": "handler", "person": handler.reference, "reason": "declared"}


def test_who_declared_a_tie_reads_nothing_though_a_manager() -> None:
    _, handler = drawn()
    Mandate.objects.create(person=handler, role=Role.MANAGER, body="", **people.dates(people.SINCE))
    read(1, handler)
    declare(1, handler, is_clear=False)

    page = opened(1, handler)

    assert (page.page, page.is_barred) == (None, True)


@pytest.mark.parametrize("is_read", [False, True])
def test_nobody_but_the_drawn_reads_the_names_or_declares(*, is_read: bool) -> None:
    _, handler = drawn()
    if is_read:
        read(1, handler)
    other = Person.objects.filter(username__in=["mina", "omid"]).exclude(pk=handler.pk).get()

    for one, refusal in ((other, parties.NotSeated), (people.manager(), NotPermitted)):
        with pytest.raises(refusal):
            read(1, one)
        with pytest.raises(refusal):
            declare(1, one)
    with pytest.raises(parties.NotSeated):
        read(9, handler)

    assert Declaration.objects.filter(signed_at__isnull=False).count() == 0


def test_nothing_is_written_before_the_word_and_before_the_file_was_opened() -> None:
    receipt, handler = drawn()
    heard(receipt)

    def propose() -> None:
        ruling_actions.propose_ruling(number=1, judgements=RULINGS, by=handler, now=LATER)

    with pytest.raises(actions.NotDeclared):
        propose()
    read(1, handler)
    declare(1, handler)
    with pytest.raises(actions.NotDeclared):
        propose()
    opened(1, handler)
    propose()

    assert country.state_of(receipt) == "proposed"


def test_the_database_keeps_the_order_whoever_asks() -> None:
    _, handler = drawn()
    seat = Seat.objects.get(person=handler).pk
    whole = "INSERT INTO desk_declaration (seat_id, names_read_at, signed_at, is_clear, opened_at) VALUES"
    early = NOW - timedelta(seconds=1)

    refused = [
        hands.refusal(f"{whole} ({seat}, '{NOW}', '{LATER}', true, NULL)"),
        hands.refusal(f"{whole} ({seat}, '{early}', NULL, NULL, NULL)"),
    ]
    read(1, handler)
    mine = f"WHERE seat_id = {seat}"
    refused += [
        hands.refusal(f"UPDATE desk_declaration SET opened_at = '{LATER}' {mine}"),
        hands.refusal(f"UPDATE desk_declaration SET signed_at = '{early}', is_clear = true {mine}"),
        hands.refusal(f"UPDATE desk_declaration SET signed_at = '{LATER}' {mine}"),
        hands.refusal(f"UPDATE desk_declaration SET is_clear = true {mine}"),
        hands.refusal(f"DELETE FROM desk_declaration {mine}"),
    ]
    declare(1, handler)
    refused += [
        hands.refusal(f"UPDATE desk_declaration SET is_clear = false {mine}"),
        hands.refusal(f"UPDATE desk_declaration SET opened_at = '{NOW}' {mine}"),
    ]

    assert "" not in refused
    assert hands.refusal(f"UPDATE desk_declaration SET opened_at = '{LATER}' {mine}") == ""


def test_the_database_takes_no_statement_and_no_ruling_of_who_has_declared_nothing() -> None:
    receipt, handler = drawn()
    reader = seated(receipt, SeatRole.READER)
    point = "(SELECT min(id) FROM desk_allegation)"
    ruling = (
        "INSERT INTO desk_ruling (allegation_id, verdict, reasons, by_id, read_by_id, at)"
        f" VALUES ({point}, 'upheld', 'x', {handler.pk}, {reader.pk}, now())"
    )
    said = (
        "INSERT INTO desk_statement (complaint_id, kind, text, by_id, at)"
        f" SELECT id, 'proposal', 'x', {handler.pk}, now() FROM desk_complaint"
    )

    before = [hands.refusal(ruling), hands.refusal(said)]
    sworn(1, handler, NOW)
    half = hands.refusal(ruling)  # the reader has declared nothing yet
    sworn(1, reader, NOW)

    assert [*before, half] == ["who was drawn declares first, and then opens the file"] * 3
    assert [hands.refusal(ruling), hands.refusal(said)] == ["", ""]


@pytest.mark.parametrize("reason", ["challenged", "declared", "recused", "conflict", "quashed", "friendship"])
def test_the_database_unseats_nobody_by_hand(reason: str) -> None:
    _, handler = drawn()
    seat = Seat.objects.get(person=handler).pk

    refusal = hands.refusal(
        f"INSERT INTO desk_seatend (seat_id, reason, by_id, at) VALUES ({seat}, '{reason}', NULL, now())"
    )

    assert refusal == "nobody is unseated by hand"


def test_each_opening_by_somebody_who_is_no_party_has_its_line_and_the_complainant_sees_them() -> None:
    receipt, handler = drawn()
    manager, auditor = people.manager(), person("bazres", Role.AUDITOR)
    sworn(1, handler, NOW)

    for one in (manager, auditor, manager):
        opened(1, one)
    queries.tracked(receipt.number, receipt.code, LATER)  # a party

    assert openings() == [handler.reference, manager.reference, auditor.reference, manager.reference]
    rows = queries.tracked(receipt.number, receipt.code, LATER).openings
    assert {row.person: row.times for row in rows} == {
        handler.reference: 1,
        manager.reference: 2,
        auditor.reference: 1,
    }


def test_who_opened_a_file_has_no_part_by_that_and_may_decide_a_later_case_about_it() -> None:
    receipt, _ = drawn()
    opened(1, people.manager())
    later = actions.lodge_complaint(lodging=replace(LODGING, earlier=str(receipt.number)), now=LATER)

    assert opened(later.number, people.manager()).page


def conflicted() -> dict[str, Callable[[Person], object]]:
    return {
        "acted": lambda one: journal.write(by=one, at=NOW, what="body.corrected", about="body:NAZ"),
        "of the body": lambda one: people.join_body(one, "NAZ", people.manager(), NOW),
        "of the parent": lambda one: people.join_body(one, "VAZ", people.manager(), NOW),
    }


@pytest.mark.parametrize("how", conflicted())
def test_no_word_of_a_case_is_even_fetched_for_whoever_had_a_part(how: str) -> None:
    drawn()
    one = person("party", *(set(Role) - {Role.MEMBER, Role.HANDLER, Role.SECOND_READER}))
    conflicted()[how](one)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = opened(1, one)

    sealed = ("desk_casekey", "desk_statement", "desk_allegation")
    assert page.page is None
    assert [query["sql"] for query in asked if any(name in query["sql"] for name in sealed)] == []
    assert openings() == []
