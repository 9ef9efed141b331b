from enum import StrEnum

import pytest

from sanjeh.core.workflow.machine import Machine, MoveNotAllowed, TableBroken, Transition


class Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"
    WALLED = "walled"


class Turn(StrEnum):
    CLOSE = "close"
    OPEN = "open"
    WALL = "wall"


DOOR = Machine(
    "door",
    Door.OPEN,
    (
        Transition(Door.OPEN, Turn.CLOSE, Door.SHUT),
        Transition(Door.SHUT, Turn.OPEN, Door.OPEN),
        Transition(Door.SHUT, Turn.WALL, Door.WALLED),
    ),
)


def test_a_move_of_the_table_leads_on() -> None:
    assert DOOR.next(Door.OPEN, Turn.CLOSE) == Door.SHUT


def test_a_move_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(MoveNotAllowed, match="door: 'wall' is not possible in the state 'open'"):
        DOOR.next(Door.OPEN, Turn.WALL)


def test_the_table_tells_which_moves_lead_out() -> None:
    assert {state: DOOR.moves(state) for state in Door} == {
        Door.OPEN: (Turn.CLOSE,),
        Door.SHUT: (Turn.OPEN, Turn.WALL),
        Door.WALLED: (),
    }


def test_a_state_without_a_way_out_is_final() -> None:
    assert [state for state in Door if not DOOR.moves(state)] == [Door.WALLED]


def test_a_table_with_two_ways_for_one_move_is_refused() -> None:
    with pytest.raises(TableBroken):
        Machine("door", Door.OPEN, (*DOOR.transitions, Transition(Door.OPEN, Turn.CLOSE, Door.WALLED)))


def test_a_table_with_a_lost_state_is_refused() -> None:
    with pytest.raises(TableBroken):
        Machine("door", Door.OPEN, (Transition(Door.SHUT, Turn.OPEN, Door.OPEN),))
