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
from sanjeh.core.working_time.due import Standing, standing
from sanjeh.core.working_time.events import PauseReason
from sanjeh.core.working_time.hours import WorkingHours, instant
from tests import people
from tests.apps.agreements.test_own_agreement import DRAFT, in_force
from tests.apps.desk import country
from tests.apps.desk.country import lodged, person

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 18, 9, 30, tzinfo=UTC)  # 1404-12-27 13:00 in Tehran
DAY = timedelta(days=1)
A_DAY = 25_200  # the seconds of a working day


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


def admitted_at_the_start() -> actions.Receipt:
    for name in ("mina", "omid"):
        person(name, Role.HANDLER)
    person("rasa", Role.SECOND_READER)
    receipt = lodged(START)
    actions.admit_complaint(number=1, by=person("sara", Role.SECRETARIAT), now=START)
    country.night(START)
    return receipt


def paused_for_two_days(hours: WorkingHours) -> datetime:
    """Pause from the middle of a day to the middle of another; return the moment at which it goes on."""
    paused = moment(hours.after(instant(START), 3 * A_DAY + 3_600))
    pause_actions.pause_clocks(number=1, reason=PauseReason.ANSWER, by=people.secretariat(), now=paused)
    resumed = moment(hours.after(instant(paused), 2 * A_DAY))
    pause_actions.resume_clocks(number=1, by=people.secretariat(), now=resumed)
    return resumed


def version_2_in_force(begins: datetime, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Put a version with ten working days in force; return its number, and that of a case begun under it."""
    second = in_force(replace(DRAFT, valid_from=begins, valid_until=begins + 300 * DAY), now=begins - DAY)
    shorter = {**STAGES, Stage.DECISION: replace(STAGES[Stage.DECISION], days=10)}
    monkeypatch.setattr(clock_actions, "STAGES", shorter)
    number = lodged(begins + DAY).number
    actions.admit_complaint(number=number, by=person("dara", Role.SECRETARIAT), now=begins + DAY)
    return second, number


def recounted(now: datetime, seed: int) -> Standing:
    """Count again from the events, kept in another order."""
    clock = clocks.clock_of(clock_row(1))
    events = list(clock.events)
    Random(seed).shuffle(events)  # noqa: S311 -- an order, and no secret
    return standing(replace(clock, events=tuple(events)), hours_at(now), now)


def test_ac9_due_by_version_1_plus_exactly_the_pause_whatever_happens(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    receipt = admitted_at_the_start()
    hours, first = hours_at(START), agreements.state(START).number
    plain, with_the_pause = (hours.after(instant(START), days * A_DAY) for days in (15, 17))

    resumed = paused_for_two_days(hours)
    dues = [shown(1, resumed).standing.due_at]
    handler = country.seated(receipt)
    assert moved_to_another_unit(receipt, handler, resumed) != handler
    dues.append(shown(1, resumed).standing.due_at)
    second, later = version_2_in_force(resumed + DAY, monkeypatch)
    after = resumed + 6 * DAY
    row = shown(1, after)
    dues.append(row.standing.due_at)

    assert dues == [with_the_pause] * 3
    assert (clock_row(1).agreement, clock_row(1).seconds) == (first, 15 * A_DAY)
    assert (clock_row(later).agreement, clock_row(later).seconds) == (second, 10 * A_DAY)
    shares = row.shares
    assert (shares.applicant, shares.third_party) == (2 * A_DAY, 0)
    assert shares.provider + shares.applicant + shares.third_party == shares.total
    assert [recounted(after, seed) for seed in range(9)] == [row.standing] * 9
    # B contests the pause; overturned, it counts as if there had been none.
    pause_actions.contest_pauses(number=1, code=receipt.code, now=after)
    assert [one.is_contested for one in shown(1, after).pauses] == [True]
    assert shown(1, after).standing.due_at == with_the_pause
    pause_actions.overturn_pauses(number=1, by=people.manager(), now=after)
    assert shown(1, after).standing.due_at == plain
