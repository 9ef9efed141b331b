"""D2 and more: silence is a move, duties are called once, pauses have an end, nobody waits for ever."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.desk import actions, clocks, escalation_actions, hearing_actions, pause_actions, queries
from sanjeh.apps.desk.kinds import ComplaintKind
from sanjeh.apps.desk.models import Call, Complaint
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.apps.messages.models import Message
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.events import PauseReason
from tests import people
from tests.apps.desk.country import LODGING, admitted, person, served, state_of

pytestmark = pytest.mark.django_db
# The calendar rests from NOW until Saturday, 28 March; a working day is seven hours from 04:00 UTC on.
OPENS = datetime(2026, 3, 28, 4, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
FAR = OPENS + timedelta(days=60)


def standing_of(number: int, stage: str, now: datetime) -> int:
    """Return how many working seconds are left of a clock."""
    found = clocks.clocks_of(Complaint.objects.get(number=number), now)
    return next(row.standing.left for row in found if row.stage == stage)


def last_second(number: int, stage: str) -> datetime:
    """Return the first moment at which nothing is left of a clock."""
    found = clocks.clocks_of(Complaint.objects.get(number=number), OPENS)
    return datetime.fromtimestamp(next(row.standing.due_at for row in found if row.stage == stage), UTC)


def test_silence_of_the_other_side_ends_the_hearing_at_its_last_second_and_not_before() -> None:
    receipt, _ = admitted("mina")
    due = last_second(receipt.number, "hearing")

    with pytest.raises(hearing_actions.StillInTime):
        hearing_actions.end_hearing(number=receipt.number, now=due - timedelta(seconds=1))
    before = hearing_actions.silent(due - timedelta(seconds=1))
    escalation_actions.go_on(now=due)

    assert before == ()
    assert state_of(receipt) == "heard"
    line = journal_queries.last_of(["complaint.heard"])
    assert line
    assert (line.entry.by, line.entry.facts["answered"]) == ("system", False)
    assert queries.tracked(receipt.number, receipt.code, due).is_silent


def test_what_nobody_judges_in_time_is_admitted_by_itself() -> None:
    person("mina", Role.HANDLER)
    number = actions.lodge_complaint(lodging=LODGING, now=OPENS).number
    due = last_second(number, "admission")

    early = escalation_actions.admit_unjudged(now=due - timedelta(seconds=1))
    late = escalation_actions.admit_unjudged(now=due)

    assert (early, late, queries.complaint(number).state) == (0, 1, "admitted")


def test_of_conduct_that_names_nobody_a_person_must_say_whose_it_is() -> None:
    lodging = replace(LODGING, kind=ComplaintKind.CONDUCT, body="")
    number = actions.lodge_complaint(lodging=lodging, now=OPENS).number

    assert escalation_actions.admit_unjudged(now=FAR) == 0
    assert queries.complaint(number).state == "lodged"


def test_what_was_served_and_not_appealed_in_time_is_closed() -> None:
    receipt, _ = served()
    due = last_second(receipt.number, "appeal")

    escalation_actions.close_unappealed(now=due - timedelta(seconds=1))
    before = state_of(receipt)
    escalation_actions.close_unappealed(now=due)

    assert (before, state_of(receipt)) == ("served", "closed")


def test_duties_are_called_at_half_three_quarters_and_the_whole_once_each_by_a_message() -> None:
    secretariat, manager = people.secretariat(), people.manager()
    number = actions.lodge_complaint(lodging=LODGING, now=OPENS).number
    moments = [OPENS + timedelta(hours=3.5), OPENS + timedelta(hours=5.25), OPENS + 7 * HOUR]

    called = []
    for moment in moments:
        escalation_actions.call_duties(now=moment - timedelta(seconds=1))
        before = Call.objects.count()
        escalation_actions.call_duties(now=moment)
        escalation_actions.call_duties(now=moment)
        called.append(Call.objects.count() - before)

    acknowledgement = Call.objects.filter(clock__stage="acknowledgement").order_by("percent")
    assert called == [1, 1, 1]
    assert list(acknowledgement.values_list("percent", flat=True)) == [50, 75, 100]
    about = Message.objects.filter(about=f"complaint:{number}")
    assert {message.person for message in about} == {secretariat, manager}


def test_who_had_a_part_is_not_called() -> None:
    involved, clean = person("involved", Role.MANAGER), person("clean", Role.MANAGER)
    journal.write(by=involved, at=OPENS, what="body.corrected", about="body:NAZ")
    actions.lodge_complaint(lodging=LODGING, now=OPENS)

    escalation_actions.call_duties(now=OPENS + 7 * HOUR)

    assert [message.person for message in Message.objects.all()] == [clean]


def test_pauses_of_a_clock_end_by_themselves_after_ten_working_days_and_none_follows() -> None:
    office = person("office", Role.SECRETARIAT)
    number = actions.lodge_complaint(lodging=LODGING, now=OPENS).number
    pause_actions.pause_clocks(number=number, reason=PauseReason.DOCUMENTS, by=office, now=OPENS)
    left = standing_of(number, "admission", OPENS)

    early = pause_actions.end_long_pauses(now=OPENS + 9 * DAY)
    ended = pause_actions.end_long_pauses(now=FAR)

    assert (early, ended) == (0, 2)
    assert standing_of(number, "admission", FAR) == left
    with pytest.raises(pause_actions.PausesUsedUp):
        pause_actions.pause_clocks(number=number, reason=PauseReason.ANSWER, by=office, now=FAR + DAY)
