from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from sanjeh.apps.accounts import actions, queries
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.journal import queries as journal
from sanjeh.core.workflow.roles import Role
from tests import people

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 21, 8, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def register(name: str) -> Person:
    return actions.register_person(
        username=name, display_name="نمونه", password="a long password", by=people.keeper(), now=NOW
    )


def test_a_registered_person_is_found_and_can_sign_in() -> None:
    person = register("mina")

    assert queries.person("mina") == person
    assert person.check_password("a long password")


def test_a_stranger_is_not_found() -> None:
    with pytest.raises(queries.NoSuchPerson):
        queries.person("nobody")


def test_a_role_counts_from_its_giving_to_its_end() -> None:
    manager, person = people.manager(), register("mina")
    people.give_role(person=person, role=Role.HANDLER, by=manager, now=NOW)
    held = queries.roles_of(person, NOW)
    people.end_role(person=person, role=Role.HANDLER, by=manager, now=LATER)

    assert held == {Role.HANDLER}
    assert queries.roles_of(person, LATER) == set()


def test_the_holders_of_a_role_are_those_to_whom_it_was_given() -> None:
    mina, omid = register("mina"), register("omid")
    people.give_role(person=mina, role=Role.SECRETARIAT, by=None, now=NOW)
    people.give_role(person=omid, role=Role.REPRESENTATIVE, by=None, now=NOW)

    assert queries.holders(Role.SECRETARIAT, NOW) == (mina,)


def test_a_closed_account_holds_no_role() -> None:
    mina = register("mina")
    people.give_role(person=mina, role=Role.SECRETARIAT, by=None, now=NOW)
    mina.is_active = False
    mina.save()

    assert queries.roles_of(mina, NOW) == set()
    assert queries.holders(Role.SECRETARIAT, NOW) == ()


def test_who_left_a_body_still_has_been_its_member() -> None:
    mina = register("mina")
    people.join_body(person=mina, body="NAZ", by=people.manager(), now=NOW)
    people.leave_body(person=mina, body="NAZ", by=people.manager(), now=LATER)

    assert queries.ever_members(["NAZ"]) == {mina.reference}


def test_every_act_stands_in_the_journal() -> None:
    mina = register("mina")
    people.give_role(person=mina, role=Role.HANDLER, by=None, now=NOW)
    manager = people.manager()
    people.join_body(person=mina, body="NAZ", by=manager, now=NOW)

    assert [(line.entry.by, line.entry.what) for line in journal.lines_about(mina.reference)] == [
        ("system", "person.registered"),
        ("system", "mandate.given"),
        (manager.reference, "mandate.given"),
    ]


def test_a_visitor_who_has_not_signed_in_is_nobody() -> None:
    mina = register("mina")

    assert queries.signed_in(mina) == mina
    with pytest.raises(queries.NoSuchPerson):
        queries.signed_in(AnonymousUser())
