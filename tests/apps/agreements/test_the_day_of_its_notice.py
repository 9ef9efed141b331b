"""Where no agreement holds, one may begin with the day of its notice's effect; a successor may not."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sanjeh.apps.agreements import actions, queries
from sanjeh.apps.authorities.models import Authority
from sanjeh.apps.notices.actions import publish_notice
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps.agreements.test_own_agreement import DRAFT, ENDS, NOW, SECOND, announce, confirmed, in_force
from tests.apps.agreements.test_states import moving, state_of
from tests.apps.authorities.two import PROVINCE, announcement, officer, province
from tests.hands import refusal

pytestmark = pytest.mark.django_db
MIDNIGHT = NOW.astimezone(ZoneInfo("Asia/Tehran")).replace(
    hour=0, minute=0
)  # of the day on which the notice is told
FIRST_OF_THE_DAY = replace(DRAFT, valid_from=MIDNIGHT)
NOTHING_TOLD = "no notice has told of this version"


def told_today(draft: actions.Draft) -> tuple[int, int]:
    """Return the number of a version that two have agreed to, and of the notice that takes effect at once."""
    number = confirmed(draft)
    return number, announce(Kind.AGREEMENT, number, NOW)


def refused_by_sql(number: int, notice: int) -> bool:
    return NOTHING_TOLD in refusal(moving(number, VersionState.IN_FORCE, f", notice_id = {notice}"))


def put(number: int) -> bool:
    """Tell whether it was put in force."""
    try:
        actions.put_in_force(number=number, by=people.approver(), now=NOW)
    except actions.BeforeItsNotice:
        return False
    return state_of(number) is VersionState.IN_FORCE


@pytest.mark.parametrize(("begins", "is_taken"), [(MIDNIGHT, True), (MIDNIGHT - SECOND, False)])
def test_the_first_begins_with_the_day_of_its_notice_and_not_a_second_before(
    begins: datetime, *, is_taken: bool
) -> None:
    number, notice = told_today(replace(DRAFT, valid_from=begins))

    by_sql = not refused_by_sql(number, notice)

    assert (put(number), by_sql, queries.state(NOW).in_force) == (is_taken, is_taken, is_taken)


def test_the_day_is_that_of_the_authority() -> None:
    Authority.objects.update(
        time_zone="Asia/Tokyo"
    )  # where it is afternoon, and the day began 5.5 hours earlier
    begins = MIDNIGHT - timedelta(hours=5, minutes=30)
    early, notice = told_today(replace(DRAFT, valid_from=begins - SECOND))
    by_sql = [not refused_by_sql(early, notice)]
    number, notice = told_today(replace(DRAFT, valid_from=begins))
    by_sql.append(not refused_by_sql(number, notice))

    assert ([put(early), put(number)], by_sql) == ([False, True], [False, True])


@pytest.mark.parametrize(("ends", "is_taken"), [(MIDNIGHT, True), (MIDNIGHT + SECOND, False)])
def test_a_successor_waits_for_its_notice_while_another_holds(ends: datetime, *, is_taken: bool) -> None:
    earlier = NOW - timedelta(days=1)
    in_force(replace(DRAFT, valid_from=earlier, valid_until=ends), earlier)
    number, notice = told_today(FIRST_OF_THE_DAY)

    by_sql = not refused_by_sql(number, notice)

    assert (put(number), by_sql) == (is_taken, is_taken)


@pytest.mark.parametrize(("begins", "is_taken"), [(NOW + SECOND, True), (NOW, False)])
def test_one_that_begins_while_the_notice_is_awaited_counts_as_held(
    begins: datetime, *, is_taken: bool
) -> None:
    in_force(replace(DRAFT, valid_from=begins, valid_until=ENDS))
    number, notice = told_today(FIRST_OF_THE_DAY)

    by_sql = not refused_by_sql(number, notice)

    assert (put(number), by_sql) == (is_taken, is_taken)


def test_the_agreement_of_another_authority_holds_up_nobodys_first() -> None:
    in_force(replace(DRAFT, valid_from=NOW, valid_until=ENDS))
    province()
    secretariat, approver = officer("sara", Role.SECRETARIAT), officer("mani", Role.APPROVER)
    own = replace(FIRST_OF_THE_DAY, authority=PROVINCE)
    number = actions.load_agreement(draft=own, by=secretariat, now=NOW)
    actions.consult_on(number=number, by=secretariat, now=NOW)
    actions.confirm_agreement(number=number, by=approver, now=NOW)
    told = replace(announcement(Kind.AGREEMENT, str(number)), effective_at=NOW)
    publish_notice(announcement=told, by=secretariat, now=NOW, hours=working.hours(NOW))

    actions.put_in_force(number=number, by=approver, now=NOW)

    assert queries.state(NOW, PROVINCE).number == number
