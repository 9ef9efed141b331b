"""By which hands something is planted that nobody could do."""

from collections.abc import Callable

from sanjeh.apps.journal import actions as journal
from tests import hands
from tests.apps.commitments import world
from tests.apps.commitments.world import NOW, UNDER_WAY

Planted = dict[str, tuple[set[str], Callable[[], object]]]
CASE = "(SELECT id FROM desk_complaint WHERE number = {})"
CLOCK = f"(SELECT id FROM desk_complaintclock WHERE complaint_id = {CASE} ORDER BY id LIMIT 1)"


def sql(*statements: str) -> Callable[[], None]:
    def plant() -> None:
        hands.tell("SET CONSTRAINTS ALL IMMEDIATE", *statements)

    return plant


def case(number: int) -> str:
    return CASE.format(number)


def seat(number: int) -> str:
    """Return the handler's seat in this complaint."""
    return f"(SELECT id FROM desk_seat WHERE role = 'handler' AND complaint_id = {case(number)})"


def person(number: int) -> str:
    """Return who is the handler of this complaint."""
    return f"(SELECT person_id FROM desk_seat WHERE role = 'handler' AND complaint_id = {case(number)})"


def line(what: str, *about: str, number: int = UNDER_WAY, **facts: str) -> Callable[[], None]:
    """Write a line as the seated handler of this complaint, at the end of the chain."""

    def plant() -> None:
        journal.write(by=world.seated(number), at=NOW, what=what, about=about, facts=facts)

    return plant
