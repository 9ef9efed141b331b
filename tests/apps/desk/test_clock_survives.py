"""AC9: the clock survives everything, as one trip of one case."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.agreements import queries as agreements
from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.desk import (
    actions,
    challenge_actions,
    clock_actions,
    clocks,
    pause_actions,
)
from sanjeh.apps.desk.models import Complaint, ComplaintClock
from sanjeh.core.workflow.roles import Role
from sanjeh.core.working_time.complaint_stages import STAGES, Stage
from sanjeh.core.working_time.due import standing
from sanjeh.core.working_time.events import PauseReason
from sanjeh.core.working_time.hours import WorkingHours, instant
from tests import people
from tests.apps.agreements.test_own_agreement import DRAFT, in_force
from tests.apps.desk import country
from tests.apps.desk.country import lodged, person

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)  # 1404-12-27 13:00 in Tehran
DAY = timedelta(days=1)


def clock_row(number: int) -> ComplaintClock:
    return ComplaintClock.objects.get(complaint__number=number, stage=Stage.DECISION)


def hours_at(now: datetime) -> WorkingHours:
    return clocks.hours_of(clock_row(1), calendars.working_calendar(), now)


def shown(number: int, now: datetime) -> clocks.ClockRow:
    found = clocks.clocks_of(Complaint.objects.get(number=number), now)
    return next(one for one in found if one.stage is Stage.DECISION)


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def moved_to_another_unit(receipt: actions.Receipt, handler: Person, now: datetime) -> Person:
    """Let who handles it step aside, and another be drawn in the night."""
    challenge_actions.recuse(number=receipt.number, words="x", by=handler, now=now)
    country.drawn(now + DAY)
    return country.seated(receipt)


def test_ac9_due_by_version_1_plus_exactly_the_pause_whatever_happens(  # noqa: PLR0915 -- one trip, as written
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("mina", "omid"):
        person(name, Role.HANDLER)
    person("rasa", Role.SECOND_READER)
    receipt = lodged(START)
    actions.admit_complaint(number=1, by=person("sara", Role.SECRETARIAT), now=START)
    hours = hours_at(START)
    plain = hours.after(instant(START), 15 * 25_200)

    # Seated in the night; paused for two working days, from the middle of a day to the middle of another.
    country.night(START)
    paused = moment(hours.after(instant(START), 3 * 25_200 + 3_600))
    pause_actions.pause_clocks(number=1, reason=PauseReason.ANSWER, by=people.secretariat(), now=paused)
    resumed = moment(hours.after(instant(paused), 2 * 25_200))
    pause_actions.resume_clocks(number=1, by=people.secretariat(), now=resumed)
    assert shown(1, resumed).standing.due_at == hours.after(instant(START), 17 * 25_200)

    # Moved to another unit: the clock of the provider goes on.
    handler = country.seated(receipt)
    assert moved_to_another_unit(receipt, handler, resumed) != handler
    assert shown(1, resumed).standing.due_at == hours.after(instant(START), 17 * 25_200)

    # Version 2 enters into force, with ten working days: the case stays under what held when it was lodged.
    first = agreements.state(START).number
    begins = resumed + DAY
    second = in_force(replace(DRAFT, valid_from=begins, valid_until=begins + 300 * DAY), now=resumed)
    shorter = {**STAGES, Stage.DECISION: replace(STAGES[Stage.DECISION], days=10)}
    monkeypatch.setattr(clock_actions, "STAGES", shorter)
    later = lodged(begins + DAY)
    actions.admit_complaint(number=later.number, by=person("dara", Role.SECRETARIAT), now=begins + DAY)
    rows = {one.complaint.number: one for one in ComplaintClock.objects.filter(stage=Stage.DECISION)}
    assert (rows[1].agreement, rows[1].seconds) == (first, 15 * 25_200)
    assert (rows[later.number].agreement, rows[later.number].seconds) == (second, 10 * 25_200)

    after = begins + 5 * DAY
    row = shown(1, after)
    assert row.standing.due_at == hours.after(instant(START), 17 * 25_200)
    assert row.standing.due_at > plain
    shares = row.shares
    assert (shares.applicant, shares.third_party) == (2 * 25_200, 0)
    assert shares.provider + shares.applicant + shares.third_party == shares.total

    # Anyone counts again from the events, in whatever order they were kept, and gets the same second.
    clock, ours = clocks.clock_of(clock_row(1)), hours_at(after)
    for seed in range(9):
        events = list(clock.events)
        Random(seed).shuffle(events)  # noqa: S311 -- an order, and no secret
        assert standing(replace(clock, events=tuple(events)), ours, after) == row.standing

    # B contests the pause; overturned, it counts as if there had been none.
    pause_actions.contest_pauses(number=1, code=receipt.code, now=after)
    assert [one.is_contested for one in shown(1, after).pauses] == [True]
    assert shown(1, after).standing.due_at == hours.after(instant(START), 17 * 25_200)
    pause_actions.overturn_pauses(number=1, by=people.manager(), now=after)
    assert shown(1, after).standing.due_at == plain
