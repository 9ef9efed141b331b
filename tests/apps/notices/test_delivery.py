"""A mandatory notice reaches every mandate of its authority, and who has not seen it is reminded (I25)."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.messages import actions as message_actions
from sanjeh.apps.messages import queries as messages
from sanjeh.apps.messages.models import Despatch, Message
from sanjeh.apps.notices import actions, delivery_actions
from sanjeh.apps.notices.kinds import KINDS, MANDATORY, Kind
from sanjeh.core.workflow.despatches import Channel, DespatchState
from sanjeh.core.workflow.roles import Role
from tests import people, working
from tests.apps.authorities.two import officer, province
from tests.apps.notices.test_notices import NEW_METHOD
from tests.hands import thawed
from tests.web.clients import signed_in, texts

pytestmark = pytest.mark.django_db
NOW = datetime.fromisoformat("2026-03-21T08:30:00+00:00")
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)


def publish(kind: Kind = Kind.METHODOLOGY, effective: datetime = NOW + 60 * DAY) -> int:
    told = replace(NEW_METHOD, kind=kind, effective_at=effective)
    return actions.publish_notice(
        announcement=told, hours=working.hours(NOW), by=people.secretariat(), now=NOW
    ).number


def reached() -> list[str]:
    rows = Message.objects.filter(about="notice:1", reminds_of=None)
    return sorted(rows.values_list("person__display_name", flat=True))


def seen_by(person: Person) -> None:
    message = Message.objects.get(person=person, about="notice:1", reminds_of=None)
    message_actions.acknowledge(message=message.pk, by=person, now=NOW)


def chase(at: datetime) -> int:
    return delivery_actions.chase_unseen(now=at)


@pytest.mark.parametrize("kind", Kind)
def test_a_mandatory_notice_reaches_every_mandate_and_another_reaches_nobody_unasked(kind: Kind) -> None:
    people.registered("mina", Role.REPRESENTATIVE)
    people.registered("nobody")

    publish(kind)

    assert reached() == (["mina", "secretariat"] if kind in MANDATORY else [])
    assert KINDS[kind].is_mandatory is (kind in MANDATORY)


def test_a_notice_of_one_authority_reaches_the_mandates_of_that_one_alone() -> None:
    province()
    officer("sara", Role.SECRETARIAT)

    publish()

    assert reached() == ["secretariat"]


@pytest.mark.parametrize("left", [SECOND, timedelta(0)])
def test_who_is_given_a_mandate_before_the_effect_is_told_once_and_nobody_after_it(left: timedelta) -> None:
    effective = NOW + 60 * DAY
    publish(effective=effective)
    people.registered("mina", Role.REPRESENTATIVE)
    people.registered("left")

    told = [delivery_actions.tell_newcomers(now=effective - left) for _ in range(2)]

    assert (told, reached()) == (([1, 0], ["mina", "secretariat"]) if left else ([0, 0], ["secretariat"]))


def test_who_has_not_seen_it_is_reminded_after_three_days_and_three_times_at_most() -> None:
    mina = people.registered("mina", Role.REPRESENTATIVE)
    publish()
    seen_by(mina)

    reminded = [chase(NOW + 3 * DAY - SECOND)]
    reminded += [chase(NOW + days * DAY) for days in (3, 5, 6, 9, 12, 15)]

    assert reminded == [0, 1, 0, 1, 1, 0, 0]
    reminders = Message.objects.exclude(reminds_of=None)
    assert set(reminders.values_list("person__display_name", flat=True)) == {"secretariat"}


@pytest.mark.parametrize(("at", "count"), [(30 * DAY - SECOND, 1), (30 * DAY, 0)])
def test_a_month_after_its_effect_nobody_is_reminded_any_more(at: timedelta, count: int) -> None:
    publish(effective=NOW + 60 * DAY)

    assert chase(NOW + 60 * DAY + at) == count


@pytest.mark.parametrize("state", [DespatchState.BOUNCED, DespatchState.FAILED, DespatchState.SENT])
def test_where_a_way_was_lost_the_reminder_is_a_letter_too(state: DespatchState) -> None:
    mina = people.registered("mina", Role.REPRESENTATIVE)
    mina.email, mina.email_proved_at = "mina@example.org", NOW
    mina.save()
    publish()
    with thawed():
        Despatch.objects.filter(channel=Channel.EMAIL).update(state=state)

    chase(NOW + 3 * DAY)

    letters = Despatch.objects.filter(channel=Channel.LETTER).values_list(
        "message__person__username", flat=True
    )
    assert list(letters) == ([] if state is DespatchState.SENT else ["mina"])
    row = next(one for one in messages.readers("notice:1") if one.name == "mina")
    assert (row.is_lost, row.has_arrived, row.reminders) == (
        state is not DespatchState.SENT,
        state is DespatchState.SENT,
        1,
    )


def test_the_office_sees_who_has_seen_it_and_who_has_not() -> None:
    mina = people.registered("mina", Role.REPRESENTATIVE)
    publish()
    seen_by(mina)

    page = signed_in(people.secretariat()).get("/office/notices/1/").content

    assert texts(page, "tbody th") == ["secretariat", "mina"]
    assert texts(page, "tbody td:nth-child(2)").count("وضعیت دید") == 1
    assert texts(page, "dl dd")[2:4] == ["۲", "۱"]


def test_readers_are_asked_for_once_however_many_there_are(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(5):
        people.registered(f"mina-{number}", Role.REPRESENTATIVE)
    publish()

    with django_assert_num_queries(1):
        assert len(messages.readers("notice:1")) == 6
