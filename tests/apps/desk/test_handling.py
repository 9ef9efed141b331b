"""From a complaint's admission to its closing, each step with its reasons."""

from datetime import UTC, datetime, timedelta
from itertools import takewhile

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, hearing_actions, queries, ruling_actions
from sanjeh.apps.desk.kinds import VERDICTS, SeatRole, Verdict
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.complaints import ComplaintMove, ComplaintState
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.complaint_stages import Stage
from tests import people
from tests.apps.desk.country import (
    NOW,
    RULINGS,
    admitted,
    decided,
    heard,
    lodged,
    person,
    seated,
    state_of,
)

pytestmark = pytest.mark.django_db
UNAPPEALED = NOW + timedelta(days=60)


def appeal_due(receipt: actions.Receipt) -> datetime:
    """Return the first moment at which the time of the appeal is over."""
    found = queries.tracked(receipt.number, receipt.code, NOW).clocks
    return datetime.fromtimestamp(
        next(row.standing.due_at for row in found if row.stage == Stage.APPEAL), UTC
    )


def test_one_who_had_a_part_neither_admits_nor_refuses() -> None:
    sara = person("sara", Role.SECRETARIAT)
    journal.write(by=sara, at=NOW, what="body.corrected", about="body:NAZ")
    receipt = lodged()

    with pytest.raises(actions.NotImpartial):
        actions.refuse_complaint(number=receipt.number, reasons="تکراری است.", by=sara, now=NOW)
    with pytest.raises(actions.NotImpartial):
        actions.admit_complaint(number=receipt.number, by=sara, now=NOW)

    assert state_of(receipt) == ComplaintState.LODGED
    assert queries.office_page(receipt.number, sara, NOW).moves == ()


def test_one_who_had_a_part_reads_nothing_of_the_complaint() -> None:
    sara, dara = person("sara", Role.SECRETARIAT), person("dara", Role.SECRETARIAT)
    journal.write(by=sara, at=NOW, what="body.corrected", about="body:NAZ")
    receipt = lodged()

    assert queries.office_page(receipt.number, sara, NOW).page is None
    assert queries.office_page(receipt.number, dara, NOW).page == queries.tracked(
        receipt.number, receipt.code, NOW
    )


def test_a_refusal_gives_the_complainant_its_reasons() -> None:
    receipt = lodged()
    sara = person("sara", Role.SECRETARIAT)

    actions.refuse_complaint(number=receipt.number, reasons="موضوع در صلاحیت ما نیست.", by=sara, now=NOW)

    page = queries.tracked(receipt.number, receipt.code, NOW)
    assert (page.row.state, page.refusal) == (ComplaintState.REFUSED, "موضوع در صلاحیت ما نیست.")


def test_a_refusal_without_reasons_is_not_made() -> None:
    receipt = lodged()

    with pytest.raises(actions.ReasonMissing):
        actions.refuse_complaint(
            number=receipt.number, reasons=" ", by=person("sara", Role.SECRETARIAT), now=NOW
        )

    assert state_of(receipt) == ComplaintState.LODGED


def test_nobody_but_the_other_side_answers_and_no_handler_or_office_types_it() -> None:
    receipt, handler = admitted("mina", "omid")
    manager = people.manager()

    for one in (handler, Person.objects.get(username="sara"), person("nika", Role.APPROVER)):
        with pytest.raises(actions.NotImpartial):
            hearing_actions.answer_complaint(number=receipt.number, answer="پاسخ", by=one, now=NOW)
    hearing_actions.answer_complaint(number=receipt.number, answer="پاسخ", by=manager, now=NOW)

    assert queries.tracked(receipt.number, receipt.code, NOW).answer == "پاسخ"


@pytest.mark.parametrize("move", ["propose", "decide", "close"])
def test_nobody_but_the_one_who_was_drawn_makes_a_move_that_needs_the_seat(move: str) -> None:
    receipt, handler = admitted("mina", "omid")
    number, reader = receipt.number, seated(receipt, SeatRole.READER)
    pool = Role.SECOND_READER if move == "decide" else Role.HANDLER
    moves = {
        "propose": lambda by: ruling_actions.propose_ruling(
            number=number, judgements=RULINGS, by=by, now=NOW
        ),
        "decide": lambda by: ruling_actions.decide_complaint(number=number, by=by, now=NOW),
        "close": lambda by: actions.close_complaint(number=number, by=by, now=UNAPPEALED),
    }
    right = {"propose": handler, "decide": reader, "close": handler}
    heard(receipt)
    for before in takewhile(lambda name: name != move, moves):
        moves[before](right[before])
    if move == "close":
        actions.open_with_receipt(number=number, code=receipt.code, now=NOW)
    state = state_of(receipt)

    for stranger, refusal in (
        (person("late", pool), actions.NotImpartial),
        (person("dara", Role.SECRETARIAT), NotPermitted),
        (person("nika"), NotPermitted),
    ):
        with pytest.raises(refusal):
            moves[move](stranger)

    assert state_of(receipt) == state
    moves[move](right[move])
    assert state_of(receipt) != state


@pytest.mark.parametrize("body", ["NAZ", "VAZ"])
def test_a_member_of_the_body_or_of_its_parent_neither_refuses_nor_reads_even_after_leaving(
    body: str,
) -> None:
    member = person("member", Role.SECRETARIAT)
    people.join_body(person=member, body=body, by=people.manager(), now=NOW)
    people.leave_body(person=member, body=body, by=people.manager(), now=NOW)
    receipt = lodged()

    with pytest.raises(actions.NotImpartial):
        actions.refuse_complaint(number=receipt.number, reasons="تکراری است.", by=member, now=NOW)

    assert state_of(receipt) == ComplaintState.LODGED
    assert queries.office_page(receipt.number, member, NOW).page is None


def test_nothing_is_decided_before_the_other_side_was_heard() -> None:
    receipt, handler = admitted("mina")

    with pytest.raises(MoveNotAllowed):
        ruling_actions.propose_ruling(number=receipt.number, judgements=RULINGS, by=handler, now=NOW)


def test_each_allegation_needs_its_own_reasons() -> None:
    receipt, handler = admitted("mina")
    heard(receipt)
    empty = {**RULINGS, 2: ruling_actions.Judgement(Verdict.UPHELD, " ")}

    for judgements in ({1: RULINGS[1]}, empty):
        with pytest.raises(actions.ReasonMissing):
            ruling_actions.propose_ruling(number=receipt.number, judgements=judgements, by=handler, now=NOW)

    assert state_of(receipt) == ComplaintState.HEARD


def test_the_complainant_reads_the_reason_of_each_ruling_and_that_serves_the_decision() -> None:
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
        "proposed",
        "decided",
        "served",
    ]


def test_a_served_complaint_is_closed_by_its_handler_once_nobody_can_appeal() -> None:
    receipt, handler = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)

    due = appeal_due(receipt)

    with pytest.raises(actions.AppealStillOpen):
        actions.close_complaint(number=receipt.number, by=handler, now=due - timedelta(seconds=1))
    assert ComplaintMove.CLOSE not in queries.office_page(receipt.number, handler, NOW).moves
    assert ComplaintMove.CLOSE in queries.office_page(receipt.number, handler, due).moves
    actions.close_complaint(number=receipt.number, by=handler, now=due)

    assert state_of(receipt) == ComplaintState.CLOSED


def test_whoever_is_not_seated_closes_nothing_though_the_role_is_there() -> None:
    receipt, handler = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)
    other = Person.objects.filter(username__in=["mina", "omid"]).exclude(pk=handler.pk).get()

    for one, refusal in ((other, actions.NotImpartial), (person("sefr", Role.MANAGER), NotPermitted)):
        with pytest.raises(refusal):
            actions.close_complaint(number=receipt.number, by=one, now=UNAPPEALED)

    assert state_of(receipt) == ComplaintState.SERVED


def test_a_complaint_that_is_not_there_is_neither_moved_nor_shown() -> None:
    office = person("office", Role.SECRETARIAT)

    with pytest.raises(queries.NoSuchComplaint):
        actions.admit_complaint(number=9, by=office, now=NOW)
    with pytest.raises(queries.NoSuchComplaint):
        queries.office_page(9, office, NOW)
