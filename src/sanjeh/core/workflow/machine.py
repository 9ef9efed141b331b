"""States and moves as a table, so that pages can draw it and tests can walk it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

S = TypeVar("S", bound=StrEnum)
M = TypeVar("M", bound=StrEnum)


class MoveNotAllowed(Exception):
    """This move does not lead out of this state."""

    def __init__(self, machine: str, state: StrEnum, move: StrEnum) -> None:
        super().__init__(f"{machine}: {move.value!r} is not possible in the state {state.value!r}")
        self.machine = machine
        self.state = state
        self.move = move


class TableBroken(ValueError):
    """The table has two ways for one move, or a state that cannot be reached."""


@dataclass(frozen=True, slots=True)
class Transition(Generic[S, M]):
    """One row of the table."""

    source: S
    move: M
    target: S


@dataclass(frozen=True, slots=True)
class Machine(Generic[S, M]):
    """A table of steps; every state of the table is reachable from `start`."""

    name: str
    start: S
    transitions: tuple[Transition[S, M], ...]

    def __post_init__(self) -> None:
        ways = [(one.source, one.move) for one in self.transitions]
        if len(ways) != len(set(ways)):
            raise TableBroken(f"{self.name}: one move leads to two states")
        if lost := {one.source for one in self.transitions} - self.reachable():
            raise TableBroken(f"{self.name}: nothing leads to {sorted(lost)}")

    def reachable(self) -> frozenset[S]:
        """Return every state that can be reached, the start included."""
        known, fresh = frozenset[S](), frozenset({self.start})
        while fresh:
            known |= fresh
            fresh = frozenset(one.target for one in self.transitions if one.source in known) - known
        return known

    def next(self, state: S, move: M) -> S:
        """Return the state that the move leads to; raise MoveNotAllowed when it leads nowhere."""
        for one in self.transitions:
            if (one.source, one.move) == (state, move):
                return one.target
        raise MoveNotAllowed(self.name, state, move)

    def moves(self, state: S) -> tuple[M, ...]:
        """Return the moves that lead out of this state, in the order of the table."""
        return tuple(one.move for one in self.transitions if one.source == state)
