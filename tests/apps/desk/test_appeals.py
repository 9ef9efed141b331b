"""AC8: in time, once, to three others, with votes nobody sees before the last; and nobody is worse off."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions, appeal_actions, challenge_actions, queries, ruling_actions, sealing
from sanjeh.apps.desk.kinds import SeatRole, Verdict
from sanjeh.apps.desk.models import Complaint, Ruling, Vote
from sanjeh.apps.desk.seats import open_seats
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.integrity import lottery, sealed_votes
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.desk.country import (
    NOW,
    admitted,
    heard,
    lodged,
    night,
    person,
    ruled,
    seated,
    served,
    state_of,
)

pytestmark = pytest.mark.django_db
PANEL = ("p1", "p2", "p3")


def appeal(receipt: actions.Receipt, now: datetime = NOW) -> None:
    appeal_actions.appeal(number=receipt.number, code=receipt.code, grounds="نادرست است.", now=now)


def convened(receipt: actions.Receipt, *more: str) -> list[Person]:
    for name in (*PANEL, *more):
        person(name, Role.PANEL_MEMBER)
    appeal(receipt)
    night()
    complaint = Complaint.objects.get(number=receipt.number)
    return [seat.person for seat in open_seats(complaint).filter(role=SeatRole.PANEL)]


def vote(receipt: actions.Receipt, by: Person, *, is_quashed: bool) -> None:
    appeal_actions.vote(number=receipt.number, is_quashed=is_quashed, reasons="چون چنین است.", by=by, now=NOW)


def due(receipt: actions.Receipt) -> datetime:
    """Return the first moment at which the time of the appeal is over."""
    found = queries.tracked(receipt.number, receipt.code, NOW).clocks
    return datetime.fromtimestamp(next(row.standing.due_at for row in found if row.stage == "appeal"), UTC)


@pytest.mark.parametrize(("more", "is_taken"), [(-1, True), (0, False)])
def test_an_appeal_is_taken_until_the_last_second_of_its_ten_working_days(
    more: int, *, is_taken: bool
) -> None:
    receipt, _ = served()
    moment = due(receipt) + timedelta(seconds=more)

    if is_taken:
        appeal(receipt, moment)
    else:
        with pytest.raises(appeal_actions.TooLate):
            appeal(receipt, moment)

    assert (state_of(receipt) == "appealed") is is_taken


def test_three_others_are_drawn_who_share_nobody_with_the_first_stage() -> None:
    receipt, handler = served()
    first = {handler, seated(receipt, SeatRole.READER), Person.objects.get(username="sara")}

    members = convened(receipt, "p4")

    assert len(set(members)) == 3
    assert not first & set(members)
    assert state_of(receipt) == "convened"
    assert lottery.wrong_draw(journal_queries.lines()) is None


def test_with_two_only_the_appeal_waits_and_nobody_is_seated() -> None:
    receipt, _ = served()
    for name in PANEL[:2]:
        person(name, Role.PANEL_MEMBER)

    appeal(receipt)
    night()

    assert state_of(receipt) == "appealed"
    assert not Complaint.objects.get().seats.filter(role=SeatRole.PANEL).exists()


def test_no_vote_is_shown_to_anybody_before_the_last() -> None:
    receipt, _ = served()
    members = convened(receipt)
    vote(receipt, members[0], is_quashed=True)
    vote(receipt, members[1], is_quashed=False)

    seen = [queries.office_page(receipt.number, one, NOW + timedelta(days=1)).page for one in members]
    row = Vote.objects.first()

    assert row
    assert "quash" not in row.sealed
    assert "چون چنین" not in str(seen)
    assert [line for line in journal_queries.lines() if line.entry.what == sealed_votes.TOLD] == []
    assert state_of(receipt) == "convened"


def test_most_votes_decide_and_all_are_told_with_what_opens_them() -> None:
    receipt, _ = served()
    members = convened(receipt)
    for one, is_quashed in zip(members, (True, False, False), strict=True):
        vote(receipt, one, is_quashed=is_quashed)

    told = journal_queries.last_of([sealed_votes.TOLD])

    assert state_of(receipt) == "closed"
    assert told
    assert told.entry.facts["votes"] == ("quash", "stands", "stands")
    assert sealed_votes.wrong_vote(journal_queries.lines()) is None


def test_each_member_votes_once_and_nobody_else_does() -> None:
    receipt, handler = served()
    members = convened(receipt, "p4")
    (left_out,) = set(Person.objects.filter(username__startswith="p")) - set(members)
    vote(receipt, members[0], is_quashed=True)

    with pytest.raises(appeal_actions.VotedAlready):
        vote(receipt, members[0], is_quashed=False)
    with pytest.raises(actions.NotImpartial):
        vote(receipt, left_out, is_quashed=False)
    seat = Complaint.objects.get().seats.get(person=handler)
    with pytest.raises(IntegrityError, match="only a sitting panel"), transaction.atomic():
        Vote.objects.create(seat=seat, commitment="x", sealed="x", at=NOW)
    with pytest.raises(DatabaseError), transaction.atomic():
        Vote.objects.update(sealed="x")


def quashed() -> actions.Receipt:
    receipt, _ = served()
    members = convened(receipt)
    person("new-handler", Role.HANDLER), person("new-reader", Role.SECOND_READER)
    for one in members:
        vote(receipt, one, is_quashed=True)
    return receipt


def test_a_quashed_ruling_goes_to_a_new_handler_and_reader_whose_clock_is_reopened() -> None:
    receipt = quashed()
    before = state_of(receipt)
    night()

    complaint = Complaint.objects.get(number=receipt.number)
    ever = [seat.person_id for seat in complaint.seats.all()]
    events = complaint.clocks.get(stage="decision").events.values_list("kind", flat=True)
    assert (before, state_of(receipt)) == ("admitted", "heard")  # the other side has answered already
    assert len(ever) == len(set(ever)) == 7
    assert list(events) == ["started", "stopped", "reopened"]


def test_a_new_ruling_is_never_worse_for_whoever_appealed() -> None:
    receipt = quashed()
    night()
    worse = {
        1: ruling_actions.Judgement(Verdict.PARTLY, "نه چندان."),
        2: ruling_actions.Judgement(Verdict.UPHELD, "آری."),
    }

    with pytest.raises(ruling_actions.WorseThanBefore):
        ruled(receipt, worse)
    ruled(receipt, {**worse, 1: ruling_actions.Judgement(Verdict.UPHELD, "آری.")})

    page = queries.tracked(receipt.number, receipt.code, NOW + timedelta(days=1))
    assert [one.reasons for one in page.allegations] == ["آری.", "آری."]


def test_the_database_takes_no_worse_ruling_either() -> None:
    receipt = quashed()
    night()
    complaint = Complaint.objects.get(number=receipt.number)
    sealed = sealing.sealer_of(complaint).seal("نه")

    with pytest.raises(IntegrityError, match="worse off"), transaction.atomic():
        Ruling.objects.create(
            allegation=complaint.allegations.get(number=1),
            cycle=2,
            verdict=Verdict.NOT_UPHELD,
            reasons=sealed,
            by=seated(receipt),
            read_by=seated(receipt, SeatRole.READER),
            at=NOW,
        )


def test_a_case_goes_to_a_panel_once() -> None:
    receipt = quashed()
    night()
    ruled(receipt)
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=NOW)

    with pytest.raises(appeal_actions.AppealedAlready):
        appeal(receipt)


def test_a_refusal_can_be_taken_to_a_panel_which_lets_it_be_heard() -> None:
    receipt = lodged()
    actions.refuse_complaint(
        number=receipt.number, reasons="نه", by=person("sara", Role.SECRETARIAT), now=NOW
    )
    person("mina", Role.HANDLER)
    for one in convened(receipt):
        vote(receipt, one, is_quashed=True)
    night()

    assert state_of(receipt) == "assigned"


def test_what_is_not_served_is_not_appealed_and_what_is_not_before_a_panel_not_voted_on() -> None:
    receipt, _ = admitted("mina")
    heard(receipt)
    member = person("p1", Role.PANEL_MEMBER)

    with pytest.raises(MoveNotAllowed):
        appeal(receipt)
    with pytest.raises(actions.NotImpartial):
        vote(receipt, member, is_quashed=True)


def test_one_member_of_a_panel_can_be_challenged_and_replaced() -> None:
    receipt, _ = served()
    members = convened(receipt, "p4")
    chosen = members[1]

    challenge_actions.challenge_seat(
        number=receipt.number,
        code=receipt.code,
        whom=f"panel {chosen.reference}",
        reasons="خویشاوند است.",
        now=NOW,
    )
    challenge_actions.decide_challenge(
        number=receipt.number, is_upheld=True, why="چنین است.", by=people.manager(), now=NOW
    )
    night()

    complaint = Complaint.objects.get(number=receipt.number)
    sitting = {seat.person for seat in open_seats(complaint).filter(role=SeatRole.PANEL)}
    assert sitting == set(Person.objects.filter(username__in=[*PANEL, "p4"])) - {chosen}
    assert state_of(receipt) == "convened"
    assert lottery.wrong_draw(journal_queries.lines()) is None
