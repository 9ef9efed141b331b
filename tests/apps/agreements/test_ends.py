"""Before a version ends those whom it concerns are told; after it the bodies see that none is in force."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from sanjeh.apps.agreements import queries, settling_actions
from sanjeh.apps.agreements.models import EndReminder
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.messages import queries as messages
from sanjeh.core.workflow.agreements import END_REMINDERS, end_reminder_due
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.agreements.test_acceptance import BODY, accept
from tests.apps.agreements.test_own_agreement import BEGINS, DRAFT, ENDS, NOW, SECOND, confirmed, in_force
from tests.hands import refusal
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
CONCERNED = {Role.REPRESENTATIVE, Role.DEPUTY, Role.SECRETARIAT, Role.MANAGER, Role.APPROVER}


def day(count: int) -> timedelta:
    return timedelta(days=count)


def remind(at: datetime) -> int:
    return settling_actions.remind_of_ends(now=at)


@pytest.mark.parametrize("before", END_REMINDERS)
def test_a_reminder_is_due_from_its_day_on_and_not_a_second_before(before: timedelta) -> None:
    earlier = max((one for one in (*END_REMINDERS,) if one > before), default=None)
    longer = min((one for one in END_REMINDERS if one > before), default=None)

    assert earlier in {None, END_REMINDERS[0]}
    assert end_reminder_due(ENDS, ENDS - before) == before
    assert end_reminder_due(ENDS, ENDS - before - SECOND) == longer


def test_at_the_end_and_after_it_no_reminder_is_due() -> None:
    assert [end_reminder_due(ENDS, at) for at in (ENDS - SECOND, ENDS, ENDS + SECOND)] == [day(7), None, None]


def test_each_reminder_is_sent_once_to_whom_it_concerns() -> None:
    in_force()

    sent = [remind(ENDS - day(90) - SECOND)]
    sent += [remind(ENDS - day(left)) for left in (90, 89, 60, 30, 29, 7, 6)]

    assert (sent, EndReminder.objects.count()) == ([0, 1, 0, 1, 1, 0, 1, 0], 4)
    lines = [line.entry for line in journal.lines_about("agreement:2") if "reminded" in line.entry.what]
    assert [line.facts for line in lines] == [{"days": left} for left in (90, 60, 30, 7)]


@pytest.mark.parametrize("role", Role)
def test_bodies_and_those_who_keep_the_agreement_are_told(role: Role) -> None:
    in_force()
    by = people.holder(role)
    before = len(messages.inbox(by))

    remind(ENDS - day(30))

    told = messages.inbox(by)[: len(messages.inbox(by)) - before]
    assert [row.subject for row in told] == (["۳۰ روز تا پایان توافق‌نامه"] if role in CONCERNED else [])


@pytest.mark.parametrize(
    ("is_succeeded", "said"), [(False, "هنوز هیچ نسخه‌ای جانشین آن نیست"), (True, "نسخه‌ی ۳ آماده‌ی جانشینی")]
)
def test_the_reminder_says_whether_anything_comes_after(is_succeeded: bool, said: str) -> None:  # noqa: FBT001
    in_force()
    if is_succeeded:
        confirmed(replace(DRAFT, valid_from=ENDS, valid_until=people.UNTIL))

    remind(ENDS - day(30))

    assert said in messages.inbox(people.secretariat())[0].text


def test_a_version_that_is_not_in_force_reminds_nobody_and_reminders_are_kept() -> None:
    confirmed()
    assert remind(ENDS - day(7)) == 0
    in_force()
    remind(ENDS - day(7))

    assert [
        refusal(one) == ""
        for one in ("DELETE FROM agreements_endreminder", "UPDATE agreements_endreminder SET days = 1")
    ] == [False, False]


def test_the_version_that_follows_is_named_and_so_is_what_is_offered() -> None:
    number = in_force()
    alone = (queries.successor(queries.version(number).row), queries.state(BEGINS).coming)
    newer = confirmed(replace(DRAFT, valid_from=ENDS, valid_until=people.UNTIL))

    follows = queries.successor(queries.version(number).row)
    assert alone == (None, None)
    assert (follows and follows.number, queries.state(BEGINS).coming) == (newer, newer)
    assert queries.state(people.UNTIL).coming is None


AC1_MIDNIGHT = datetime(2025, 3, 21, tzinfo=ZoneInfo("Asia/Tehran"))


@pytest.mark.parametrize(
    ("at", "in_force_then", "days"),
    [
        (AC1_MIDNIGHT - SECOND, True, 0),
        (AC1_MIDNIGHT, False, 0),
        (AC1_MIDNIGHT + day(1), False, 1),
    ],
)
def test_ac1_the_first_ends_with_1403_and_the_days_without_one_are_counted(
    at: datetime,
    in_force_then: bool,  # noqa: FBT001
    days: int,
) -> None:
    state = queries.state(at)

    assert (state.number, state.in_force, state.days_without) == (1, in_force_then, days)


def test_ac1_every_page_says_so_with_the_offered_version_and_the_body_sees_it_for_itself() -> None:
    body = signed_in(people.holder(Role.REPRESENTATIVE))
    number = confirmed(replace(DRAFT, valid_until=people.UNTIL))

    line = texts(Client().get("/notices/").content, ".state-line p")[0]
    own = texts(body.get("/office/").content, ".without-agreement p")

    assert line.startswith("اکنون توافق‌نامه‌ای در حال اجرا نیست")
    assert line.endswith(f"نسخه‌ی {'۰۱۲۳۴'[number]} پیشنهاد شده است")
    assert own[0].startswith(f"برای «{BODY}» توافق‌نامه‌ی معتبری وجود ندارد.")


def test_ac1_a_version_in_force_binds_the_bodies_that_have_accepted_it_alone() -> None:
    body = signed_in(people.holder(Role.REPRESENTATIVE))
    number = in_force(replace(DRAFT, valid_from=NOW + SECOND, valid_until=people.UNTIL))
    before = texts(body.get("/office/").content, ".without-agreement p")
    accept(number)

    assert (len(before), texts(body.get("/office/").content, ".without-agreement p")) == (1, [])
    assert texts(signed_in(people.secretariat()).get("/office/").content, ".without-agreement p") == []
