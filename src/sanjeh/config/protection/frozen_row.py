"""One row of what is frozen, and the conditions in SQL from which such rows are made."""

from collections.abc import Iterable
from dataclasses import dataclass

from sanjeh.core.workflow.agreements import VersionState
from sanjeh.core.workflow.breaches import BreachMove, BreachState
from sanjeh.core.workflow.complaints import ComplaintMove, ComplaintState
from sanjeh.core.workflow.despatches import DespatchMove, DespatchState
from sanjeh.core.workflow.imports import ImportMove, ImportState
from sanjeh.core.workflow.incidents import IncidentMove, IncidentState
from sanjeh.core.workflow.machine import Machine
from sanjeh.core.workflow.moves import AgreementMove
from sanjeh.core.workflow.questions import QuestionMove, QuestionState
from sanjeh.core.workflow.rounds import FINAL, MACHINES, RoundMove, RoundState

ALWAYS = "true"
ANNOUNCED = "<> 'draft'"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A table whose rows may not be changed or removed while `when`, an SQL condition on the row `it`.

    `free` columns may change all the same, `once` columns may be filled while they are empty. `added`
    is the condition under which no row may be added either. `moves` are the only (scope, from, to) that
    `state` may make; an empty scope stands for every one.
    """

    table: str
    says: str
    when: str = ALWAYS
    free: tuple[str, ...] = ()
    once: tuple[str, ...] = ()
    added: str = ""
    moves: tuple[tuple[str, str, str], ...] = ()

    @property
    def is_kept_whole(self) -> bool:
        """Return whether rows of this table may only ever be added."""
        return self.when == ALWAYS and not (self.free or self.once or self.moves)


def in_state(key: str, states: Iterable[RoundState]) -> str:
    """Return the condition that the round of this key stands in one of these states."""
    listed = ", ".join(f"'{state}'" for state in states)
    return f"EXISTS (SELECT FROM rounds_round round WHERE round.id = {key} AND round.state IN ({listed}))"


def round_is(condition: str, key: str = "it.round_id") -> str:
    return f"EXISTS (SELECT FROM rounds_round round WHERE round.id = {key} AND round.state {condition})"


def at_address(states: Iterable[RoundState]) -> str:
    """Return the condition that the round of the row's address stands in one of these states."""
    return in_state(
        "(SELECT round_id FROM rounds_roundaddress frozen WHERE frozen.id = it.address_id)", states
    )


def moves_of(
    machine: Machine[RoundState, RoundMove]
    | Machine[ComplaintState, ComplaintMove]
    | Machine[DespatchState, DespatchMove]
    | Machine[ImportState, ImportMove]
    | Machine[VersionState, AgreementMove]
    | Machine[BreachState, BreachMove]
    | Machine[IncidentState, IncidentMove]
    | Machine[QuestionState, QuestionMove],
    scope: str = "",
) -> tuple[tuple[str, str, str], ...]:
    return tuple((scope, str(one.source), str(one.target)) for one in machine.transitions)


METHOD_IS_USED = f"""it.frozen_at IS NOT NULL OR it.in_force_from IS NOT NULL
    OR EXISTS (SELECT FROM rounds_round round WHERE round.methodology_id = it.id AND round.state {ANNOUNCED})
    OR EXISTS (SELECT FROM notices_notice told WHERE told.kind = 'methodology' AND told.version = it.code
        AND told.authority_id = it.authority_id)
"""  # noqa: S608 -- our own words
ROUND_MOVES = tuple(move for scope, machine in MACHINES.items() for move in moves_of(machine, scope))
RESULT_IS_FINAL = f"it.state = 'final' OR {in_state('it.round_id', FINAL)}"
CARD_IS_FINAL = (
    "EXISTS (SELECT FROM results_resultset counted WHERE counted.id = it.result_id"
    f" AND (counted.state = 'final' OR {in_state('counted.round_id', FINAL)}))"
)
IMPORT_IS_OVER = f"it.state IN ('{ImportState.APPLIED}', '{ImportState.DISCARDED}')"
IMPORT_OF_THE_ROW_IS_OVER = (
    "EXISTS (SELECT FROM catalogue_import brought WHERE brought.id = it.of_id"
    f" AND brought.state IN ('{ImportState.APPLIED}', '{ImportState.DISCARDED}'))"
)
# The one that came with the program is over: nobody loaded it here.
NOT_A_DRAFT_OF_SOMEBODY = (
    "(it.state <> 'draft' OR it.confirmed_at IS NOT NULL OR it.notice_id IS NOT NULL"
    " OR it.loaded_by_id IS NULL)"
    " AND NOT (it.state = 'expired' AND it.loaded_by_id IS NULL AND it.valid_until <= now())"
)
IS_OF_THE_FIRST = (
    "EXISTS (SELECT FROM agreements_agreementversion version WHERE version.id = it.version_id"
    " AND version.loaded_by_id IS NULL)"
)
# What was laid before the bodies; of a version that came with the program the sentences are read out of it.
OFFERED = (
    "EXISTS (SELECT FROM agreements_agreementversion agreed WHERE agreed.id = it.version_id"
    " AND agreed.state NOT IN ('draft', 'consultation'))"
)
OFFERED_BY_SOMEBODY = OFFERED.replace(
    "agreed.state NOT IN", "agreed.loaded_by_id IS NOT NULL AND agreed.state NOT IN"
)
