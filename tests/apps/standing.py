"""A round in each of its states, built once and asked many times; whatever was tried is undone."""

from collections.abc import Callable

from django.db import transaction

from sanjeh.apps.catalogue import actions as catalogue
from sanjeh.apps.notices.kinds import Kind
from sanjeh.apps.publication import actions as publication
from sanjeh.apps.publication.actions import NotPublishedYet
from sanjeh.apps.results.actions import StillLooking
from sanjeh.apps.results.queries import NoResults
from sanjeh.apps.rounds.models import Round, RoundStep
from sanjeh.core.workflow.machine import MoveNotAllowed
from sanjeh.core.workflow.permissions import NotPermitted
from sanjeh.core.workflow.rounds import MACHINES, NEEDS_PEOPLE, RoundMove, RoundState, Scope
from tests import people
from tests.apps import trip

NOT_NOW = (MoveNotAllowed, StillLooking, NotPublishedYet, NoResults)


def round_in(state: RoundState) -> None:
    """Bring a round of one body into this state; one of people is merely said to be in it."""
    catalogue.load_catalogue(entries=trip.country(1), by=people.secretariat(), now=trip.NOW)
    trip.method_in_force()
    trip.draft()
    trip.announce(Kind.ROUND, trip.ROUND)
    reached = RoundState.PRELIMINARY if state in NEEDS_PEOPLE else state
    for step in MACHINES[Scope.AUTOMATIC].steps:
        if list(RoundState).index(step.target) <= list(RoundState).index(reached):
            lead(step.move)
    if state in NEEDS_PEOPLE:
        say_it_is_in(state)


def lead(move: RoundMove) -> None:
    by = people.approver() if move is RoundMove.PUBLISH else people.secretariat()
    publication.make_move(round_code=trip.ROUND, move=move, by=by, now=trip.NOW)
    if move is RoundMove.START_PROBING:
        trip.look_everywhere(trip.Seen())


def say_it_is_in(state: RoundState) -> None:
    """Put the round there by hand: no draft leads yet to the states in which people act."""
    Round.objects.filter(code=trip.ROUND).update(scope=Scope.WHOLE, state=state)
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
