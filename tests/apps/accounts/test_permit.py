"""Whether somebody may: by the roles held now, by the journal, and for the system by the table."""

from datetime import timedelta

import pytest

from sanjeh.apps.accounts import actions, permissions
from sanjeh.apps.accounts.models import Person
from sanjeh.apps.journal import actions as journal
from sanjeh.core.workflow.complaints import ComplaintMove
from sanjeh.core.workflow.moves import CatalogueMove, PeopleMove
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from sanjeh.core.workflow.rounds import RoundMove
from tests import people

pytestmark = pytest.mark.django_db
NOW = people.SINCE + timedelta(days=30)
ROUND = "round:1405-1"


def why(by: Person | None, move: RoundMove = RoundMove.PUBLISH, about: str = ROUND) -> Why | None:
    refused = permissions.refusal(by=by, move=move, about=about, now=NOW)
    return refused.why if refused else None


def did(person: Person, what: str, about: str = ROUND) -> None:
    journal.write(by=person, at=NOW, what=what, about=(about, "methodology:small-1"))


def test_a_handler_does_not_publish_and_an_approver_does() -> None:
    assert [why(people.holder(Role.HANDLER)), why(people.approver())] == [Why.ROLE, None]


def test_asking_raises_what_the_refusal_says() -> None:
    with pytest.raises(NotPermitted) as refused:
        permissions.permit(by=people.secretariat(), move=RoundMove.PUBLISH, about=ROUND, now=NOW)

    assert (refused.value.permission.key, refused.value.why) == ("round.publish", Why.ROLE)


def test_somebody_without_a_role_may_nothing() -> None:
    assert why(people.registered("nobody")) is Why.ROLE


def test_a_closed_account_may_nothing_even_if_it_was_read_before() -> None:
    approver = people.approver()
    Person.objects.filter(pk=approver.pk).update(is_active=False)

    assert why(approver) is Why.ROLE


def test_a_role_lets_from_its_first_moment_until_its_end() -> None:
    approver = people.registered("late", Role.APPROVER, since=NOW)
    assert why(approver) is None

    people.end_role(person=approver, role=Role.APPROVER, by=people.manager(), now=NOW)
    early = people.registered("early", Role.APPROVER, since=NOW + timedelta(seconds=1))

    assert [why(approver), why(early)] == [Why.ROLE, Why.ROLE]


@pytest.mark.parametrize("what", ["round.drafted", "round.draft_changed", "round.final"])
def test_whoever_drafted_a_round_or_made_it_final_does_not_publish_it(what: str) -> None:
    both = people.holder(Role.SECRETARIAT, Role.APPROVER)
    did(both, what)

    assert [why(both), why(people.approver())] == [Why.SAME_PERSON, None]


def test_four_eyes_look_at_this_very_matter_and_at_these_very_moves() -> None:
    both = people.holder(Role.SECRETARIAT, Role.APPROVER)
    did(both, "round.drafted", about="round:1405-2")
    did(both, "round.preliminary")

    assert why(both) is None


def test_somebody_with_two_roles_publishes_what_another_drafted() -> None:
    did(people.secretariat(), "round.drafted")

    assert why(people.holder(Role.SECRETARIAT, Role.APPROVER)) is None


def test_the_system_may_only_what_the_table_gives_it() -> None:
    assert why(None) is Why.ROLE
    assert permissions.refusal(by=None, move=CatalogueMove.LOAD, about="catalogue:all", now=NOW)
    assert permissions.refusal(by=None, move=ComplaintMove.ASSIGN, about="complaint:1", now=NOW) is None


def test_the_system_registers_the_first_manager_and_nobody_after() -> None:
    people.manager()

    for move in (PeopleMove.REGISTER, PeopleMove.GIVE_MANDATE):
        refused = permissions.refusal(by=None, move=move, about="person:new", now=NOW)
        assert refused is not None
    with pytest.raises(NotPermitted):
        actions.register_person(username="x", display_name="x", password=None, by=None, now=NOW)


def test_when_the_last_manager_is_gone_the_system_may_register_one_again() -> None:
    manager = people.manager()
    Person.objects.filter(pk=manager.pk).update(is_active=False)

    assert permissions.refusal(by=None, move=PeopleMove.REGISTER, about="person:new", now=NOW) is None


def test_a_manager_gives_a_role_to_others_alone() -> None:
    manager = people.manager()

    with pytest.raises(NotPermitted) as refused:
        people.give_role(person=manager, role=Role.APPROVER, by=manager, now=NOW)
    people.give_role(person=people.registered("mina"), role=Role.APPROVER, by=manager, now=NOW)

    assert refused.value.why is Why.ONESELF


def test_what_is_refused_leaves_nothing_behind() -> None:
    sara, mina = people.secretariat(), people.registered("mina")

    with pytest.raises(NotPermitted):
        people.give_role(person=mina, role=Role.APPROVER, by=sara, now=NOW)

    assert why(mina) is Why.ROLE
