"""AC10: a remedy without money moves the deadline of whoever waited by exactly what was lost."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.calendars import queries as calendars
from sanjeh.apps.catalogue.models import Body
from sanjeh.apps.commitments import breach_actions, breaches
from sanjeh.apps.commitments.kinds import Remedy
from sanjeh.apps.desk import actions, appeal_actions, clocks, queries
from sanjeh.apps.desk.credit_actions import NothingToCredit
from sanjeh.apps.desk.models import Complaint, TimeCredit
from sanjeh.apps.journal import queries as journal
from sanjeh.core.working_time.complaint_stages import Stage
from sanjeh.core.working_time.hours import instant
from sanjeh.locale.catalogues import said
from tests import hands, people
from tests.apps.commitments.broken import a_breach
from tests.apps.desk.country import LODGING, NOW

pytestmark = pytest.mark.django_db
HOUR = 3_600
LATE = 6 * HOUR


@pytest.fixture(autouse=True)
def bodies(db: None) -> None:
    parent = Body.objects.create(code="VAZ", title_fa="وزارت", title_en="Ministry")
    Body.objects.create(code="NAZ", title_fa="سازمان", title_en="Body", parent=parent)


def after(seconds: int, since: datetime = NOW) -> datetime:
    """Return the moment at which so many working seconds have passed."""
    return datetime.fromtimestamp(calendars.working_hours(NOW).after(instant(since), seconds), UTC)


def day() -> int:
    hours = calendars.working_hours(NOW)
    return hours.calendar.version(hours.day_of(instant(NOW))).longest_day


def refused_late(seconds: int = LATE) -> tuple[actions.Receipt, datetime]:
    """Refuse a complaint whose first answer was so late, and give its receipt and when."""
    receipt = actions.lodge_complaint(lodging=LODGING, now=NOW)
    moment = after(day() + seconds)
    actions.refuse_complaint(number=receipt.number, reasons="نه", by=people.secretariat(), now=moment)
    return receipt, moment


def remedied(moment: datetime, number: int = 1) -> None:
    breach_actions.remedy_breach(
        number=number, remedy=Remedy.TIME_CREDIT, words="افزوده شد.", by=people.secretariat(), now=moment
    )


def appeal_clock(receipt: actions.Receipt, now: datetime) -> clocks.ClockRow:
    rows = queries.tracked(receipt.number, receipt.code, now).clocks
    return next(row for row in rows if row.stage is Stage.APPEAL)


def test_the_deadline_moves_by_exactly_the_lost_hours_and_both_sides_read_why() -> None:
    receipt, moment = refused_late()
    a_breach(moment, "time_credit", refs=(f"complaint:{receipt.number}",))
    before = appeal_clock(receipt, moment)

    remedied(moment)

    row = appeal_clock(receipt, moment)
    assert calendars.working_hours(moment).between(before.standing.due_at, row.standing.due_at) == LATE
    assert "۶ ساعت کاری که برای دیرکرد ما به آن افزوده شده است" in said(row.sentence, "fa")
    assert [(one.complaint, one.seconds) for one in breaches.row(1, moment).given_back] == [(1, LATE)]
    line = journal.last_of(["clock.credited"])
    assert line
    assert (line.entry.about, line.entry.facts) == (("complaint:1", "breach:1"), {"seconds": LATE})


def test_an_appeal_is_taken_until_the_last_second_of_the_moved_deadline() -> None:
    receipt, moment = refused_late()
    due = datetime.fromtimestamp(appeal_clock(receipt, moment).standing.due_at, UTC)
    a_breach(moment, "time_credit", refs=(f"complaint:{receipt.number}",))
    remedied(moment)
    moved = datetime.fromtimestamp(appeal_clock(receipt, moment).standing.due_at, UTC)

    with pytest.raises(appeal_actions.TooLate):
        appeal_actions.appeal(number=1, code=receipt.code, grounds="نادرست است.", now=moved)
    appeal_actions.appeal(
        number=1, code=receipt.code, grounds="نادرست است.", now=moved - timedelta(seconds=1)
    )

    assert due < moved
    assert Complaint.objects.get().state == "appealed"


def test_a_deadline_that_has_not_begun_takes_the_credit_when_it_begins() -> None:
    receipt = actions.lodge_complaint(lodging=LODGING, now=NOW)
    moment = after(day() + LATE)
    a_breach(moment, "time_credit", refs=("complaint:1",))
    remedied(moment)

    actions.refuse_complaint(number=1, reasons="نه", by=people.secretariat(), now=moment)

    assert appeal_clock(receipt, moment).standing.credited == LATE


@pytest.mark.parametrize(("seconds", "is_given"), [(0, False), (1, True)])
def test_who_was_in_time_owes_no_second_and_who_was_a_second_late_owes_one(
    seconds: int, *, is_given: bool
) -> None:
    _, moment = refused_late(seconds)
    a_breach(moment, "time_credit", refs=("complaint:1",))

    if is_given:
        remedied(moment)
    else:
        with pytest.raises(NothingToCredit):
            remedied(moment)

    assert list(TimeCredit.objects.values_list("seconds", flat=True)) == ([1] if is_given else [])
    assert breaches.row(1, moment).state == ("remedied" if is_given else "open")


def test_what_was_given_back_is_not_given_twice() -> None:
    _, moment = refused_late()
    for _ in range(2):
        a_breach(moment, "time_credit", refs=("complaint:1", "complaint:1/acknowledgement"))
    remedied(moment)

    with pytest.raises(NothingToCredit):
        remedied(moment, 2)


@pytest.mark.parametrize("refs", [("notice:99",), ("complaint:1",)])
def test_without_a_deadline_that_could_move_another_remedy_is_needed(refs: tuple[str, ...]) -> None:
    receipt, moment = actions.lodge_complaint(lodging=LODGING, now=NOW), after(day() + LATE)
    actions.withdraw_complaint(number=receipt.number, code=receipt.code, reasons="", now=moment)
    a_breach(moment, "time_credit", refs=refs)

    with pytest.raises(NothingToCredit):
        remedied(moment)

    assert journal.last_of(["clock.credited"]) is None


def test_the_database_keeps_a_credit_as_it_was_given() -> None:
    _, moment = refused_late()
    a_breach(moment, "time_credit", refs=("complaint:1",))
    remedied(moment)
    again = "INSERT INTO desk_timecredit (complaint_id, breach, seconds, at) SELECT complaint_id,"

    tried = (
        "UPDATE desk_timecredit SET seconds = 9",
        "DELETE FROM desk_timecredit",
        f"{again} breach, 5, at FROM desk_timecredit",
        f"{again} 9, 0, at FROM desk_timecredit",
    )

    assert [one for one in tried if hands.refusal(one) == ""] == []
