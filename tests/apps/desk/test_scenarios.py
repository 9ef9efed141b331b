"""AC4, AC5, AC7, AC14, D1: what a sceptical ombudsman tries first, from lodging to the ruling."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

import sanjeh
from sanjeh.apps.desk import actions, impartiality, queries, ruling_actions, tie_actions
from sanjeh.apps.desk.kinds import ComplaintKind, SeatRole, TieKind, Verdict
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import (
    EVE,
    LODGING,
    NOW,
    RULINGS,
    admitted,
    heard,
    lodged,
    night,
    person,
    ruled,
    seated,
    state_of,
)

pytestmark = pytest.mark.django_db


def test_ac4_of_six_handlers_the_two_without_any_part_are_listed_before_the_root_exists() -> None:
    scored, answered, former, head = (person(f"e{n}", Role.HANDLER) for n in range(1, 5))
    free = [person(f"e{n}", Role.HANDLER) for n in (5, 6)]
    journal.write(by=scored, at=EVE, what="round.counted", about="body:NAZ")
    journal.write(by=answered, at=EVE, what="feedback.settled", about="feedback:7")
    people.join_body(person=former, body="NAZ", by=people.manager(), now=EVE)
    people.leave_body(person=former, body="NAZ", by=people.manager(), now=EVE)
    tie_actions.declare_tie(kind=TieKind.SUPERVISES, one=head, other=answered, by=people.manager(), now=EVE)
    lodging = replace(LODGING, contact="7")
    number = actions.lodge_complaint(lodging=lodging, now=EVE).number
    actions.admit_complaint(number=number, by=person("sara", Role.SECRETARIAT), now=EVE)

    draw = Complaint.objects.get().draws.get(role="handler")
    before = Complaint.objects.get().seats.count()
    night(EVE)

    page = queries.page_of(Complaint.objects.get(), NOW)
    assert before == 0
    assert page.draw
    assert set(page.draw.eligible) == {one.reference for one in free}
    assert page.draw.line == draw.line
    assert page.draw.handler in page.draw.eligible


def test_ac5_with_nobody_eligible_the_complaint_waits_and_its_page_says_why() -> None:
    receipt = lodged(EVE)
    involved = person("involved", Role.HANDLER)
    journal.write(by=involved, at=EVE, what="body.corrected", about="body:NAZ")

    actions.admit_complaint(number=receipt.number, by=person("sara", Role.SECRETARIAT), now=EVE)
    night(EVE)

    page = queries.tracked(receipt.number, receipt.code, NOW)
    assert (page.waits_for_outsider, page.draws) == (True, ())


def test_ac7_a_ruling_unlike_two_on_the_like_says_what_is_different_and_a_reader_signs() -> None:
    office = person("sara", Role.SECRETARIAT)
    for name in ("mina", "omid"):
        person(name, Role.HANDLER)
    person("rasa", Role.SECOND_READER)
    for _ in range(3):
        number = lodged(EVE).number
        actions.admit_complaint(number=number, by=office, now=EVE)
    night(EVE)
    receipts = [actions.Receipt(number, "") for number in (1, 2, 3)]
    for receipt in receipts:
        heard(receipt)
    upheld = {number: ruling_actions.Judgement(Verdict.UPHELD, "دلیل") for number in (1, 2)}
    unlike = {number: ruling_actions.Judgement(Verdict.NOT_UPHELD, "دلیل") for number in (1, 2)}
    said = {number: replace(one, distinguishing="اینجا کارمزد بود.") for number, one in unlike.items()}

    ruled(receipts[0], upheld)
    with pytest.raises(ruling_actions.DistinctionMissing):
        ruled(receipts[2], unlike)  # two points of one complaint ended otherwise
    ruled(receipts[1], said)

    assert [state_of(receipt) for receipt in receipts] == ["decided", "decided", "heard"]
    assert "اینجا کارمزد بود." in queries.page_of(Complaint.objects.get(number=2), NOW).allegations[0].reasons


def test_ac7_what_has_become_unlike_two_others_since_it_was_written_is_not_signed() -> None:
    office = person("sara", Role.SECRETARIAT)
    person("mina", Role.HANDLER)
    person("rasa", Role.SECOND_READER)
    receipts = [lodged(EVE) for _ in range(2)]
    for receipt in receipts:
        actions.admit_complaint(number=receipt.number, by=office, now=EVE)
    night(EVE)
    for receipt in receipts:
        heard(receipt)
    upheld = {number: ruling_actions.Judgement(Verdict.UPHELD, "دلیل") for number in (1, 2)}
    unlike = {number: ruling_actions.Judgement(Verdict.NOT_UPHELD, "دلیل") for number in (1, 2)}
    second = receipts[1]
    ruling_actions.propose_ruling(number=second.number, judgements=unlike, by=seated(second), now=NOW)

    ruled(receipts[0], upheld)
    with pytest.raises(ruling_actions.DistinctionMissing):
        ruling_actions.decide_complaint(number=second.number, by=seated(second, SeatRole.READER), now=NOW)

    assert state_of(second) == "proposed"


def test_ac7_a_second_reader_sends_a_ruling_back_with_a_reason() -> None:
    receipt, handler = admitted("mina")
    heard(receipt)
    ruling_actions.propose_ruling(number=1, judgements=RULINGS, by=handler, now=NOW)

    with pytest.raises(actions.ReasonMissing):
        ruling_actions.send_back(number=1, reasons=" ", by=seated(receipt, SeatRole.READER), now=NOW)
    ruling_actions.send_back(
        number=1, reasons="مورد دوم بی‌پایه است.", by=seated(receipt, SeatRole.READER), now=NOW
    )
    told = [
        queries.office_page(1, handler, NOW).sent_back,
        str(queries.page_of(Complaint.objects.get(), NOW)),
    ]
    ruled(receipt)

    assert told[0] == ("مورد دوم بی‌پایه است.",)
    assert "بی‌پایه" not in told[1]
    assert state_of(receipt) == "decided"


def test_d1_the_handler_whose_conduct_it_is_is_not_listed_and_sees_nothing() -> None:
    handler = person("handler-2", Role.HANDLER)
    free = person("handler-3", Role.HANDLER)
    lodging = replace(LODGING, kind=ComplaintKind.CONDUCT, body="", about_person="handler-2")
    number = actions.lodge_complaint(lodging=lodging, now=EVE).number
    refs = tuple(Complaint.objects.get(number=number).subject_refs)

    assert impartiality.candidates_of(number, refs, EVE).eligible == (free.reference,)
    assert queries.office_page(number, handler, EVE).page is None


def test_ac14_nothing_that_counts_a_round_knows_of_cases() -> None:
    """The one way is a row of results that the desk writes; results name no complaint but by a reference."""
    results = Path(sanjeh.__file__).parent / "apps" / "results"

    knowing = [path.name for path in sorted(results.rglob("*.py")) if "apps.desk" in path.read_text()]

    assert knowing == []


def test_i3_a_seat_that_began_clean_ends_with_the_first_act_on_the_matter() -> None:
    receipt, handler = admitted("mina", "omid")
    journal.write(by=handler, at=NOW, what="round.counted", about="body:VAZ")

    with pytest.raises(actions.NotImpartial):
        actions.seated(Complaint.objects.get(number=receipt.number), handler)

    assert queries.office_page(receipt.number, handler, NOW + timedelta(seconds=1)).moves == ()
