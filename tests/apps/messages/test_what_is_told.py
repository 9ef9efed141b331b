"""Notices, mandates and cases reach the people whom they concern, each once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanjeh.apps.accounts import mandate_actions as mandates
from sanjeh.apps.accounts.mandate_actions import Grant
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.desk import actions as desk
from sanjeh.apps.desk.kinds import ComplaintKind
from sanjeh.apps.messages import mandate_actions, queries
from sanjeh.apps.messages.models import Message
from sanjeh.apps.notices import actions as notices
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.messages.template_names import TemplateName
from sanjeh.core.text.words import Words
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps.desk.country import night

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
TOMORROW = NOW + timedelta(days=1)
NEWS = notices.Announcement(
    kind=Kind.METHODOLOGY,
    version="nemuneh",
    title=Words("روش تازه", "A new method"),
    body=Words("از این روز اجرا می‌شود.", "In force from this day."),
    effective_at=NOW + timedelta(days=14),
)


def told(template: TemplateName) -> dict[str, list[str]]:
    """Return the subjects of what was written to each person by this template."""
    found: dict[str, list[str]] = {}
    rows = Message.objects.filter(template=template).order_by("pk")
    for username, subject in rows.values_list("person__username", "subject"):
        found.setdefault(username, []).append(subject)
    return found


def publish() -> None:
    notices.publish_notice(hours=working.hours(NOW), announcement=NEWS, by=people.secretariat(), now=NOW)


def test_a_notice_reaches_everybody_who_holds_a_mandate_and_nobody_else() -> None:
    people.registered("mina", Role.REPRESENTATIVE)
    people.registered("nobody")
    gone = people.registered("gone", Role.REPRESENTATIVE)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    left = people.registered("left", Role.AUDITOR)
    people.end_role(left, Role.AUDITOR, people.manager(), NOW)

    publish()

    said = ["اطلاعیه‌ی شماره‌ی ۱"]
    assert told(TemplateName.NOTICE_PUBLISHED) == {"manager": said, "mina": said, "secretariat": said}


def test_each_reads_the_title_of_the_notice_in_the_own_language() -> None:
    mina = people.registered("mina", Role.REPRESENTATIVE)
    Person.objects.filter(pk=mina.pk).update(language="en")

    publish()

    assert "A notice was published: A new method" in queries.inbox(mina)[0].text
    assert "روش تازه" in queries.inbox(people.secretariat())[0].text


def test_a_notice_that_is_refused_is_told_to_nobody() -> None:
    people.secretariat()

    with pytest.raises(notices.InThePast):
        notices.publish_notice(
            hours=working.hours(NOW), announcement=NEWS, by=people.secretariat(), now=NOW + timedelta(days=15)
        )

    assert told(TemplateName.NOTICE_PUBLISHED) == {}


def test_a_notice_asks_the_database_as_often_for_many_as_for_few() -> None:
    people.registered("mina", Role.REPRESENTATIVE)
    publish()
    with CaptureQueriesContext(
        connection,
    ) as few:
        publish()
    for number in range(9):
        people.registered(f"person-{number}", Role.REPRESENTATIVE)
    with CaptureQueriesContext(connection) as many:
        publish()

    assert len(many) == len(few)


def test_who_is_given_a_mandate_is_told_once() -> None:
    mina = people.registered("mina", since=NOW)
    mandates.give_mandate(grant=Grant(mina, Role.AUDITOR, until=TOMORROW), by=None, now=NOW)

    first, second = (mandate_actions.tell_of_mandates(now=NOW) for _ in range(2))

    assert (first, second) == (1, 0)
    assert told(TemplateName.MANDATE_GIVEN) == {"mina": ["حکم تازه: بازرس"]}


def test_a_mandate_that_awaits_a_second_officer_is_told_once_it_is_confirmed() -> None:
    first, second = (people.registered(name, Role.MANAGER) for name in ("first", "second"))
    mina = people.registered("mina")
    given = mandates.give_mandate(grant=Grant(mina, Role.APPROVER), by=first, now=NOW)
    before = mandate_actions.tell_of_mandates(now=NOW), told(TemplateName.MANDATE_GIVEN)

    mandates.confirm_mandate(number=given.pk, by=second, now=TOMORROW)
    mandate_actions.tell_of_mandates(now=TOMORROW)

    assert given.needs_two
    assert "mina" not in before[1]
    assert told(TemplateName.MANDATE_GIVEN)["mina"] == ["حکم تازه: تأییدکننده"]


@pytest.mark.parametrize(("after", "told_of"), [(timedelta(days=7), 0), (timedelta(days=7, seconds=-1), 1)])
def test_a_mandate_of_more_than_a_week_ago_is_no_news(after: timedelta, told_of: int) -> None:
    mina = people.registered("mina", since=NOW)
    mandates.give_mandate(grant=Grant(mina, Role.AUDITOR), by=None, now=NOW)

    assert mandate_actions.tell_of_mandates(now=NOW + after) == told_of


def test_a_mandate_that_has_ended_again_is_not_told() -> None:
    mina = people.registered("mina", since=NOW)
    given = mandates.give_mandate(grant=Grant(mina, Role.AUDITOR), by=None, now=NOW)
    mandates.end_mandate(number=given.pk, by=people.manager(), now=NOW)

    mandate_actions.tell_of_mandates(now=NOW)

    assert "mina" not in told(TemplateName.MANDATE_GIVEN)


@pytest.mark.parametrize(
    ("left", "subjects"), [(timedelta(days=7), ["۷ روز تا پایان حکم"]), (timedelta(days=31), [])]
)
def test_who_holds_a_mandate_is_reminded_before_it_ends(left: timedelta, subjects: list[str]) -> None:
    mina = people.registered("mina", since=NOW)
    mandates.give_mandate(grant=Grant(mina, Role.AUDITOR, until=NOW + left), by=None, now=NOW)

    mandate_actions.remind_of_ends(now=NOW)
    again = mandate_actions.remind_of_ends(now=NOW)

    assert (told(TemplateName.MANDATE_ENDS).get("mina", []), again) == (subjects, 0)


def test_whom_the_draw_seats_is_told_the_number_of_the_case_and_none_of_its_words() -> None:
    handler, manager = people.holder(Role.HANDLER), people.manager()
    lodging = desk.Lodging(ComplaintKind.RESULT, "", "", "", ("کارمزد دیده نشده است.",))
    number = desk.lodge_complaint(lodging=lodging, now=NOW).number

    desk.admit_complaint(number=number, by=people.secretariat(), now=NOW, concerns=())
    before = told(TemplateName.CASE_MOVED)
    night(NOW)

    # The manager answers for a house of which nobody has had a part.
    assert (before, told(TemplateName.CASE_MOVED)) == (
        {},
        {"handler": ["پرونده‌ی شماره‌ی ۱"], manager.username: ["پرونده‌ی شماره‌ی ۱"]},
    )
    assert "کارمزد" not in queries.inbox(handler)[0].text


def test_a_complaint_that_waits_for_an_outsider_is_told_to_nobody() -> None:
    lodging = desk.Lodging(ComplaintKind.RESULT, "", "", "", ("کارمزد دیده نشده است.",))
    number = desk.lodge_complaint(lodging=lodging, now=NOW).number

    assert not desk.admit_complaint(number=number, by=people.secretariat(), now=NOW, concerns=())
    assert told(TemplateName.CASE_MOVED) == {}
