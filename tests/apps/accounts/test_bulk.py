"""Many mandates in one move: tried first, made whole or not at all, taken back by a counter-move."""

from datetime import UTC, datetime, timedelta

import pytest

from sanjeh.apps.accounts import bulk_actions as bulk
from sanjeh.apps.accounts.bulk_actions import Change, Together
from sanjeh.apps.accounts.letters import Letter
from sanjeh.apps.accounts.mandate_actions import AlreadyGiven, NoSuchMandate, WrongDays, end_mandate
from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.journal import queries as journal
from sanjeh.core.integrity.references import DEFAULT_AUTHORITY
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role
from tests import people
from tests.apps.authorities.two import PROVINCE, officer, province

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 1, 8, tzinfo=UTC)
LATER, SECOND = NOW + timedelta(hours=1), timedelta(seconds=1)
LETTER = Letter("12/7")


def mandates(*names: str) -> tuple[int, ...]:
    return tuple(people.registered(name, Role.HANDLER).mandates.get().pk for name in names)


def change(kind: Together, numbers: tuple[int, ...], **more: object) -> Change:
    return Change(kind, numbers, DEFAULT_AUTHORITY, letter=LETTER, **more)  # type: ignore[arg-type]


def made(what: Change, by: Person | None = None, now: datetime = NOW) -> int:
    return bulk.change_together(change=what, by=by or people.manager(), now=now)


def undone(line: int, by: Person | None = None, now: datetime = LATER) -> None:
    bulk.undo_together(line=line, authority=DEFAULT_AUTHORITY, by=by or people.manager(), now=now)


def holding(now: datetime) -> set[tuple[str, str]]:
    """Return who is a handler at this moment, and by which letter."""
    rows = Mandate.objects.filter(role=Role.HANDLER, since__lte=now, until__gt=now)
    return {
        (row.person.username, row.letter_number)
        for row in rows.select_related("person")
        if row.ended_at is None or row.ended_at > now
    }


def test_many_end_at_once_and_are_given_again_by_the_counter_move() -> None:
    line = made(change(Together.END, mandates("a", "b")))
    ended = holding(NOW)

    undone(line)

    assert (ended, holding(LATER)) == (set(), {("a", ""), ("b", "")})
    assert Mandate.objects.filter(role=Role.HANDLER).count() == 4  # nothing that was given has changed


def test_many_are_handed_over_to_one_and_handed_back() -> None:
    held = (*mandates("a"), people.registered("b", Role.SECOND_READER).mandates.get().pk)
    successor = people.registered("heir")
    line = made(change(Together.HAND_OVER, held, successor=successor))
    after = holding(NOW)

    undone(line)

    assert (after, holding(LATER)) == ({("heir", "12/7")}, {("a", "")})


def test_many_are_extended_from_their_own_ends_and_that_is_taken_back() -> None:
    held = mandates("a", "b")
    line = made(change(Together.EXTEND, held, until=people.UNTIL + SECOND))
    first = Mandate.objects.get(person__username="a", since=people.UNTIL)

    undone(line)

    first.refresh_from_db()
    assert (first.until, first.letter_number, first.ended_at) == (people.UNTIL + SECOND, "12/7", LATER)
    assert holding(LATER) == {("a", ""), ("b", "")}


@pytest.mark.parametrize(("later", "is_taken"), [(SECOND, True), (timedelta(0), False)])
def test_an_extension_lasts_longer_than_what_it_extends(later: timedelta, *, is_taken: bool) -> None:
    what = change(Together.EXTEND, mandates("a"), until=people.UNTIL + later)

    refused = bulk.tried(change=what, by=people.manager(), now=NOW)

    assert [type(error) for error in refused.values()] == ([] if is_taken else [WrongDays])


def test_what_was_tried_leaves_nothing_behind() -> None:
    held, head = mandates("a", "b"), journal.head()

    assert bulk.tried(change=change(Together.END, held), by=people.manager(), now=NOW) == {}
    assert (journal.head(), len(holding(NOW))) == (head, 2)


def test_one_that_cannot_be_changed_holds_up_all() -> None:
    a, b = mandates("a", "b")
    end_mandate(number=a, by=people.manager(), now=NOW)
    head, what = journal.head(), change(Together.END, (b, a))

    with pytest.raises(NoSuchMandate):
        made(what, now=LATER)

    assert [*bulk.tried(change=what, by=people.manager(), now=LATER)] == [a]
    assert (journal.head(), holding(LATER)) == (head, {("b", "")})


def test_nobody_takes_over_twice_the_same_role() -> None:
    held = mandates("a", "b")
    what = change(Together.HAND_OVER, held, successor=people.registered("heir"))

    refused = bulk.tried(change=what, by=people.manager(), now=NOW)

    assert {number: type(error) for number, error in refused.items()} == {held[1]: AlreadyGiven}


def test_no_mandate_is_no_change() -> None:
    with pytest.raises(bulk.NothingChosen):
        made(change(Together.END, ()))


def test_a_change_is_taken_back_once() -> None:
    line = made(change(Together.END, mandates("a")))
    undone(line)

    for number in (line, line - 1, 10_000):
        with pytest.raises(bulk.UndoneAlready):
            undone(number)


def test_what_has_changed_since_is_not_taken_back_by_halves() -> None:
    held = mandates("a", "b")
    line = made(change(Together.EXTEND, held, until=people.UNTIL + SECOND))
    second = Mandate.objects.get(person__username="b", since=people.UNTIL)
    end_mandate(number=second.pk, by=people.manager(), now=NOW)

    with pytest.raises(NoSuchMandate):
        undone(line)

    assert Mandate.objects.get(person__username="a", since=people.UNTIL).ended_at is None


@pytest.mark.parametrize("kind", Together)
def test_only_who_keeps_mandates_changes_or_takes_back_many(kind: Together) -> None:
    held, heir = mandates("a"), people.registered("heir")
    what = change(kind, held, until=people.UNTIL + SECOND, successor=heir)
    line, head = made(what), journal.head()

    refused = set[str]()
    for name, (person, roles) in people.each().items():
        for act in (lambda by=person: made(what, by), lambda by=person: undone(line, by)):
            if Role.MANAGER not in roles:
                with pytest.raises(NotPermitted):
                    act()
                refused.add(name)

    assert (len(refused) > 10, journal.head()) == (True, head)


def test_the_mandates_of_another_authority_are_none_of_this_one() -> None:
    province()
    other, held = officer("ostan", Role.MANAGER), mandates("a")
    line = made(change(Together.END, mandates("b")))
    own = Change(Together.END, held, PROVINCE)

    with pytest.raises(NoSuchMandate):
        made(own, other)
    with pytest.raises(NotPermitted):
        made(change(Together.END, held), other)
    with pytest.raises(bulk.UndoneAlready):
        bulk.undo_together(line=line, authority=PROVINCE, by=other, now=LATER)
