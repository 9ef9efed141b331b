"""A mandate holds from its first moment to its last, is given by another, and stays as it was given."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import Error

from sanjeh.apps.accounts import mandate_actions as actions
from sanjeh.apps.accounts import mandates, queries
from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.mandate_actions import Grant, Share
from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from tests import people

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
SECOND, DAY = timedelta(seconds=1), timedelta(days=1)


def given(
    person: Person,
    role: Role = Role.HANDLER,
    body: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
) -> Mandate:
    grant = Grant(person, role, body, since, until)
    return actions.give_mandate(grant=grant, by=people.manager(), now=NOW)


def test_a_mandate_holds_from_its_beginning_until_the_moment_of_its_end() -> None:
    mina = people.registered("mina")
    given(mina, since=NOW + DAY, until=NOW + 2 * DAY)

    moments = (NOW + DAY - SECOND, NOW + DAY, NOW + 2 * DAY - SECOND, NOW + 2 * DAY)
    assert [queries.roles_of(mina, at) for at in moments] == [set(), {Role.HANDLER}, {Role.HANDLER}, set()]


def test_where_no_day_is_named_it_lasts_a_year_from_now() -> None:
    row = given(people.registered("mina"))

    assert (row.since, row.until) == (NOW, NOW + 365 * DAY)


def test_an_ended_mandate_does_not_hold_from_that_moment_on() -> None:
    mina = people.registered("mina")
    number = given(mina).pk
    actions.end_mandate(number=number, by=people.manager(), now=NOW + DAY)

    assert queries.roles_of(mina, NOW + DAY - SECOND) == {Role.HANDLER}
    assert queries.roles_of(mina, NOW + DAY) == set()
    with pytest.raises(actions.NoSuchMandate):
        actions.end_mandate(number=number, by=people.manager(), now=NOW + DAY)


@pytest.mark.parametrize(
    ("since", "until"), [(NOW - SECOND, NOW + DAY), (NOW, NOW), (NOW + DAY, NOW + DAY - SECOND)]
)
def test_a_mandate_is_neither_backdated_nor_over_before_it_begins(since: datetime, until: datetime) -> None:
    with pytest.raises(actions.WrongDays):
        given(people.registered("mina"), since=since, until=until)


@pytest.mark.parametrize(("role", "body"), [(Role.REPRESENTATIVE, ""), (Role.HANDLER, "NAZ")])
def test_a_role_is_held_where_it_belongs(role: Role, body: str) -> None:
    with pytest.raises(actions.WrongPlace):
        given(people.registered("mina"), role, body)


def test_the_same_role_is_not_held_twice_at_one_time_but_one_after_the_other_and_in_two_bodies() -> None:
    mina = people.registered("mina")
    given(mina, Role.REPRESENTATIVE, "NAZ", since=NOW, until=NOW + DAY)

    with pytest.raises(actions.AlreadyGiven):
        given(mina, Role.REPRESENTATIVE, "NAZ", since=NOW + DAY - SECOND)
    given(mina, Role.REPRESENTATIVE, "VAZ")
    given(mina, Role.DEPUTY, "NAZ")
    given(people.registered("omid"), Role.REPRESENTATIVE, "NAZ")
    given(mina, Role.REPRESENTATIVE, "NAZ", since=NOW + DAY)

    assert Mandate.objects.filter(person=mina).count() == 4


def test_after_its_end_a_mandate_can_be_given_again_at_once() -> None:
    mina = people.registered("mina")
    actions.end_mandate(number=given(mina).pk, by=people.manager(), now=NOW)

    given(mina)

    assert queries.roles_of(mina, NOW) == {Role.HANDLER}


def test_nobody_gives_a_mandate_to_oneself_neither_by_action_nor_by_sql() -> None:
    manager, mina = people.manager(), people.registered("mina")

    with pytest.raises(NotPermitted) as refused:
        actions.give_mandate(grant=Grant(manager, Role.APPROVER), by=manager, now=NOW)
    with pytest.raises(IntegrityError, match="mandate_is_given_by_another"), transaction.atomic():
        Mandate.objects.create(
            person=mina, role="handler", given_by=mina, given_at=NOW, since=NOW, until=NOW + DAY
        )

    assert refused.value.why is Why.ONESELF


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE accounts_mandate SET role = 'manager'",
        "UPDATE accounts_mandate SET body = 'NAZ'",
        "UPDATE accounts_mandate SET until = until + interval '1 day'",
        "UPDATE accounts_mandate SET since = since - interval '1 day'",
        "UPDATE accounts_mandate SET letter_number = '7'",
        "UPDATE accounts_mandate SET needs_two = false, given_by_id = NULL",
        "UPDATE accounts_mandate SET ended_at = NULL",
        "UPDATE accounts_mandate SET ended_at = ended_at + interval '1 day'",
        "DELETE FROM accounts_mandate",
        "TRUNCATE accounts_mandate CASCADE",
    ],
)
def test_what_was_given_stays_in_the_database_as_it_was_given(change: str) -> None:
    row = given(people.registered("mina"))
    actions.end_mandate(number=row.pk, by=people.manager(), now=NOW + DAY)

    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"until": NOW}, "mandate_ends_after_it_begins"),
        ({"given_at": NOW + SECOND}, "mandate_is_not_backdated"),
        ({"ended_at": NOW - SECOND}, "mandate_ends_once_given"),
        ({"confirmed_at": NOW}, "mandate_is_confirmed_by_another"),
        ({}, "mandate_once_at_a_time"),
    ],
)
def test_the_database_refuses_what_no_mandate_is(fields: dict[str, datetime], constraint: str) -> None:
    mina = people.registered("mina", Role.HANDLER, since=NOW)
    days = {"given_at": NOW, "since": NOW, "until": NOW + DAY}

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Mandate.objects.create(person=mina, role="handler", **days | fields)


def two_officers() -> tuple[Person, Person]:
    first = people.manager()
    second = people.registered("second", Role.MANAGER)
    return first, second


def test_with_one_officer_power_to_publish_holds_at_once() -> None:
    approver = people.registered("mina")

    assert given(approver, Role.APPROVER).needs_two is False


def test_with_two_officers_power_to_publish_holds_once_the_second_has_agreed() -> None:
    first, second = two_officers()
    mina = people.registered("mina")
    row = given(mina, Role.APPROVER)

    assert (row.needs_two, queries.roles_of(mina, NOW)) == (True, frozenset())
    with pytest.raises(NotPermitted) as refused:
        actions.confirm_mandate(number=row.pk, by=first, now=NOW)
    actions.confirm_mandate(number=row.pk, by=second, now=NOW + DAY)
    assert refused.value.why is Why.SAME_PERSON
    assert [queries.roles_of(mina, at) for at in (NOW + DAY - SECOND, NOW + DAY)] == [set(), {Role.APPROVER}]
    with pytest.raises(actions.NotAwaited):
        actions.confirm_mandate(number=row.pk, by=second, now=NOW + DAY)


def test_with_two_officers_other_roles_hold_at_once() -> None:
    two_officers()

    assert given(people.registered("mina"), Role.SECRETARIAT).needs_two is False


def test_nobody_agrees_to_the_own_mandate_neither_by_action_nor_by_sql() -> None:
    first, second = two_officers()
    row = given(second, Role.APPROVER, since=NOW)
    row = Mandate.objects.get(pk=row.pk)
    assert row.needs_two is False  # beside the second there is one officer alone
    third = people.registered("third")
    people.give_role(third, Role.MANAGER, by=first, now=NOW)
    actions.confirm_mandate(number=third.mandates.get().pk, by=second, now=NOW)
    waits = given(third, Role.APPROVER)

    with pytest.raises(NotPermitted) as refused:
        actions.confirm_mandate(number=waits.pk, by=third, now=NOW)
    for by, name in ((third, "confirmed_by_another"), (people.manager(), "confirmed_by_a_second")):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Mandate.objects.filter(pk=waits.pk).update(confirmed_by=by, confirmed_at=NOW)
    assert refused.value.why is Why.ONESELF


def test_a_successor_takes_over_role_body_days_and_departments_at_the_moment_of_the_hand_over() -> None:
    manager, mina, omid = people.manager(), people.registered("mina"), people.registered("omid")
    row = given(mina, Role.DEPARTMENT_EDITOR, "NAZ", until=NOW + 9 * DAY)
    actions.delegate(number=row.pk, share=Share("فناوری", ("I01",), ("10000002000",)), by=manager, now=NOW)

    new = actions.hand_over(number=row.pk, successor=omid, letter=Letter("12/7"), by=manager, now=NOW + DAY)

    assert [queries.roles_of(one, NOW + DAY) for one in (mina, omid)] == [set(), {Role.DEPARTMENT_EDITOR}]
    shown = mandates.mandate(new.pk)
    assert shown is not None
    assert (shown.name, shown.body, shown.since, shown.until) == ("omid", "NAZ", NOW + DAY, NOW + 9 * DAY)
    assert shown.letter == Letter("12/7")
    assert [(one.department, one.indicators, one.services) for one in shown.delegations] == [
        ("فناوری", ("I01",), ("10000002000",))
    ]
    line = journal.lines_about(omid.reference)[-1]
    assert (line.entry.what, line.entry.facts["of"]) == ("mandate.handed_over", row.reference)


def test_an_officer_does_not_hand_over_to_oneself_nor_to_whom_holds_it() -> None:
    manager, mina = people.manager(), people.registered("mina")
    row = given(mina)

    with pytest.raises(NotPermitted):
        actions.hand_over(number=row.pk, successor=manager, letter=Letter(), by=manager, now=NOW)
    with pytest.raises(actions.NoSuchMandate):
        actions.hand_over(number=row.pk, successor=mina, letter=Letter(), by=manager, now=NOW)
    assert queries.roles_of(mina, NOW) == {Role.HANDLER}


def test_who_speaks_for_a_body_parts_its_answers_and_nobody_elses() -> None:
    editor = given(people.registered("editor"), Role.DEPARTMENT_EDITOR, "NAZ")
    own, foreign = people.registered("own"), people.registered("foreign")
    given(own, Role.DEPUTY, "NAZ")
    given(foreign, Role.REPRESENTATIVE, "VAZ")

    with pytest.raises(NotPermitted):
        actions.delegate(number=editor.pk, share=Share("مالی"), by=foreign, now=NOW)
    actions.delegate(number=editor.pk, share=Share("مالی"), by=own, now=NOW)
    share = mandates.mandate(editor.pk).delegations[0]  # type: ignore[union-attr]
    with pytest.raises(NotPermitted):
        actions.end_delegation(delegation=share.number, by=foreign, now=NOW)
    actions.end_delegation(delegation=share.number, by=own, now=NOW)

    assert mandates.mandate(editor.pk).delegations == ()  # type: ignore[union-attr]


def test_only_a_department_editor_is_given_a_share() -> None:
    row = given(people.registered("mina"), Role.REPRESENTATIVE, "NAZ")

    with pytest.raises(actions.NoSuchMandate):
        actions.delegate(number=row.pk, share=Share("مالی"), by=people.manager(), now=NOW)


def test_each_reminder_is_written_once_and_is_there_until_somebody_was_told() -> None:
    row = given(people.registered("mina"), until=NOW + 40 * DAY)
    moments = [NOW + 10 * DAY - SECOND, NOW + 10 * DAY, NOW + 11 * DAY, NOW + 33 * DAY, NOW + 39 * DAY]

    made = [actions.note_reminders(now=at) for at in moments]
    waiting = mandates.to_be_reminded()
    actions.note_told(reminder=waiting[0].number, now=NOW)

    assert made == [0, 1, 0, 1, 1]
    assert [(one.days, one.mandate.number) for one in waiting] == [(30, row.pk), (7, row.pk), (1, row.pk)]
    assert [one.days for one in mandates.to_be_reminded()] == [7, 1]


def test_what_ends_within_so_long_is_listed_the_next_one_first() -> None:
    mina = people.registered("mina")
    later, sooner = given(mina, until=NOW + 7 * DAY), given(mina, Role.ASSESSOR, until=NOW + DAY)
    given(mina, Role.OPERATOR, until=NOW + 7 * DAY + SECOND)

    assert [one.number for one in mandates.mandates_ending(7 * DAY, NOW)] == [sooner.pk, later.pk]


def test_a_body_for_which_fewer_than_two_people_may_speak_is_short_of_people() -> None:
    mina, omid = people.registered("mina"), people.registered("omid")
    given(mina, Role.REPRESENTATIVE, "NAZ")
    given(mina, Role.DEPUTY, "NAZ")
    given(mina, Role.REPRESENTATIVE, "VAZ")
    given(omid, Role.DEPUTY, "VAZ")
    given(omid, Role.MEMBER, "TEH")

    assert mandates.bodies_short_of_people(["NAZ", "VAZ", "TEH"], NOW) == {"NAZ": 1, "TEH": 0}
