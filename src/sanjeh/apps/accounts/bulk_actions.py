"""Many mandates in one move: tried out first, made whole or not at all, and taken back by a counter-move.

A mandate that was given is never edited: to extend one is to give the same again from its last moment on, and
to take back an end is to give the same again from now on.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from sanjeh.apps.accounts.letters import NO_LETTER, Letter
from sanjeh.apps.accounts.mandate_actions import (
    AlreadyGiven,
    Grant,
    NoSuchMandate,
    WrongDays,
    end_mandate,
    give_mandate,
    hand_over,
    is_over,
    locked,
)
from sanjeh.apps.accounts.models import Mandate, Person
from sanjeh.apps.accounts.permissions import permit
from sanjeh.apps.journal import actions as journal
from sanjeh.apps.journal import queries as journal_queries
from sanjeh.core.integrity.references import Subject
from sanjeh.core.workflow.moves import PeopleMove
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.roles import Role

DONE, UNDONE = "mandates.changed_together", "mandates.changed_back"
REFUSALS = (NoSuchMandate, AlreadyGiven, WrongDays, NotPermitted)


class Together(StrEnum):
    """What is done to many mandates at once."""

    END = "end"
    HAND_OVER = "hand_over"
    EXTEND = "extend"


MOVES = {
    Together.END: PeopleMove.END_MANDATE,
    Together.HAND_OVER: PeopleMove.HAND_OVER,
    Together.EXTEND: PeopleMove.GIVE_MANDATE,
}


class NothingChosen(ValueError):
    """No mandate was chosen."""


class UndoneAlready(Exception):
    """There is no such change, or somebody has taken it back before."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of many mandates of an authority; a successor or an end only where it takes one."""

    kind: Together
    numbers: tuple[int, ...]
    authority: str
    successor: Person | None = None
    until: datetime | None = None
    letter: Letter = NO_LETTER


def tried(*, change: Change, by: Person, now: datetime) -> Mapping[int, Exception]:
    """Make the change and take it back at once; return why it cannot be made, by the numbers of mandates."""
    permit(by=by, move=MOVES[change.kind], about="", now=now, authority=change.authority)
    refused: dict[int, Exception] = {}
    with transaction.atomic():
        for number in change.numbers:
            try:
                with transaction.atomic():
                    made_of(change, number, by, now)
            except REFUSALS as error:
                refused[number] = error
        transaction.set_rollback(True)
    return refused


@transaction.atomic
def change_together(*, change: Change, by: Person, now: datetime) -> int:
    """Make the change whole or not at all; return the number of the line that tells of it.

    Raise NothingChosen, or what the first mandate that cannot be changed raises.
    """
    permit(by=by, move=MOVES[change.kind], about="", now=now, authority=change.authority)
    if not change.numbers:
        raise NothingChosen
    pairs = [(number, made_of(change, number, by, now)) for number in change.numbers]
    return journal.write(
        by=by,
        at=now,
        what=DONE,
        about=Subject.AUTHORITY.named(change.authority),
        facts={
            "kind": change.kind.value,
            "mandates": tuple(str(number) for number, _ in pairs),
            "made": tuple(str(made) for _, made in pairs),
        },
    ).number


def made_of(change: Change, number: int, by: Person, now: datetime) -> int:
    """Change one mandate and return the number of the one that stands in its place, 0 for none."""
    row = locked(number)
    if str(row.authority_id) != change.authority or is_over(row, now):
        raise NoSuchMandate(number)
    if change.kind is Together.END:
        end_mandate(number=number, by=by, now=now)
        return 0
    if change.kind is Together.HAND_OVER:
        assert change.successor is not None  # noqa: S101 -- the form asks for one
        successor = change.successor
        return hand_over(number=number, successor=successor, letter=change.letter, by=by, now=now).pk
    grant = grant_of(row, max(row.until, now), change.until, change.letter)
    return give_mandate(grant=grant, by=by, now=now).pk


def grant_of(row: Mandate, since: datetime, until: datetime | None, letter: Letter) -> Grant:
    """Return the same role of the same person for other days."""
    return Grant(row.person, Role(row.role), row.body, since, until, letter, str(row.authority_id))


@transaction.atomic
def undo_together(*, line: int, authority: str, by: Person, now: datetime) -> None:
    """Take back the change that this line tells of, by counter-moves, whole or not at all.

    Raise UndoneAlready, or what a mandate raises that has changed since.
    """
    found = journal_queries.line(line)
    about = Subject.AUTHORITY.named(authority)
    if (
        found is None
        or found.entry.what != DONE
        or about not in found.entry.about
        or is_undone(line, authority)
    ):
        raise UndoneAlready(line)
    kind = Together(str(found.entry.facts["kind"]))
    permit(by=by, move=COUNTER_MOVES[kind], about="", now=now, authority=authority)
    for number, made in zip(
        numbers(found.entry.facts["mandates"]), numbers(found.entry.facts["made"]), strict=True
    ):
        TAKEN_BACK[kind](number, made, by, now)
    journal.write(by=by, at=now, what=UNDONE, about=about, facts={"line": line})


def give_again(number: int, made: int, by: Person, now: datetime) -> None:
    del made
    row = locked(number)
    letter = Letter(row.letter_number, row.letter_date, row.letter_sha256)
    give_mandate(grant=grant_of(row, max(row.since, now), row.until, letter), by=by, now=now)


def hand_back(number: int, made: int, by: Person, now: datetime) -> None:
    row = locked(number)
    letter = Letter(row.letter_number, row.letter_date, row.letter_sha256)
    hand_over(number=made, successor=row.person, letter=letter, by=by, now=now)


def end_again(number: int, made: int, by: Person, now: datetime) -> None:
    del number
    end_mandate(number=made, by=by, now=now)


COUNTER_MOVES = {
    Together.END: PeopleMove.GIVE_MANDATE,
    Together.HAND_OVER: PeopleMove.HAND_OVER,
    Together.EXTEND: PeopleMove.END_MANDATE,
}
TAKEN_BACK: dict[Together, Callable[[int, int, Person, datetime], None]] = {
    Together.END: give_again,
    Together.HAND_OVER: hand_back,
    Together.EXTEND: end_again,
}


def numbers(fact: object) -> tuple[int, ...]:
    return tuple(int(one) for one in fact) if isinstance(fact, tuple | list) else ()


def is_undone(line: int, authority: str) -> bool:
    """Tell whether the change of this line was taken back."""
    told = journal_queries.lines_about(Subject.AUTHORITY.named(authority))
    return any(one.entry.what == UNDONE and one.entry.facts["line"] == line for one in told)
