"""A round that is led by the actions to a state, or with its results put into others by hand.

Whatever is tried there is undone.
"""

from collections.abc import Callable, Iterable, Iterator

from django.db import transaction

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.publication.actions import NotPublishedYet
from sanjeh.apps.results.actions import StillLooking
from sanjeh.apps.results.dispute_actions import NothingUnderReview
from sanjeh.apps.results.queries import NoResults
from sanjeh.apps.rounds.models import Round, RoundStep
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.rounds import MACHINES, NEEDS_PEOPLE, RoundMove, RoundState, Scope
from tests import hands, people
from tests.apps import trip

# A draft has nothing frozen yet, so it stands alone; the others go to two processes.
DRAFTED, *LATER = RoundState
SOME_STATES = ((DRAFTED,), tuple(LATER[::2]), tuple(LATER[1::2]))
NOT_NOW = (NothingUnderReview, MoveNotAllowed, StillLooking, NotPublishedYet, NoResults)


def round_in(state: RoundState) -> None:
    """Lead a round of one body into this state."""
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    trip.draft()
    trip.announce(Kind.ROUND, trip.ROUND)
    for transition in MACHINES[Scope.AUTOMATIC].transitions:
        if list(RoundState).index(transition.target) <= list(RoundState).index(state):
            lead(transition.move)


def each_state(some: Iterable[RoundState]) -> Iterator[RoundState]:
    """Yield these states, with a round in each; a draft is built anew, all others share their results."""
    states = tuple(some)
    round_in(RoundState.DRAFT if RoundState.DRAFT in states else RoundState.FINAL)
    for state in states:
        if state is not RoundState.DRAFT:
            say_it_is_in(state)
        yield state


def lead(move: RoundMove) -> None:
    by = people.approver() if move is RoundMove.PUBLISH else people.secretariat()
    publication.make_move(round_code=trip.ROUND, move=move, by=by, now=trip.NOW)
    if move is RoundMove.START_PROBING:
        trip.look_everywhere(trip.Seen())


def say_it_is_in(state: RoundState) -> None:
    """Put a counted round there by hand: no draft leads yet to the states in which people act."""
    scope = Scope.WHOLE if state in NEEDS_PEOPLE else Scope.AUTOMATIC
    with hands.thawed():
        Round.objects.filter(code=trip.ROUND).update(scope=scope, state=state)
        RoundStep.objects.filter(round__code=trip.ROUND).exclude(state=RoundState.DRAFT).delete()


def leads_on(state: RoundState, move: RoundMove) -> bool:
    """Say whether the move leads out of this state of `round_in`."""
    scope = Scope.WHOLE if state in NEEDS_PEOPLE else Scope.AUTOMATIC
    return move in MACHINES[scope].moves(state)


def outcome(act: Callable[[], object]) -> str:
    """Say whether an act is refused by the table, done, or impossible at this time; undo it."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except NotPermitted:
        return "refused"
    except NOT_NOW:
        return "not now"
    return "done"


def expected(is_allowed: bool, is_time: bool) -> str:  # noqa: FBT001 -- two facts of a table
    return ("done" if is_time else "not now") if is_allowed else "refused"
