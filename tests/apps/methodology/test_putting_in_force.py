"""A methodology is announced before it is in force, and never changes under a round."""

from datetime import timedelta
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from sanjeh.apps.accounts.models import Person
from sanjeh.apps.journal import queries as journal
from sanjeh.apps.methodology import actions, queries
from sanjeh.apps.methodology.models import MethodologyVersion
from sanjeh.apps.notices.kinds import Kind
from sanjeh.core.workflow.permissions import NotPermitted, Why
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps import trip

pytestmark = pytest.mark.django_db


def load(text: str = trip.METHOD_TEXT) -> str:
    return actions.load_methodology(text=text, name=trip.METHOD, by=people.secretariat(), now=trip.NOW)


def test_without_a_notice_no_methodology_comes_in_force() -> None:
    load()

    with pytest.raises(actions.NoNotice):
        actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW)

    assert queries.in_force(trip.NOW) is None


def test_a_methodology_is_in_force_from_the_day_its_notice_names() -> None:
    load()
    trip.announce(Kind.METHODOLOGY, trip.METHOD)

    actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW)

    row = queries.in_force(trip.NOW)
    assert row is not None
    assert (row.code, row.notice, row.in_force_from) == (trip.METHOD, 1, trip.NOW)
    assert queries.in_force(trip.NOW - timedelta(seconds=1)) is None


def test_a_methodology_that_is_put_in_force_late_was_not_in_force_before() -> None:
    load()
    trip.announce(Kind.METHODOLOGY, trip.METHOD)

    actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW + timedelta(days=1))

    assert queries.in_force(trip.NOW + timedelta(hours=23)) is None
    assert queries.version(trip.METHOD).in_force_from == trip.NOW + timedelta(days=1)


@pytest.mark.parametrize("announced", [("first", "second"), ("second", "first")])
@pytest.mark.parametrize("loaded", [("first", "second"), ("second", "first")])
def test_of_two_that_begin_at_one_moment_the_one_announced_later_is_in_force(
    loaded: tuple[str, str], announced: tuple[str, str]
) -> None:
    for code in loaded:
        text = trip.METHOD_TEXT.replace(f'code = "{trip.METHOD}"', f'code = "{code}"')
        actions.load_methodology(text=text, name=code, by=people.secretariat(), now=trip.NOW)
    for code in announced:
        trip.announce(Kind.METHODOLOGY, code)
    for code in loaded:
        actions.put_in_force(code=code, by=people.approver(), now=trip.NOW)

    row = queries.in_force(trip.NOW)
    assert row is not None
    assert (row.code, [one.code for one in queries.versions()]) == (announced[1], [*reversed(announced)])


def test_loading_the_same_text_again_changes_nothing() -> None:
    load()
    before = queries.version(trip.METHOD)

    load()

    assert queries.version(trip.METHOD) == before


def test_a_text_that_is_in_force_cannot_be_replaced() -> None:
    trip.method_in_force()

    with pytest.raises(actions.MethodologyFrozen):
        load(trip.METHOD_TEXT.replace("A small method", "Another method"))


def test_a_text_may_be_replaced_until_people_are_told_of_it() -> None:
    other, third = (
        trip.METHOD_TEXT.replace("A small method", f"A {word} method") for word in ("new", "third")
    )
    load()
    load(other)
    announced = queries.version(trip.METHOD)
    trip.announce(Kind.METHODOLOGY, trip.METHOD)

    with pytest.raises(actions.MethodologyFrozen):
        load(third)

    assert (queries.version(trip.METHOD), announced.title.en) == (announced, "A new method")


def load_and_let_wait(by: Person, locked: Event, asked: Event) -> None:
    """Load another text as this person, and commit that only once the other move waits for it."""
    try:
        with transaction.atomic():
            actions.load_methodology(
                text=trip.METHOD_TEXT.replace("A small", "Another"), name=trip.METHOD, by=by, now=trip.NOW
            )
            locked.set()
            asked.wait(10)
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_who_loads_a_text_does_not_put_it_in_force_in_the_same_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load()
    both = people.holder(Role.SECRETARIAT, Role.APPROVER)
    locked, asked, lock = Event(), Event(), actions.locked

    def lock_late(code: str) -> MethodologyVersion:
        asked.set()
        return lock(code)

    monkeypatch.setattr(actions, "locked", lock_late)
    loading = Thread(target=load_and_let_wait, args=(both, locked, asked))
    loading.start()
    assert locked.wait(10)

    with pytest.raises(NotPermitted) as refused:
        actions.put_in_force(code=trip.METHOD, by=both, now=trip.NOW)

    loading.join()
    assert refused.value.why is Why.SAME_PERSON


def test_an_unknown_code_is_refused_by_name() -> None:
    with pytest.raises(queries.NoSuchMethodology):
        queries.version("nowhere")


def test_what_was_never_loaded_is_not_put_in_force() -> None:
    with pytest.raises(queries.NoSuchMethodology):
        actions.put_in_force(code="nowhere", by=people.approver(), now=trip.NOW)


def test_putting_in_force_twice_leaves_the_first_day() -> None:
    trip.method_in_force()
    head = journal.head()

    actions.put_in_force(code=trip.METHOD, by=people.approver(), now=trip.NOW + timedelta(days=3))

    assert queries.version(trip.METHOD).in_force_from == trip.NOW
    assert journal.head() == head
