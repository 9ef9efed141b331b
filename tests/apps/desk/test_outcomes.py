"""What follows from a case: orders, likenesses, remedies another verifies, what came of it, a correction."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import (
    actions,
    escalation_actions,
    outcome_actions,
    queries,
    receipt_actions,
    receipt_times,
)
from sanjeh.apps.desk.kinds import ComplaintKind, RemedyKind, SeatRole
from sanjeh.apps.desk.models import Complaint, CorrectionOrder, Likeness, Remedy
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.apps.messages.models import Message
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import (
    LODGING,
    NOW,
    admitted,
    closed,
    decided,
    lodged,
    person,
    served,
    state_of,
)

pytestmark = pytest.mark.django_db
FOUR_WEEKS = timedelta(days=28)


def planned(receipt: actions.Receipt) -> Remedy:
    outcome_actions.plan_remedy(
        number=receipt.number, kind=RemedyKind.APOLOGY, words="پوزش می‌خواهیم.", by=people.manager(), now=NOW
    )
    return Remedy.objects.get()


def test_a_first_answer_of_a_person_stops_its_clock_alone() -> None:
    receipt, sara = lodged(), person("sara", Role.SECRETARIAT)

    actions.acknowledge_complaint(number=receipt.number, words="رسید.", by=sara, now=NOW)

    page = queries.tracked(receipt.number, receipt.code, NOW)
    assert page.acknowledgement == "رسید."
    assert {row.stage.value: row.standing.is_over for row in page.clocks} == {
        "acknowledgement": True,
        "admission": False,
    }
    with pytest.raises(actions.AcknowledgedAlready):
        actions.acknowledge_complaint(number=receipt.number, words="باز.", by=sara, now=NOW)


def test_who_had_a_part_gives_no_first_answer() -> None:
    receipt, sara = lodged(), person("sara", Role.SECRETARIAT)
    journal.write(by=sara, at=NOW, what="body.corrected", about="body:NAZ")

    with pytest.raises(actions.NotImpartial):
        actions.acknowledge_complaint(number=receipt.number, words="رسید.", by=sara, now=NOW)


def test_whoever_gave_the_first_answer_may_admit_too() -> None:
    receipt, sara = lodged(), person("sara", Role.SECRETARIAT)
    actions.acknowledge_complaint(number=receipt.number, words="رسید.", by=sara, now=NOW)

    actions.admit_complaint(number=receipt.number, by=sara, now=NOW)

    assert state_of(receipt) == "admitted"


def test_only_the_complainant_withdraws_and_only_before_the_ruling() -> None:
    receipt, _ = admitted("mina")
    code = receipt_actions.name_representative(
        number=receipt.number, code=receipt.code, name="انجمن", now=NOW
    )

    with pytest.raises(actions.OnlyTheComplainant):
        actions.withdraw_complaint(number=receipt.number, code=code, reasons="", now=NOW)
    actions.withdraw_complaint(number=receipt.number, code=receipt.code, reasons="حل شد.", now=NOW)

    assert state_of(receipt) == "withdrawn"
    assert all(row.standing.is_over for row in queries.tracked(receipt.number, receipt.code, NOW).clocks)


def test_a_ruling_that_was_given_is_not_withdrawn() -> None:
    receipt, _ = decided()

    with pytest.raises(MoveNotAllowed):
        actions.withdraw_complaint(number=receipt.number, code=receipt.code, reasons="", now=NOW)


def test_a_representative_reads_by_a_receipt_of_their_own_until_another_is_named() -> None:
    receipt = lodged()
    first = receipt_actions.name_representative(
        number=receipt.number, code=receipt.code, name="انجمن", now=NOW
    )
    seen = queries.tracked(receipt.number, first, NOW).row.number

    second = receipt_actions.name_representative(
        number=receipt.number, code=receipt.code, name="وکیل", now=NOW
    )

    assert (seen, queries.tracked(receipt.number, second, NOW).row.number) == (1, 1)
    with pytest.raises(queries.NoSuchComplaint):
        queries.tracked(receipt.number, first, NOW)
    with pytest.raises(actions.OnlyTheComplainant):
        receipt_actions.name_representative(number=1, code=second, name="دیگری", now=NOW)


@pytest.mark.parametrize(("more", "is_asked"), [(-1, False), (0, True)])
def test_what_came_of_it_is_asked_four_weeks_after_the_end(more: int, *, is_asked: bool) -> None:
    receipt, _ = closed()
    moment = NOW + FOUR_WEEKS + timedelta(seconds=more)

    assert receipt_times.is_asked(queries.complaint(receipt.number), moment) is is_asked


def test_who_says_that_nothing_was_mended_is_heard_by_the_managers_once() -> None:
    receipt, _ = closed()
    before = Message.objects.filter(person=people.manager()).count()
    moment = NOW + FOUR_WEEKS

    receipt_actions.follow_up(
        number=receipt.number, code=receipt.code, is_mended=False, words="نه.", now=moment
    )

    assert Message.objects.filter(person=people.manager()).count() == before + 1
    with pytest.raises(receipt_actions.NotAskedYet):
        receipt_actions.follow_up(
            number=receipt.number, code=receipt.code, is_mended=True, words="", now=moment
        )


def test_an_urgent_order_is_given_by_one_without_a_part_and_seen_by_the_complainant() -> None:
    receipt, manager = lodged(), people.manager()
    involved = person("involved", Role.MANAGER)
    journal.write(by=involved, at=NOW, what="body.corrected", about="body:NAZ")

    with pytest.raises(actions.NotImpartial):
        outcome_actions.order_at_once(number=receipt.number, words="بایستد.", by=involved, now=NOW)
    outcome_actions.order_at_once(number=receipt.number, words="انتشار بایستد.", by=manager, now=NOW)

    assert queries.tracked(receipt.number, receipt.code, NOW).orders == ("انتشار بایستد.",)


def test_like_complaints_lead_to_one_another_and_each_keeps_its_own_way() -> None:
    one, other, sara = lodged(), lodged(), person("sara", Role.SECRETARIAT)
    conduct = replace(LODGING, kind=ComplaintKind.OTHER)
    unlike = actions.lodge_complaint(lodging=conduct, now=NOW).number

    outcome_actions.liken(number=other.number, other=one.number, by=sara, now=NOW)

    assert queries.tracked(one.number, one.code, NOW).alike == (other.number,)
    assert queries.tracked(other.number, other.code, NOW).alike == (one.number,)
    for wrong in (one.number, unlike, other.number):
        with pytest.raises(outcome_actions.NotAlike):
            outcome_actions.liken(number=other.number, other=wrong, by=sara, now=NOW)
    assert Likeness.objects.count() == 1


def test_a_remedy_is_promised_done_and_verified_by_another() -> None:
    receipt, _ = served()
    remedy, manager, other = planned(receipt), people.manager(), person("other", Role.MANAGER)

    outcome_actions.do_remedy(number=receipt.number, remedy=remedy.pk, by=manager, now=NOW)
    with pytest.raises(NotPermitted):
        outcome_actions.verify_remedy(number=receipt.number, remedy=remedy.pk, by=manager, now=NOW)
    outcome_actions.verify_remedy(number=receipt.number, remedy=remedy.pk, by=other, now=NOW)

    (row,) = queries.tracked(receipt.number, receipt.code, NOW).remedies
    assert (row.words, row.is_done, row.is_verified) == ("پوزش می‌خواهیم.", True, True)
    with pytest.raises(outcome_actions.NoSuchRemedy):
        outcome_actions.do_remedy(number=receipt.number, remedy=remedy.pk, by=manager, now=NOW)


def test_the_database_lets_nobody_verify_the_own_remedy() -> None:
    receipt, _ = served()
    remedy = planned(receipt)
    outcome_actions.do_remedy(number=receipt.number, remedy=remedy.pk, by=people.manager(), now=NOW)

    with pytest.raises(IntegrityError, match="verified_by_another"), transaction.atomic():
        Remedy.objects.update(verified_by=people.manager(), verified_at=NOW)


def test_nothing_is_promised_where_nothing_was_upheld() -> None:
    receipt, _ = admitted("mina")

    with pytest.raises(outcome_actions.NothingUpheld):
        planned(receipt)


def rescorer_of(receipt: actions.Receipt) -> Person:
    """Let a night pass in which somebody is drawn who sees the mark anew."""
    person("senior", Role.SENIOR_ASSESSOR)
    escalation_actions.list_rescorers(now=NOW)
    journal.sign_checkpoint(now=NOW + timedelta(days=1))
    escalation_actions.go_on(now=NOW + timedelta(days=1))
    seat = Complaint.objects.get(number=receipt.number).seats.get(role=SeatRole.RESCORER)
    return seat.person


def test_who_sees_a_mark_anew_reads_nothing_of_the_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.apps.desk.country.LODGING", replace(LODGING, indicator="tls"))
    receipt, _ = served()

    senior = rescorer_of(receipt)

    assert queries.office_page(receipt.number, senior, NOW + timedelta(days=1)).page is None


def test_without_a_mark_nobody_is_drawn_to_see_one_anew() -> None:
    served()
    person("senior", Role.SENIOR_ASSESSOR)

    escalation_actions.list_rescorers(now=NOW)

    assert journal_queries.last_of(["complaint.drawn_among"])
    assert not Complaint.objects.get().draws.filter(role=SeatRole.RESCORER).exists()


def test_the_database_takes_no_correction_but_of_the_drawn_rescorer() -> None:
    receipt, handler = served()

    with pytest.raises(IntegrityError, match="only the drawn rescorer"), transaction.atomic():
        CorrectionOrder.objects.create(
            complaint=Complaint.objects.get(number=receipt.number),
            round="1405-1",
            body="NAZ",
            indicator="tls",
            becomes=Decimal(1),
            words="x",
            by=handler,
            at=NOW,
        )
