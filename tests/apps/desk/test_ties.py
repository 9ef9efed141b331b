"""Who supervises somebody, or is their kin, has no hand in what is complained of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, impartiality, queries, tie_actions, ties
from sanjeh.apps.desk.kinds import ComplaintKind, TieKind
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import LODGING, NOW, person

pytestmark = pytest.mark.django_db
ABOUT_MINA = replace(LODGING, kind=ComplaintKind.CONDUCT, body="", about_person="مینا کاظمی")
TWO_YEARS = timedelta(days=730)


def mina(*roles: Role) -> Person:
    one = person("mina", *roles)
    Person.objects.filter(pk=one.pk).update(display_name="مینا کاظمی")
    return one


def tied(kind: TieKind, one: Person, other: Person) -> int:
    return tie_actions.declare_tie(kind=kind, one=one, other=other, by=people.manager(), now=NOW)


def lodged(lodging: actions.Lodging) -> Complaint:
    return Complaint.objects.get(number=actions.lodge_complaint(lodging=lodging, now=NOW).number)


def eligible(complaint: Complaint) -> tuple[str, ...]:
    return impartiality.candidates_of(complaint.number, tuple(complaint.subject_refs), NOW).eligible


@pytest.mark.parametrize("kind", TieKind)
def test_whoever_stands_close_to_the_one_complained_about_is_not_drawn_and_reads_nothing(
    kind: TieKind,
) -> None:
    accused, close, free = mina(Role.HANDLER), person("omid", Role.HANDLER), person("nika", Role.HANDLER)
    tied(kind, close, accused)

    complaint = lodged(ABOUT_MINA)

    assert eligible(complaint) == (free.reference,)
    assert queries.office_page(complaint.number, close, NOW).is_barred


def test_the_supervisor_of_the_one_complained_about_neither_admits_nor_refuses() -> None:
    head = person("head", Role.SECRETARIAT)
    tied(TieKind.SUPERVISES, head, mina())
    number = lodged(ABOUT_MINA).number

    with pytest.raises(actions.NotImpartial):
        actions.admit_complaint(number=number, by=head, now=NOW)
    with pytest.raises(actions.NotImpartial):
        actions.refuse_complaint(number=number, reasons="نه", by=head, now=NOW)


@pytest.mark.parametrize("kind", ["admission", "refusal"])
def test_the_database_takes_neither_admission_nor_refusal_of_the_supervisor(kind: str) -> None:
    head, free = person("head", Role.SECRETARIAT), person("free", Role.SECRETARIAT)
    tied(TieKind.SUPERVISES, head, mina())
    lodged(ABOUT_MINA)

    with pytest.raises(IntegrityError, match="admits and refuses no complaint"):
        put_down(kind, head)
    put_down(kind, free)


def put_down(kind: str, by: Person) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_statement (complaint_id, kind, text, by_id, at)"
            " SELECT id, %s, 'words', %s, now() FROM desk_complaint",
            [kind, by.pk],
        )


def test_a_tie_that_has_ended_bars_for_two_years_and_then_no_more() -> None:
    accused, close = mina(), person("omid", Role.HANDLER)
    tie_actions.end_tie(number=tied(TieKind.SUPERVISES, close, accused), by=people.manager(), now=NOW)

    bars = [
        impartiality.tied_to(frozenset({accused.reference}), NOW + TWO_YEARS + more)
        for more in (-timedelta(microseconds=1), timedelta())
    ]

    assert bars == [frozenset({close.reference}), frozenset()]


def test_a_tie_to_somebody_who_only_worked_on_the_round_bars_nobody() -> None:
    worked, close = person("worked", Role.SECRETARIAT), person("omid", Role.HANDLER)
    journal.write(by=worked, at=NOW, what="body.corrected", about="body:NAZ")
    tied(TieKind.KIN, worked, close)

    assert eligible(lodged(LODGING)) == (close.reference,)


def test_who_answered_the_report_that_is_complained_of_is_barred_with_the_supervisor() -> None:
    answered, head = person("answered", Role.HANDLER, Role.SECRETARIAT), person("head", Role.HANDLER)
    free = person("free", Role.HANDLER)
    journal.write(by=answered, at=NOW, what="feedback.settled", about="feedback:7")
    tied(TieKind.SUPERVISES, head, answered)

    complaint = lodged(replace(LODGING, body="", contact="7"))

    assert eligible(complaint) == (free.reference,)


def test_a_mark_is_pointed_at_by_its_body_and_indicator() -> None:
    refs = lodged(replace(LODGING, indicator="tls")).subject_refs

    assert "mark:NAZ/tls" in refs


def test_of_the_ties_of_others_the_manager_alone_tells_and_each_of_the_own() -> None:
    one, other, third = person("one", Role.HANDLER), person("other", Role.HANDLER), person("third")

    with pytest.raises(tie_actions.TieOfOthers):
        tie_actions.declare_tie(kind=TieKind.KIN, one=other, other=third, by=one, now=NOW)
    tie_actions.declare_tie(kind=TieKind.KIN, one=other, other=one, by=one, now=NOW)

    assert [[row.one for row in ties.ties_for(who, NOW)] for who in (one, third, people.manager())] == [
        ["one"],
        [],
        ["one"],
    ]


def test_a_tie_is_told_once_and_ended_by_the_manager_alone() -> None:
    one, other = person("one", Role.HANDLER), person("other", Role.HANDLER)
    number = tied(TieKind.KIN, one, other)

    with pytest.raises(tie_actions.TiedAlready):
        tied(TieKind.KIN, other, one)
    with pytest.raises(tie_actions.TiedAlready):
        tied(TieKind.SUPERVISES, one, one)
    with pytest.raises(NotPermitted):
        tie_actions.end_tie(number=number, by=one, now=NOW)
    tie_actions.end_tie(number=number, by=people.manager(), now=NOW)
    with pytest.raises(tie_actions.NoSuchTie):
        tie_actions.end_tie(number=number, by=people.manager(), now=NOW)
