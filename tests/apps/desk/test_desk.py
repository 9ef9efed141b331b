from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sanjeh.apps.accounts import actions as accounts
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.accounts.roles import Role
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.desk import actions, doors, impartiality, queries
from sanjeh.apps.desk.kinds import VERDICTS, ComplaintKind, Verdict
from sanjeh.apps.desk.models import Complaint, Seat
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core import draw, ledger
from sanjeh.core.workflow.complaints import ComplaintMove, ComplaintState
from sanjeh.core.workflow.machine import MoveNotAllowed

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
LODGING = actions.Lodging(
    kind=ComplaintKind.RESULT,
    body="NAZ",
    round="",
    complainant="شاکی نمونه",
    allegations=("کارنامه کارمزد خدمت را ندیده است.", "", "پاسخ تلفنی تند بود."),
)
RULINGS = {
    1: actions.Judgement(Verdict.UPHELD, "کارمزد در صفحه هست."),
    2: actions.Judgement(Verdict.NOT_UPHELD, "گفت‌وگو شنیده شد."),
}


@pytest.fixture(autouse=True)
def bodies() -> None:
    parent = Body.objects.create(code="VAZ", title_fa="وزارت نمونه", title_en="Sample ministry")
    Body.objects.create(code="NAZ", title_fa="سازمان نمونه", title_en="Sample body", parent=parent)


def person(name: str, *roles: Role) -> Person:
    made = accounts.register_person(username=name, display_name=name, password=None, by=None, now=NOW)
    for role in roles:
        accounts.give_role(person=made, role=role, by=None, now=NOW)
    return made


def lodged() -> actions.Receipt:
    return actions.lodge_complaint(lodging=LODGING, now=NOW)


def admitted(*handlers: str) -> tuple[actions.Receipt, Person]:
    """Lodge and admit a complaint; give its receipt and whom the draw chose."""
    for name in handlers:
        person(name, Role.HANDLER)
    receipt = lodged()
    assert actions.admit_complaint(number=receipt.number, by=person("sara", Role.SECRETARIAT), now=NOW)
    return receipt, Seat.objects.get(complaint__number=receipt.number).person


def decided() -> tuple[actions.Receipt, Person]:
    receipt, handler = admitted("mina", "omid")
    actions.hear_other_side(number=receipt.number, answer="پاسخ دبیرخانه", by=handler, now=NOW)
    actions.decide_complaint(number=receipt.number, judgements=RULINGS, by=handler, now=NOW)
    return receipt, handler


def state_of(receipt: actions.Receipt) -> str:
    return Complaint.objects.get(number=receipt.number).state


def test_a_complaint_is_opened_by_its_number_and_receipt():
    receipt = lodged()

    page = queries.tracked(receipt.number, receipt.code.lower().replace("-", " "))

    assert (page.row.state, [allegation.text for allegation in page.allegations]) == (
        ComplaintState.LODGED,
        ["کارنامه کارمزد خدمت را ندیده است.", "پاسخ تلفنی تند بود."],
    )


def test_neither_a_wrong_receipt_nor_a_wrong_number_opens_anything():
    receipt = lodged()

    for number, code in ((receipt.number, "7XK3M-00000-00000-00000"), (404, receipt.code), (404, "nobody")):
        with pytest.raises(queries.NoSuchComplaint):
            queries.tracked(number, code)


def test_the_receipt_is_kept_nowhere():
    receipt = lodged()

    row = str(Complaint.objects.filter(number=receipt.number).values().get())
    written = "".join(ledger.written(line) for line in journal_queries.lines())
    assert receipt.code not in row + written
    assert "شاکی" not in written
    assert "کارمزد" not in written


def test_a_complaint_without_an_allegation_is_refused():
    with pytest.raises(actions.NothingAlleged):
        actions.lodge_complaint(lodging=replace(LODGING, allegations=("  ",)), now=NOW)


def test_a_complaint_touches_its_body_and_that_bodys_parent():
    assert impartiality.matters_of("NAZ", "") == ("body:NAZ", "body:VAZ")


def test_who_acted_on_the_matter_or_belongs_to_the_body_or_its_parent_is_never_drawn():
    acted, member, left = (person(name, Role.HANDLER) for name in ("acted", "member", "left"))
    free = person("free", Role.HANDLER)
    journal.write(by=acted, at=NOW, what="body.corrected", about=("round:1", "body:NAZ"))
    accounts.join_body(person=member, body="VAZ", by=None, now=NOW)
    accounts.join_body(person=left, body="NAZ", by=None, now=NOW)
    accounts.leave_body(person=left, body="NAZ", by=None, now=NOW)
    receipt = lodged()

    assert impartiality.field_of(receipt.number, ("body:NAZ", "body:VAZ"), NOW) == impartiality.Field(
        eligible=(free.reference,),
        acted=(acted.reference,),
        members=tuple(sorted((member.reference, left.reference))),
    )


def test_who_admits_a_complaint_does_not_decide_it():
    both = person("both", Role.SECRETARIAT, Role.HANDLER)
    receipt = lodged()

    assert not actions.admit_complaint(number=receipt.number, by=both, now=NOW)
    assert queries.tracked(receipt.number, receipt.code).waits_for_outsider


def test_a_waiting_complaint_is_drawn_once_someone_is_eligible():
    receipt = lodged()
    sara = person("sara", Role.SECRETARIAT)
    assert not actions.admit_complaint(number=receipt.number, by=sara, now=NOW)
    outsider = person("outsider", Role.HANDLER)

    assert actions.draw_handler(number=receipt.number, now=NOW)
    assert Seat.objects.get().person == outsider


def test_the_complainant_sees_all_that_is_needed_to_repeat_the_draw():
    receipt, handler = admitted("mina", "omid", "nika")

    row = queries.tracked(receipt.number, receipt.code).draw

    assert row is not None
    assert len(row.eligible) == 3
    assert (
        draw.drawn(row.eligible, digest=row.digest, matter="complaint:1") == handler.reference == row.handler
    )
    assert draw.wrong_draw(journal_queries.lines()) is None
    assert ledger.verify_chain(journal_queries.lines()) is None


def seat_by_sql(chosen: Person, line: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO desk_seat (complaint_id, person_id, draw_line, at)"
            " SELECT id, %s, %s, now() FROM desk_complaint",
            [chosen.pk, line],
        )


def list_by_hand(*people: Person) -> int:
    facts = {"eligible": tuple(one.reference for one in people)}
    return journal.write(by=None, at=NOW, what=draw.LISTED, about="complaint:1", facts=facts).number


def test_the_database_seats_nobody_without_a_draw():
    friend = person("friend", Role.HANDLER)
    lodged()

    with pytest.raises(IntegrityError, match="no draw for this complaint"):
        seat_by_sql(friend, 1)


def test_the_database_seats_only_the_one_who_was_drawn():
    people = [person(name, Role.HANDLER) for name in ("mina", "omid")]
    lodged()
    line = list_by_hand(*people)
    digest = journal_queries.line(line).digest
    chosen = draw.drawn(tuple(one.reference for one in people), digest=digest, matter="complaint:1")
    other = next(one for one in people if one.reference != chosen)

    with pytest.raises(IntegrityError, match="did not choose"):
        seat_by_sql(other, line)


def test_the_database_refuses_a_draw_among_friends():
    friend, _ = person("friend", Role.HANDLER), person("stranger", Role.HANDLER)
    lodged()

    with pytest.raises(IntegrityError, match="left out someone"):
        seat_by_sql(friend, list_by_hand(friend))


def test_the_database_refuses_one_who_had_a_part():
    acted = person("acted", Role.HANDLER)
    journal.write(by=acted, at=NOW, what="body.corrected", about="body:VAZ")
    lodged()

    with pytest.raises(IntegrityError, match="had a part"):
        seat_by_sql(acted, list_by_hand(acted))


@pytest.mark.parametrize("table", ["seat", "allegation", "complaint"])
def test_the_database_lets_nobody_take_a_seat_or_a_word_away(table):
    admitted("mina")

    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM desk_{table}")  # noqa: S608 -- one of three names above


def test_the_words_of_a_complaint_cannot_be_changed():
    lodged()

    with pytest.raises(IntegrityError, match="only the state may change"), transaction.atomic():
        Complaint.objects.update(complainant="دیگری")


def test_one_who_had_a_part_can_admit_but_not_refuse():
    sara = person("sara", Role.SECRETARIAT)
    journal.write(by=sara, at=NOW, what="body.corrected", about="body:NAZ")
    receipt = lodged()

    with pytest.raises(actions.NotImpartial):
        actions.refuse_complaint(number=receipt.number, reasons="تکراری است.", by=sara, now=NOW)

    assert state_of(receipt) == ComplaintState.LODGED
    assert queries.office_page(receipt.number, sara).moves == (ComplaintMove.ADMIT,)


def test_one_who_had_a_part_reads_nothing_of_the_complaint():
    sara, dara = person("sara", Role.SECRETARIAT), person("dara", Role.SECRETARIAT)
    journal.write(by=sara, at=NOW, what="body.corrected", about="body:NAZ")
    receipt = lodged()

    assert queries.office_page(receipt.number, sara).page is None
    assert queries.office_page(receipt.number, dara).page == queries.tracked(receipt.number, receipt.code)


def test_a_refusal_gives_the_complainant_its_reasons():
    receipt = lodged()
    sara = person("sara", Role.SECRETARIAT)

    actions.refuse_complaint(number=receipt.number, reasons="موضوع در صلاحیت ما نیست.", by=sara, now=NOW)

    page = queries.tracked(receipt.number, receipt.code)
    assert (page.row.state, page.refusal) == (ComplaintState.REFUSED, "موضوع در صلاحیت ما نیست.")


def test_a_refusal_without_reasons_is_not_made():
    receipt = lodged()

    with pytest.raises(actions.ReasonMissing):
        actions.refuse_complaint(number=receipt.number, reasons=" ", by=person("sara"), now=NOW)

    assert state_of(receipt) == ComplaintState.LODGED


def test_only_the_one_who_was_drawn_hears_and_decides():
    receipt, handler = admitted("mina", "omid")
    other = Person.objects.filter(username__in=["mina", "omid"]).exclude(pk=handler.pk).get()

    with pytest.raises(actions.NotImpartial):
        actions.hear_other_side(number=receipt.number, answer="پاسخ", by=other, now=NOW)

    assert queries.office_page(receipt.number, other).moves == ()
    assert queries.office_page(receipt.number, handler).moves == (ComplaintMove.HEAR,)


def test_nothing_is_decided_before_the_other_side_was_heard():
    receipt, handler = admitted("mina")

    with pytest.raises(MoveNotAllowed):
        actions.decide_complaint(number=receipt.number, judgements=RULINGS, by=handler, now=NOW)


def test_each_allegation_needs_its_own_reasons():
    receipt, handler = admitted("mina")
    actions.hear_other_side(number=receipt.number, answer="پاسخ", by=handler, now=NOW)
    empty = {**RULINGS, 2: actions.Judgement(Verdict.UPHELD, " ")}

    for judgements in ({1: RULINGS[1]}, empty):
        with pytest.raises(actions.ReasonMissing):
            actions.decide_complaint(number=receipt.number, judgements=judgements, by=handler, now=NOW)

    assert state_of(receipt) == ComplaintState.HEARD


def test_the_complainant_reads_the_reason_of_each_ruling_and_that_serves_the_decision():
    receipt, _ = decided()

    page = actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW + timedelta(days=1))

    assert [(one.verdict, one.reasons) for one in page.allegations] == [
        (VERDICTS[Verdict.UPHELD], "کارمزد در صفحه هست."),
        (VERDICTS[Verdict.NOT_UPHELD], "گفت‌وگو شنیده شد."),
    ]
    assert [step.state.value for step in page.steps] == [
        "lodged",
        "admitted",
        "assigned",
        "heard",
        "decided",
        "served",
    ]


def test_a_served_complaint_is_closed_by_its_handler():
    receipt, handler = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)

    actions.close_complaint(number=receipt.number, by=handler, now=NOW)

    assert state_of(receipt) == ComplaintState.CLOSED


def test_too_many_knocks_are_turned_away_until_the_time_is_over():
    for _ in range(doors.TRACKING.limit):
        doors.knock(doors.TRACKING, "192.0.2.1", NOW)

    with pytest.raises(doors.TooMany) as refused:
        doors.knock(doors.TRACKING, "192.0.2.1", NOW)
    doors.knock(doors.TRACKING, "192.0.2.2", NOW)
    doors.knock(doors.TRACKING, "192.0.2.1", NOW + timedelta(minutes=15, seconds=1))

    assert refused.value.after == NOW + timedelta(minutes=15)
