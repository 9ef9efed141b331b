"""AC15: while no channel worked the complainant's own time stood still, and its sentence says so."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.desk import actions, appeal_actions, clocks, escalation_actions
from sanjeh.apps.desk.models import Complaint
from sanjeh.core.working_time.complaint_stages import Stage
from sanjeh.locale.catalogues import said
from tests.apps.channels.ways import down, looked, watched
from tests.apps.desk.country import LODGING, served, state_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def own_time(receipt: actions.Receipt, now: datetime) -> clocks.ClockRow:
    found = clocks.clocks_of(Complaint.objects.get(number=receipt.number), now)
    return next(row for row in found if row.stage == Stage.APPEAL)


def last_day(receipt: actions.Receipt) -> tuple[datetime, datetime]:
    """Return the opening of the last day of an appeal, a quarter past its first second, and its end."""
    end = datetime.fromtimestamp(own_time(receipt, datetime(2026, 3, 28, 4, tzinfo=UTC)).standing.due_at, UTC)
    return end - 3 * HOUR, end


def test_three_hours_without_a_channel_on_the_last_day_move_the_end_by_three_working_hours() -> None:
    receipt, _ = served()
    begin, end = last_day(receipt)
    down(begin, end)

    row = own_time(receipt, end + HOUR)

    # The day ends with the time; what is given back begins with the next working day.
    assert row.standing.left == 3 * 3600
    assert not row.standing.is_late
    assert "۳ ساعت کاری که هیچ کانالی در کار نبود" in said(row.sentence, "fa")


def test_an_appeal_is_taken_in_the_time_that_was_given_back_and_no_later() -> None:
    receipt, _ = served()
    begin, end = last_day(receipt)
    down(begin, end)
    new_end = datetime.fromtimestamp(own_time(receipt, end).standing.due_at, UTC)
    watched(end, new_end)

    def appealing(now: datetime) -> None:
        words = "کارمزد دیده نشد"
        appeal_actions.appeal(number=receipt.number, code=receipt.code, grounds=words, now=now)

    with pytest.raises(appeal_actions.TooLate):
        appealing(new_end)
    appealing(new_end - timedelta(seconds=1))

    assert state_of(receipt) == "appealed"


def test_nothing_is_closed_while_nobody_has_looked_whether_a_channel_works() -> None:
    receipt, _ = served()
    begin, end = last_day(receipt)
    looked(begin, _1="")

    escalation_actions.close_unappealed(now=end + HOUR)
    still = state_of(receipt)
    looked(end + HOUR, _1="")
    escalation_actions.close_unappealed(now=end + HOUR)

    assert (still, state_of(receipt)) == ("served", "served")


def test_without_an_outage_the_time_ends_as_it_did() -> None:
    receipt, _ = served()
    _, end = last_day(receipt)

    escalation_actions.close_unappealed(now=end)

    assert state_of(receipt) == "closed"


def test_time_of_the_house_is_never_given_back_to_it() -> None:
    receipt = actions.lodge_complaint(lodging=LODGING, now=datetime(2026, 3, 28, 4, tzinfo=UTC))
    begin = datetime(2026, 3, 28, 5, tzinfo=UTC)
    down(begin, begin + 3 * HOUR)

    found = clocks.clocks_of(Complaint.objects.get(number=receipt.number), begin + 4 * HOUR)

    assert {row.shares.provider for row in found} == {5 * 3600}
