"""A clock waits for a reason that the complainant sees, can contest, and may be given back."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.desk import actions, clocks, queries
from sanjeh.apps.desk import pause_actions as pauses
from sanjeh.apps.desk.models import Complaint
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.complaint_stages import Stage
from sanjeh.core.working_time.events import PauseReason
from sanjeh.locale.catalogues import said
from tests import people
from tests.apps.desk.country import LODGING, admitted, decided, lodged

pytestmark = pytest.mark.django_db
OPENS = datetime(2026, 3, 25, 4, tzinfo=UTC)  # Wednesday, half past seven in Tehran, after Nowruz
HOUR = timedelta(hours=1)


def row(number: int, now: datetime, stage: Stage = Stage.ADMISSION) -> clocks.ClockRow:
    found = clocks.clocks_of(Complaint.objects.get(number=number), now)
    return next(one for one in found if one.stage is stage)


def shares(number: int, now: datetime, stage: Stage = Stage.ADMISSION) -> tuple[int, int, int, int]:
    had = row(number, now, stage).shares
    return had.provider // 3600, had.applicant // 3600, had.third_party // 3600, had.total // 3600


def pause(number: int, now: datetime = OPENS, reason: PauseReason = PauseReason.ANSWER) -> None:
    pauses.pause_clocks(number=number, reason=reason, by=people.secretariat(), now=now)


def resume(number: int, now: datetime) -> None:
    pauses.resume_clocks(number=number, by=people.secretariat(), now=now)


def test_a_pause_gives_the_time_to_whom_it_waits_for_until_it_ends() -> None:
    number = lodged().number
    pause(number, OPENS + HOUR)
    resume(number, OPENS + 3 * HOUR)
    pause(number, OPENS + 4 * HOUR, PauseReason.OTHER_BODY)

    assert shares(number, OPENS + 5 * HOUR) == (2, 2, 1, 5)
    assert [said(one.reason, "en") for one in row(number, OPENS + 5 * HOUR).pauses] == [
        "waits for your answer",
        "waits for the answer of another body",
    ]


def test_a_contested_pause_that_is_overturned_counts_against_us() -> None:
    receipt = lodged()
    pause(receipt.number)
    resume(receipt.number, OPENS + 2 * HOUR)
    late = row(receipt.number, OPENS + 7 * HOUR, Stage.ACKNOWLEDGEMENT).standing.is_late
    pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS + 2 * HOUR)
    contested = shares(receipt.number, OPENS + 3 * HOUR)

    pauses.overturn_pauses(number=receipt.number, by=people.manager(), now=OPENS + 3 * HOUR)

    assert (late, contested, shares(receipt.number, OPENS + 3 * HOUR)) == (False, (1, 2, 0, 3), (3, 0, 0, 3))
    (shown,) = row(receipt.number, OPENS + 3 * HOUR).pauses
    assert (shown.is_contested, shown.is_overturned) == (True, True)


def test_overturning_a_pause_that_lasts_lets_the_clocks_go_on() -> None:
    receipt = lodged()
    pause(receipt.number)
    pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS + HOUR)

    pauses.overturn_pauses(number=receipt.number, by=people.manager(), now=OPENS + 2 * HOUR)

    assert shares(receipt.number, OPENS + 4 * HOUR) == (4, 0, 0, 4)
    with pytest.raises(pauses.NothingPaused):
        resume(receipt.number, OPENS + 5 * HOUR)


def test_each_step_leaves_a_line_in_the_journal() -> None:
    receipt = lodged()
    pause(receipt.number)
    pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS)
    pauses.overturn_pauses(number=receipt.number, by=people.manager(), now=OPENS)
    pause(receipt.number, OPENS + HOUR)
    resume(receipt.number, OPENS + HOUR)

    lines = journal.lines_about(Subject.COMPLAINT.named(receipt.number))
    assert [line.entry.what for line in lines] == [
        "complaint.lodged",
        "clock.paused",
        "clock.contested",
        "clock.overturned",
        "clock.paused",
        "clock.resumed",
    ]


def test_nothing_is_paused_twice_resumed_unpaused_or_contested_twice() -> None:
    receipt = lodged()
    with pytest.raises(pauses.NothingPaused):
        resume(receipt.number, OPENS)
    with pytest.raises(pauses.NothingToContest):
        pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS)
    pause(receipt.number)
    with pytest.raises(pauses.NothingToPause):
        pause(receipt.number, OPENS + HOUR)
    with pytest.raises(pauses.NothingContested):
        pauses.overturn_pauses(number=receipt.number, by=people.manager(), now=OPENS)
    pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS)
    with pytest.raises(pauses.NothingToContest):
        pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS)
    pauses.overturn_pauses(number=receipt.number, by=people.manager(), now=OPENS)
    with pytest.raises(pauses.NothingContested):
        pauses.overturn_pauses(number=receipt.number, by=people.manager(), now=OPENS)


def test_a_pause_reaches_no_clock_that_is_over_and_not_the_complainants_own() -> None:
    receipt, _ = decided()
    actions.open_with_receipt(number=receipt.number, code=receipt.code, now=OPENS)

    with pytest.raises(pauses.NothingToPause):
        pause(receipt.number)


def test_an_admitted_complaint_pauses_its_hearing_and_its_decision() -> None:
    receipt, _ = admitted("mina")
    pause(receipt.number)

    standing = {
        one.stage: one.standing.is_waiting
        for one in clocks.clocks_of(Complaint.objects.get(number=receipt.number), OPENS)
    }
    assert standing == {
        Stage.ACKNOWLEDGEMENT: False,
        Stage.ADMISSION: False,
        Stage.DECISION: True,
        Stage.HEARING: True,
    }


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.SECRETARIAT}))
def test_only_the_secretariat_pauses_and_resumes(role: Role) -> None:
    number, other = lodged().number, people.holder(role)

    with pytest.raises(NotPermitted):
        pauses.pause_clocks(number=number, reason=PauseReason.ANSWER, by=other, now=OPENS)
    pause(number)
    with pytest.raises(NotPermitted):
        pauses.resume_clocks(number=number, by=other, now=OPENS)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.MANAGER}))
def test_only_a_manager_overturns(role: Role) -> None:
    receipt = lodged()
    pause(receipt.number)
    pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS)

    with pytest.raises(NotPermitted):
        pauses.overturn_pauses(number=receipt.number, by=people.holder(role), now=OPENS)


def test_whoever_paused_does_not_judge_the_pause() -> None:
    receipt, both = lodged(), people.registered("both", Role.SECRETARIAT, Role.MANAGER)
    pauses.pause_clocks(number=receipt.number, reason=PauseReason.ANSWER, by=both, now=OPENS)
    pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS)

    with pytest.raises(NotPermitted) as refused:
        pauses.overturn_pauses(number=receipt.number, by=both, now=OPENS)
    assert refused.value.why is Why.SAME_PERSON


def test_who_had_a_part_in_the_matter_does_not_judge_the_pause() -> None:
    receipt, manager = lodged(), people.manager()
    people.join_body(manager, LODGING.body, people.registered("other head", Role.MANAGER), people.SINCE)
    pause(receipt.number)
    pauses.contest_pauses(number=receipt.number, code=receipt.code, now=OPENS)

    with pytest.raises(actions.NotImpartial):
        pauses.overturn_pauses(number=receipt.number, by=manager, now=OPENS)


def test_a_wrong_receipt_contests_nothing() -> None:
    receipt, other = lodged(), lodged()
    pause(receipt.number)

    for number, code in ((receipt.number, other.code), (9_999, receipt.code)):
        with pytest.raises(queries.NoSuchComplaint):
            pauses.contest_pauses(number=number, code=code, now=OPENS)
    with pytest.raises(queries.NoSuchComplaint):
        pause(9_999)
